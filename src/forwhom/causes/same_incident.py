"""Whether students of both groups in the very same incident met with the same consequence."""

from __future__ import annotations

import numpy as np

from forwhom.causes.behavior.comparing import READS, WHO, Way, asks, cells_of
from forwhom.causes.behavior.incidents import Incidents
from forwhom.causes.cause import ENOUGH, Cause, Mask
from forwhom.disparities.pack import Whole

LEAST = 30  # mixed incidents; fewer say nothing


def _same(rows: Incidents, _: Mask) -> tuple[Incidents, Whole]:
    """Incidents in which more than one of the students compared acted."""
    number = rows.codes["incident_id"]
    rows = rows.at(np.bincount(number, minlength=int(number.max(initial=0)) + 1)[number] > 1)
    return rows, cells_of(rows.codes["incident_id"])


WAY = Way(
    same=_same,
    phrase={"en": "In the very same incident", "es": "En el mismo incidente"},
    counted={
        "en": "{mixed} incidents had students of this group and others acting together.",
        "es": "En {mixed} incidentes participaron juntos estudiantes de este grupo y otros.",
    },
    few={
        "en": "Incidents in which students of this group and others acted together: {mixed}, with "
        "{mine} and {others} students. It takes 30 incidents, and 11 students of each.",
        "es": "Incidentes en que participaron juntos estudiantes de este grupo y otros: {mixed}, "
        "con {mine} y {others} estudiantes. Hacen falta 30 incidentes y 11 estudiantes de cada "
        "lado.",
    },
    priors=True,
    least_cells=LEAST,
    least_children=ENOUGH,
    by_incident=True,
)

cause = Cause(
    question={
        "en": "In the same incident: was it the same consequence?",
        "es": "En el mismo incidente, ¿hubo la misma consecuencia?",
    },
    assumes={
        "en": "Students named as acting in one incident did alike; each earlier incident, up to "
        "10, adds the same. Limits are the wider of two: by student and by incident. " + WHO["en"],
        "es": "Quienes participaron en un incidente hicieron lo mismo; cada incidente anterior, "
        "hasta 10, suma lo mismo. Los límites son los más anchos de dos: por estudiante y por "
        "incidente. " + WHO["es"],
    },
    cannot={
        "en": "It cannot show who started it, what each one did, or who was written up at all. "
        "It speaks only of incidents with both groups.",
        "es": "No puede mostrar quién empezó, qué hizo cada quien ni a quién se reportó. Habla "
        "solo de incidentes con ambos grupos.",
    },
    source=(
        "Barrett, McEachin, Mills and Valant (2021), J. Hum. Resour. 56:711-748; Shi and Zhu "
        "(2022), European Economic Review 88; Cameron and Miller (2015), J. Hum. Resour. "
        "50:317-372"
    ),
    explain=WAY.explain,
    asks_of=asks,
    reads=READS,
)
