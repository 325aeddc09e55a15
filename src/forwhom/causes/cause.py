"""What a way of explaining is: its question, what it takes for granted, what it cannot show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forwhom.causes.records import Records
from forwhom.data.tables import TABLES
from forwhom.disparities.search.children import Children
from forwhom.disparities.search.contrast import Contrasts
from forwhom.results.explanation import PARTS, SILENT, STEPS, Cell, Explanation, Part, Row, Texts
from forwhom.results.finding import Finding
from forwhom.words.sizes import unit_per

Real = NDArray[np.float64]
Mask = NDArray[np.bool_]
ENOUGH = 11  # children on either side; fewer say nothing
ENOUGH_FOR_PARTS = 30  # drawn again, fewer are too much alike for honest limits


@dataclass(frozen=True)
class Evidence:
    """What is known of one finding: its children and everyone they are compared with.

    `group` and `others` have one place a child of `children`, and hold only those of whom the
    measure is known; `outcome` is 1 or 0, or the child's own number where the measure is a mean.
    `measure` is its entry in audit.json. `records` opens the other tables; none in a test of
    children alone. `kept` is what one way of explaining worked out and another needs too, by name.
    """

    finding: Finding
    measure: Mapping[str, Any]
    children: Children
    group: Mask
    others: Mask
    outcome: Real
    records: Records | None = None
    kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def gap(self) -> float:
        """The unadjusted gap: the group's rate or mean less that of the others."""
        return float(self.outcome[self.group].mean() - self.outcome[self.others].mean())

    @staticmethod
    def of(
        finding: Finding,
        measure: Mapping[str, Any],
        contrasts: Contrasts,
        records: Records | None = None,
    ) -> Evidence:
        """The finding's children among all of the district."""
        children = contrasts.children
        outcome = children.outcome[finding.measure]
        known = ~np.isnan(outcome)
        place = (finding.place_type, finding.place_id)
        group = contrasts.holds(*place, finding.group) & known
        others = contrasts.holds(*place, "all") & known & ~group
        return Evidence(finding, measure, children, group, others, outcome, records)


@dataclass(frozen=True)
class Measured:
    """What a way of explaining found: see `Explanation` for `parts`, `rows`, `cells`, `shape`.

    Its numbers are for one child; its sentences say what they are told of.
    """

    gap: float
    sentences: dict[str, list[str]]
    parts: list[Part] = field(default_factory=list)
    places: list[Part] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    shape: str = PARTS
    numbers: dict[str, float] = field(default_factory=dict)

    def told_per(self, children: int, unit: str) -> Measured:
        """Its numbers for so many children, as the measure tells them: 640 days per 100 students.

        A step's own rate stays that of one child.
        """
        if children == 1:
            return self
        rows = [
            row.times(children, of_gap_only=row.unit != unit or self.shape == STEPS)
            for row in self.rows
        ]
        parts, places = ([p.times(children) for p in some] for some in (self.parts, self.places))
        return replace(self, gap=self.gap * children, parts=parts, places=places, rows=rows)


@dataclass(frozen=True)
class Silent:
    """Why nothing can be said, and what record would be needed; `numbers` are for machines."""

    needs: Texts
    numbers: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Cause:
    """One way of explaining, in a file of its own; the file's name is its name.

    `question` is asked of a gap; `assumes` is taken for granted; `cannot` must be said with it.
    `asks_of` says of which measures it can be asked, by their entries in audit.json; of others it
    says nothing at all. Where that hangs on what the district declared, `asked_when` decides alone.
    `reads` names the tables without which it is silent, and `least` how many children it takes on
    either side. `proposals` names the sections of a `--what-if` file that it can take in place of
    what the district declared.
    """

    question: Texts
    assumes: Texts
    cannot: Texts
    source: str
    explain: Callable[[Evidence], Measured | Silent]
    asks_of: Callable[[Mapping[str, Any]], bool] = bool
    asked_when: Callable[[Evidence], bool] | None = None
    reads: tuple[str, ...] = ()
    least: int = ENOUGH
    proposals: tuple[str, ...] = ()
    name: str = ""

    def named(self, name: str) -> Cause:
        """The same under its file's name."""
        return replace(self, name=name)

    def fits(self, evidence: Evidence) -> bool:
        """Whether it is asked of this finding at all."""
        if self.asked_when is not None:
            return self.asked_when(evidence)
        return self.asks_of(evidence.measure)

    def of(self, evidence: Evidence) -> Explanation:
        """What it has to say of one finding."""
        asked = Explanation(
            finding=evidence.finding.id,
            cause=self.name,
            question=self.question,
            assumes=self.assumes,
            cannot=self.cannot,
        )
        if min(evidence.group.sum(), evidence.others.sum()) < self.least:
            return replace(asked, status=SILENT, needs=TOO_FEW)
        lacks = [name for name in self.reads if not _has(evidence.records, name)]
        found = Silent(_lacking(lacks)) if lacks else self.explain(evidence)
        if isinstance(found, Silent):
            return replace(asked, status=SILENT, needs=found.needs, numbers=found.numbers)
        unit = (evidence.measure.get("unit") or {}).get("many", "")
        found = found.told_per(unit_per(evidence.measure), unit)
        told = {each.name: getattr(found, each.name) for each in fields(found)}
        return replace(asked, **told)


def of_domain(*names: str) -> Callable[[Mapping[str, Any]], bool]:
    """Asks only of measures of these domains, as `discipline`."""
    return lambda measure: measure.get("domain") in names


def _has(records: Records | None, table: str) -> bool:
    return records is not None and records.tables.has(table)


def _lacking(tables: list[str]) -> Texts:
    titles = ", ".join(f"{TABLES[name].title} ({name})" for name in tables)
    return {
        "en": f"The records do not hold what this needs: {titles}.",
        "es": f"Los registros no tienen lo que hace falta: {titles}.",
    }


TOO_FEW = {
    "en": "There are too few children to say. More years of records would help.",
    "es": "Hay muy pocos estudiantes para decirlo. Ayudaría tener más años de registros.",
}
