"""Whether the same behavior, of students with the same record, brought the same consequence."""

from __future__ import annotations

import numpy as np

from forwhom.causes.behavior.comparing import READS, WHO, Way, all_known, asks, cells_of
from forwhom.causes.behavior.incidents import Incidents
from forwhom.causes.behavior.telling import COUNTED
from forwhom.causes.cause import Cause, Mask
from forwhom.disparities.pack import Whole

RECORD = (1, 3)  # earlier incidents at which a band begins: none, 1 or 2, 3 or more


def _same(rows: Incidents, _: Mask) -> tuple[Incidents, Whole]:
    """Alike in behavior, band of earlier incidents, grade band and school."""
    rows = rows.at(all_known(rows.codes["behavior"], rows.band, rows.codes["school_id"]))
    record = np.digitize(rows.prior, RECORD)
    return rows, cells_of(rows.codes["behavior"], record, rows.band, rows.codes["school_id"])


WAY = Way(
    same=_same,
    phrase={
        "en": "With the same behavior, past record, grades and school",
        "es": "Con la misma conducta, antecedentes, grados y escuela",
    },
    counted=COUNTED,
    few={
        "en": "Only {mine} students of this group and {others} others have a match: same "
        "behavior, past record, grades and school. It takes 30 of each.",
        "es": "Solo {mine} estudiantes de este grupo y {others} de los demás tienen pareja: misma "
        "conducta, antecedentes, grados y escuela. Hacen falta 30 de cada lado.",
    },
    priors=False,
    ratios=True,
)

cause = Cause(
    question={
        "en": "Same behavior, same record: was it the same consequence?",
        "es": "Con la misma conducta y los mismos antecedentes, ¿hubo la misma consecuencia?",
    },
    assumes={
        "en": "Alike are incidents with the same behavior, band of earlier incidents (none, 1 or "
        "2, 3 or more), grade band and school. " + WHO["en"],
        "es": "Iguales son los incidentes con la misma conducta, nivel de incidentes anteriores "
        "(ninguno, 1 o 2, 3 o más), grupo de grados y escuela. " + WHO["es"],
    },
    cannot={
        "en": "It cannot show who was written up at all, or who started it. One name for a "
        "behavior may cover very different acts.",
        "es": "No puede mostrar a quién se reportó ni quién empezó. Un mismo nombre puede cubrir "
        "actos muy distintos.",
    },
    source=(
        "Skiba et al. (2011), Race Is Not Neutral, School Psychology Review 40:85-107; Sato, "
        "Greenland and Robins (1989), Biometrics 45:1323-1324; limits by child: Cameron and Miller "
        "(2015), J. Hum. Resour. 50:317-372"
    ),
    explain=WAY.explain,
    asks_of=asks,
    reads=READS,
)
