"""Whether decisions left the range of the discipline matrix, and how high inside it they were."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from forwhom.causes.cause import Cause, Evidence, Measured, Silent
from forwhom.causes.matrix.asked import LANGUAGES, NO_INCIDENTS, READS, holding, of_consequences
from forwhom.causes.matrix.change import changed
from forwhom.causes.matrix.compare import Asked, Sides, behavior_name, cells, compared
from forwhom.causes.matrix.decisions import Decisions, decisions_of
from forwhom.causes.matrix.held import Held, held_against
from forwhom.causes.matrix.limits import moved_gap
from forwhom.causes.matrix.telling import told_discretion
from forwhom.results.explanation import MATRIX, Row, Texts

ABOVE: Texts = {"en": "Above what is allowed", "es": "Por encima de lo permitido"}
BELOW: Texts = {"en": "Below the range (allowed)", "es": "Debajo del rango (permitido)"}
TOP: Texts = {"en": "At the top of the range", "es": "En lo más alto del rango"}
POSITION: Texts = {
    "en": "How far up the range, on average",
    "es": "Qué tan alto en el rango, en promedio",
}
OVERALL = "decisions"


def explain(evidence: Evidence) -> Measured | Silent:
    """Rates above the range and severity inside it, in all and by behavior, and what they add."""
    matrix = holding(evidence)
    if isinstance(matrix, Silent):
        return matrix
    decisions = decisions_of(evidence)
    held, sides = held_against(matrix, decisions), Sides.of(evidence, decisions)
    if not (held.known & (sides.group | sides.others)).any():
        return Silent(NO_INCIDENTS)
    after = changed(evidence, decisions, held).outcome
    remains = float(after[evidence.group].mean() - after[evidence.others].mean())
    rows = compared([*_overall(held), *_by_behavior(held, decisions)], sides, held.lines)
    moved = moved_gap(evidence, after)
    if evidence.measure["kind"] == "share":  # in points, as the row is
        low, high = (None if end is None else -end for end in (moved.high, moved.low))
        rows[0] = replace(rows[0], remains=remains, adds=evidence.gap - remains, adds_low=low,
                          adds_high=high)  # fmt: skip
    numbers = {**_counted(decisions, held, sides), "remains": remains, **moved.numbers}
    return Measured(
        gap=evidence.gap,
        sentences={lang: told_discretion(evidence, rows, numbers, lang) for lang in LANGUAGES},
        rows=[row for row in rows if row.of == (OVERALL, "") or row.rate is not None],
        cells=cells(decisions, held, sides),
        shape=MATRIX,
        numbers={**numbers, **_figures(rows)},
    )


def _overall(held: Held) -> list[Asked]:
    where = (OVERALL, "")
    return [
        Asked(ABOVE, where, held.known, held.above.astype(float)),
        Asked(TOP, where, held.choice, held.top.astype(float)),
        Asked(POSITION, where, held.choice, np.nan_to_num(held.position)),
        Asked(BELOW, where, held.known, held.below.astype(float)),
    ]


def _by_behavior(held: Held, decisions: Decisions) -> list[Asked]:
    found = []
    for name in dict.fromkeys(behavior for behavior, _ in held.lines.labels):
        mine = decisions.behavior == decisions.behaviors.index(name)
        for asked, among, outcome in (
            (ABOVE, held.known, held.above),
            (TOP, held.choice, held.top),
        ):
            title: Texts = {
                lang: f"{behavior_name(name)}: {_lower(asked[lang])}" for lang in LANGUAGES
            }
            found.append(Asked(title, ("behavior", name), among & mine, outcome.astype(float)))
    return found


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _counted(decisions: Decisions, held: Held, sides: Sides) -> dict[str, float]:
    """How many decisions there are, and how many the matrix says nothing of."""
    asked = (sides.group | sides.others) & decisions.acted
    counts = {
        "decisions": asked,
        "not_in_matrix": asked & ~held.known,
        "above": asked & held.above,
        "above_group": sides.group & held.above,
        "below": asked & held.below,
        "below_group": sides.group & held.below,
    }
    return {name: float(np.count_nonzero(chosen)) for name, chosen in counts.items()}


def _figures(rows: list[Row]) -> dict[str, float]:
    named = zip(("above", "top", "position", "below"), rows, strict=False)
    found = {
        f"{name}_{figure}": getattr(row, figure)
        for name, row in named
        for figure in ("rate", "comparison_rate", "difference", "ratio")
    }
    return {name: value for name, value in found.items() if value is not None}


cause = Cause(
    question={
        "en": "Did decisions keep to the discipline matrix, and how high in its range were they?",
        "es": "¿Siguieron las decisiones la matriz de disciplina, y qué tan alto en su rango?",
    },
    assumes={
        "en": "Others are compared in the same rows of the matrix. A repeat is the same behavior "
        "on an earlier day of the year. Responses stand in one order, from talk to police.",
        "es": "Los demás se comparan en las mismas filas de la matriz. Otra vez es la misma "
        "conducta en un día anterior del año. Las respuestas tienen un solo orden.",
    },
    cannot={
        "en": "It cannot show who was written up at all, whether the behavior was named alike, or "
        "why someone left the range.",
        "es": "No puede mostrar a quién se reportó, si la conducta se nombró igual, ni por qué "
        "alguien salió del rango.",
    },
    source="Rao and Scott (1992), Biometrics 48:577-585; Greenland and Robins (1985), "
    "Biometrics 41:55-68.",
    explain=explain,
    asks_of=of_consequences,
    reads=READS,
)
