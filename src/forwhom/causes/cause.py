"""What a way of explaining is: its question, what it takes for granted, what it cannot show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.search.children import Children
from forwhom.disparities.search.contrast import Contrasts
from forwhom.results.explanation import SILENT, Explanation, Part, Texts
from forwhom.results.finding import Finding

Real = NDArray[np.float64]
Mask = NDArray[np.bool_]
ENOUGH = 11  # children on either side; fewer say nothing


@dataclass(frozen=True)
class Evidence:
    """What is known of one finding: its children and everyone they are compared with.

    `group` and `others` have one place a child of `children`, and hold only those of whom the
    measure is known; `outcome` is 1 or 0, or the child's own number where the measure is a mean.
    `measure` is its entry in audit.json.
    """

    finding: Finding
    measure: Mapping[str, Any]
    children: Children
    group: Mask
    others: Mask
    outcome: Real

    @staticmethod
    def of(finding: Finding, measure: Mapping[str, Any], contrasts: Contrasts) -> Evidence:
        """The finding's children among all of the district."""
        children = contrasts.children
        outcome = children.outcome[finding.measure]
        known = ~np.isnan(outcome)
        place = (finding.place_type, finding.place_id)
        group = contrasts.holds(*place, finding.group) & known
        others = contrasts.holds(*place, "all") & known & ~group
        return Evidence(finding, measure, children, group, others, outcome)


@dataclass(frozen=True)
class Measured:
    """What a way of explaining found: parts that add up to the gap, sentences, a table."""

    gap: float
    parts: list[Part]
    sentences: dict[str, list[str]]
    places: list[Part] = field(default_factory=list)


@dataclass(frozen=True)
class Silent:
    """Why nothing can be said, and what record would be needed."""

    needs: Texts


@dataclass(frozen=True, kw_only=True)
class Cause:
    """One way of explaining, in a file of its own; the file's name is its name.

    `question` is asked of a gap; `assumes` is taken for granted; `cannot` must be said with it.
    """

    question: Texts
    assumes: Texts
    cannot: Texts
    source: str
    explain: Callable[[Evidence], Measured | Silent]
    name: str = ""

    def named(self, name: str) -> Cause:
        """The same under its file's name."""
        return replace(self, name=name)

    def of(self, evidence: Evidence) -> Explanation:
        """What it has to say of one finding."""
        asked = Explanation(
            finding=evidence.finding.id,
            cause=self.name,
            question=self.question,
            assumes=self.assumes,
            cannot=self.cannot,
        )
        if min(evidence.group.sum(), evidence.others.sum()) < ENOUGH:
            return replace(asked, status=SILENT, needs=TOO_FEW)
        found = self.explain(evidence)
        if isinstance(found, Silent):
            return replace(asked, status=SILENT, needs=found.needs)
        return replace(
            asked, gap=found.gap, parts=found.parts, places=found.places, sentences=found.sentences
        )


TOO_FEW = {
    "en": "There are too few children to say. More years of records would help.",
    "es": "Hay muy pocos estudiantes para decirlo. Ayudaría tener más años de registros.",
}
