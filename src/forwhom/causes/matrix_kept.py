"""What a discipline matrix, the present or a proposed one, would have changed last year."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from forwhom.causes.cause import Cause, Evidence, Mask, Measured, Real, Silent
from forwhom.causes.matrix.asked import (
    LANGUAGES,
    NO_INCIDENTS,
    READS,
    holding,
    of_consequences,
    proposed,
)
from forwhom.causes.matrix.change import Change, changed
from forwhom.causes.matrix.compare import Sides
from forwhom.causes.matrix.decisions import decisions_of
from forwhom.causes.matrix.held import held_against
from forwhom.causes.matrix.limits import Moved, moved_gap
from forwhom.causes.matrix.telling import told_change
from forwhom.results.explanation import GAPS, Row, Texts
from forwhom.stats.differences import newcombe
from forwhom.stats.ratios import miettinen_nurminen

BEFORE: Texts = {"en": "As it was", "es": "Como fue"}
AFTER: Texts = {"en": "Under the matrix", "es": "Con la matriz"}
CHANGE: Texts = {"en": "Change in the gap", "es": "Cambio de la brecha"}
SPARED: Texts = {"en": "Not suspended any more", "es": "Ya sin suspensión"}


def explain(evidence: Evidence) -> Measured | Silent:
    """Children and days that would not have been suspended, and the gap that would remain."""
    matrix = proposed(evidence) or holding(evidence)
    if isinstance(matrix, Silent):
        return Silent(NO_PROPOSAL)
    decisions = decisions_of(evidence)
    held = held_against(matrix, decisions)
    sides = Sides.of(evidence, decisions)
    if not (held.known & (sides.group | sides.others)).any():
        return Silent(NO_INCIDENTS)
    change = changed(evidence, decisions, held)
    moved = moved_gap(evidence, change.outcome)
    asked = (sides.group | sides.others) & decisions.acted
    numbers = {
        **_numbers(evidence, change),
        **moved.numbers,
        "decisions": float(asked.sum()),
        "not_in_matrix": float((asked & ~held.known).sum()),
        "consequences_moved": float(change.moved),
    }
    told: dict[str, list[str]] = {
        lang: told_change(evidence, matrix.name, change, numbers, lang) for lang in LANGUAGES
    }
    return Measured(
        evidence.gap, told, rows=_rows(evidence, change, moved), shape=GAPS, numbers=numbers
    )


def _numbers(evidence: Evidence, change: Change) -> dict[str, float]:
    """Children and days that would not have been suspended, in all, of the group and of others."""
    found: dict[str, float] = {}
    for name, each in (("spared", change.spared.astype(float)), ("days", change.days)):
        mine, others = float(each[evidence.group].sum()), float(each[evidence.others].sum())
        found |= {name: mine + others, f"{name}_group": mine, f"{name}_others": others}
    sides = [change.outcome[side].mean() for side in (evidence.group, evidence.others)]
    return {**found, "gap_before": evidence.gap, "gap_after": float(sides[0] - sides[1])}


def _rows(evidence: Evidence, change: Change, moved: Moved) -> list[Row]:
    """The finding as it was and as it would have been, the change; and who is spared."""
    is_share = evidence.measure["kind"] == "share"
    group, others = evidence.group, evidence.others
    before, after = (
        _row(name, outcome, group, others, is_share=is_share)
        for name, outcome in ((BEFORE, evidence.outcome), (AFTER, change.outcome))
    )
    spared = change.spared.astype(float)
    rates = float(spared[group].mean()), float(spared[others].mean())
    third = Row(name=SPARED, children=before.children, others=before.others, rate=rates[0],
                comparison_rate=rates[1])  # fmt: skip
    fourth = Row(name=CHANGE, unit=before.unit, children=before.children, others=before.others,
                 difference=moved.change, difference_low=moved.low,
                 difference_high=moved.high)  # fmt: skip
    return [before, after, third, fourth]


def _row(name: Texts, outcome: Real, group: Mask, others: Mask, *, is_share: bool) -> Row:
    x, n, y, m = outcome[group].sum(), int(group.sum()), outcome[others].sum(), int(others.sum())
    row = Row(
        name=name,
        unit="share" if is_share else "days",
        children=n,
        others=m,
        rate=float(x / n),
        comparison_rate=float(y / m),
        difference=float(x / n - y / m),
    )
    if not is_share:
        return row
    ends = [float(end) for end in (*newcombe(x, n, y, m), *miettinen_nurminen(x, n, y, m))]
    low, high, ratio_low, ratio_high = (end if np.isfinite(end) else None for end in ends)
    return replace(
        row,
        difference_low=low,
        difference_high=high,
        ratio=float(x / n / (y / m)) if y else None,
        ratio_low=ratio_low,
        ratio_high=ratio_high,
    )


NO_PROPOSAL: Texts = {
    "en": "There is no discipline matrix to try. Propose one: `forwhom explain … --what-if FILE`.",
    "es": "No hay matriz de disciplina que probar. Proponga una: `forwhom explain … --what-if "
    "ARCHIVO`.",
}

cause = Cause(
    question={
        "en": "What would have followed, had every consequence kept to the matrix?",
        "es": "¿Qué habría seguido, si cada consecuencia hubiera respetado la matriz?",
    },
    assumes={
        "en": "What lies above the range is brought down to its top; nothing is made harsher. "
        "Incidents, and what lies below the range, stay as they were.",
        "es": "Lo que supera el rango baja a su tope; nada se vuelve más duro. Los incidentes, y "
        "lo que está debajo del rango, quedan como fueron.",
    },
    cannot={
        "en": "It cannot show how students and adults would act under another matrix, nor whether "
        "people would keep to it.",
        "es": "No puede mostrar cómo actuarían estudiantes y adultos con otra matriz, ni si la "
        "respetarían.",
    },
    source="Counted: each consequence of the year held against the matrix. Limits: "
    "Newcombe (1998), Statist. Med. 17:873-890; Welch (1938), Biometrika 29:350-362.",
    explain=explain,
    asks_of=of_consequences,
    reads=READS,
    proposals=("matrix",),
)
