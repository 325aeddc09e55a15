"""Whether the same behavior in the same school and year brought the same consequence."""

from __future__ import annotations

from forwhom.causes.behavior.comparing import READS, WHO, Way, all_known, asks, cells_of
from forwhom.causes.behavior.incidents import Incidents
from forwhom.causes.behavior.telling import COUNTED
from forwhom.causes.cause import Cause, Mask
from forwhom.disparities.pack import Whole

SAME = ("behavior", "school_id", "school_year")


def _same(rows: Incidents, _: Mask) -> tuple[Incidents, Whole]:
    """A free level of consequences for each behavior in each school and year."""
    rows = rows.at(all_known(*(rows.codes[name] for name in SAME)))
    return rows, cells_of(*(rows.codes[name] for name in SAME))


WAY = Way(
    same=_same,
    phrase={
        "en": "With the same behavior, school and year",
        "es": "Con la misma conducta, escuela y año",
    },
    counted=COUNTED,
    few={
        "en": "Only {mine} students of this group and {others} others have a match: same "
        "behavior, school and year. It takes 30 of each.",
        "es": "Solo {mine} estudiantes de este grupo y {others} de los demás tienen pareja: misma "
        "conducta, escuela y año. Hacen falta 30 de cada lado.",
    },
    priors=True,
)

cause = Cause(
    question={
        "en": "Same behavior, school and year: was it the same consequence?",
        "es": "Con la misma conducta, escuela y año, ¿hubo la misma consecuencia?",
    },
    assumes={
        "en": "Each behavior has its own rate of consequences in each school and year; each "
        "earlier incident, up to 10, adds the same to it. Limits reckon with students who come "
        "up more than once. " + WHO["en"],
        "es": "Cada conducta tiene su propia tasa de consecuencias en cada escuela y año; cada "
        "incidente anterior, hasta 10, le suma lo mismo. Los límites cuentan con los estudiantes "
        "que aparecen varias veces. " + WHO["es"],
    },
    cannot={
        "en": "It cannot show who was written up at all, or who started it. One name for a "
        "behavior may cover very different acts.",
        "es": "No puede mostrar a quién se reportó ni quién empezó. Un mismo nombre puede cubrir "
        "actos muy distintos.",
    },
    source=(
        "Barrett, McEachin, Mills and Valant (2021), J. Hum. Resour. 56:711-748; limits by child: "
        "Cameron and Miller (2015), J. Hum. Resour. 50:317-372"
    ),
    explain=WAY.explain,
    asks_of=asks,
    reads=READS,
)
