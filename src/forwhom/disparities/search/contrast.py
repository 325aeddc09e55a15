"""Groups side by side: how many children they share, how one differs from the rest of another."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.search.children import Children
from forwhom.disparities.search.expected import Strata
from forwhom.results.names import group_values

Mask = NDArray[np.bool_]
AT_ONCE = 8_000  # children whose groups are held as numbers at one time


@dataclass(frozen=True)
class Apart:
    """How far a group's rate or mean lies from the rest's, in the same school and grade.

    The difference is that of Mantel and Haenszel; its standard error is of no difference at all,
    as for the limits of Miettinen (1976), Am. J. Epidemiol. 103:226-235.
    """

    difference: float
    error: float

    @property
    def score(self) -> float:
        """The difference in standard errors; 0 where nothing can be told."""
        return self.difference / self.error if self.error > 0 else 0.0


@dataclass
class Contrasts:
    """Groups of the latest year's children, by their names."""

    children: Children
    of_cohort: frozenset[str]
    _masks: dict[tuple[str, str, str], Mask] = field(default_factory=dict)

    def holds(self, place_type: str, place_id: str, group: str) -> Mask:
        """Which children a group of a place holds."""
        key = (place_type, place_id, group)
        if key not in self._masks:
            inside = self._place(place_type, place_id)
            for name, value in group_values(group).items():
                inside = inside & self._has(name, value)
            self._masks[key] = inside
        return self._masks[key]

    def _place(self, place_type: str, place_id: str) -> Mask:
        if place_type == "school":
            place = self.children.school_ids.index(place_id)
            return np.asarray(self.children.school == place)
        if place_type == "grade_band":
            return self._has("grade_band", place_id)
        return np.ones(len(self.children), np.bool_)

    def _has(self, name: str, value: str) -> Mask:
        return np.asarray(self.children.codes[name] == self.children.values[name].index(value))

    def shared(self, measure: str, masks: Mask) -> NDArray[np.float64]:
        """How many children, of those asked, every two groups share, shape (groups, groups).

        `masks` has shape (groups, children).
        """
        known = np.flatnonzero(~np.isnan(self.children.outcome[measure]))
        both = np.zeros((len(masks), len(masks)))
        for first in range(0, len(known), AT_ONCE):
            some = masks[:, known[first : first + AT_ONCE]].astype(np.float32)
            both += some @ some.T
        return both

    def beyond(self, measure: str, group: Mask, whole: Mask) -> Apart:
        """A group beside the rest of a larger one that holds it."""
        outcome = self.children.outcome[measure]
        known = whole & ~np.isnan(outcome)
        of_school = measure in self.of_cohort
        stratum = (self.children.school if of_school else self.children.stratum)[known]
        y, inside = outcome[known], group[known]
        size = int(stratum.max(initial=-1)) + 1
        strata = Strata.of(y[:, None], stratum, size)
        n, mean, variance = (part[:, 0] for part in (strata.n, strata.mean, strata.variance))
        own = np.bincount(stratum[inside], minlength=size)
        weights = own * (1 - own / np.maximum(n, 1))
        weight = float(weights.sum())
        if weight <= 0:
            return Apart(0.0, 0.0)
        gap = float((y[inside] - mean[stratum[inside]]).sum())
        return Apart(gap / weight, float(np.sqrt((variance * weights).sum())) / weight)
