"""A way of comparing like cases, from the incidents to what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from forwhom.causes.behavior.alike import LEAST_CHILDREN, Alike
from forwhom.causes.behavior.incidents import UNKNOWN, Incidents, incidents_of
from forwhom.causes.behavior.levels import MAIN
from forwhom.causes.behavior.telling import LANGUAGES, told
from forwhom.causes.cause import Evidence, Mask, Measured, Silent
from forwhom.disparities.pack import Whole
from forwhom.results.explanation import Row, Texts
from forwhom.words.numbers import count

READS = ("incidents", "incident_students", "consequences")
NO_EVENTS: Texts = {
    "en": "Too few of them ended that way to say more.",
    "es": "Muy pocos terminaron así para decir más.",
}
WHO: Texts = {
    "en": "Incidents of all years on record count where students are in the group in every year "
    "alike, as with sex; else, and in grade bands, only this year's. Students are those enrolled "
    "this year.",
    "es": "Cuentan los incidentes de todos los años registrados cuando el grupo es el mismo cada "
    "año, como el sexo; si no, y en grupos de grados, solo los de este año. Los estudiantes son "
    "los de este año.",
}


@dataclass(frozen=True)
class Way:
    """How cases are made alike, and what is said of it.

    `same` takes incidents apart by what is alike: their rows and the cell of each. `phrase` begins
    the sentence; `counted` says how much was compared and `few` that it was too little, each with
    {mixed} cells, {mine} and {others} children, {left} incidents of the group without a match.
    """

    same: Callable[[Incidents, Mask], tuple[Incidents, Whole]]
    phrase: Texts
    counted: Texts
    few: Texts
    priors: bool
    least_cells: int = 1
    least_children: int = LEAST_CHILDREN
    by_incident: bool = False
    ratios: bool = False

    def explain(self, evidence: Evidence) -> Measured | Silent:
        """The finding's own outcome in like cases; silent where too few are alike."""
        alike = self.alike(evidence)
        counts = _counts(alike)
        children = alike.children()
        if min(children) < self.least_children or alike.cells < self.least_cells:
            return Silent({lang: self.few[lang].format(**counts) for lang in LANGUAGES})
        main = MAIN[evidence.measure["name"]]
        rows = alike.compared(main)
        counted: Texts = {lang: self.counted[lang].format(**counts) for lang in LANGUAGES}
        if rows[1].difference is None:
            return Silent({lang: f"{counted[lang]} {NO_EVENTS[lang]}" for lang in LANGUAGES})
        return Measured(
            evidence.gap,
            told(rows[1], main, self.phrase, counted),
            rows=rows,
            shape="gaps",
            numbers=_numbers(rows[1], alike),
        )

    def alike(self, evidence: Evidence) -> Alike:
        """The incidents that can be compared, with their cells."""
        rows, cell = self.same(incidents := incidents_of(evidence), evidence.group[incidents.child])
        clusters = [rows.child, rows.codes["incident_id"]] if self.by_incident else [rows.child]
        mine = evidence.group[rows.child]
        return Alike(rows, mine, cell, self.priors, clusters, self.ratios)


def asks(measure: Mapping[str, Any]) -> bool:
    """Measures of what followed; who was referred at all, consequences cannot explain."""
    return measure.get("name") in MAIN


def cells_of(*columns: Whole) -> Whole:
    """One number for each combination that occurs."""
    return np.unique(np.column_stack(columns), axis=0, return_inverse=True)[1].reshape(-1)


def all_known(*columns: Whole) -> Mask:
    """Rows of which every column is known."""
    return np.asarray(np.column_stack(columns).min(axis=1, initial=0) > UNKNOWN)


def _counts(alike: Alike) -> dict[str, str]:
    mine, others = alike.children()
    shared, in_group = alike.shared, alike.mine
    numbers = {
        "mixed": alike.cells,
        "mine": mine,
        "others": others,
        "own_rows": int((shared & in_group).sum()),
        "other_rows": int((shared & ~in_group).sum()),
        "left": int((~shared & in_group).sum()),
    }
    return {name: count(number) for name, number in numbers.items()}


def _numbers(row: Row, alike: Alike) -> dict[str, float]:
    mine, others = alike.children()
    found = {"mixed": alike.cells, "children": mine, "others": others}
    ends = {"difference": row.difference, "low": row.difference_low, "high": row.difference_high}
    return {**found, **{name: end for name, end in ends.items() if end is not None}}
