"""Each school's rate and gap, steadied by what is known of the other schools of its level."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.compare import ENOUGH, OTHERS, Compared, Real
from forwhom.disparities.pack import Whole
from forwhom.disparities.rollup import Counted
from forwhom.measures import Measure
from forwhom.results.names import EVERYONE
from forwhom.stats.beta_fit import FEWEST_SCHOOLS

Flags = NDArray[np.bool_]
RATES = ("pooled_rate", "pooled_low", "pooled_high", "above_district")
GAPS = ("pooled_difference", "pooled_difference_low", "pooled_difference_high")
EXPECTED = 5
BY_GRADE = frozenset({"grade", "grade_band"})  # grades differ by design: their schools are no help


@dataclass(frozen=True)
class Pooling:
    """Which rows of the schools' `Counted` are steadied: those of the latest year.

    The work is a good part of a quick audit's, so it is done for the headline measures, and not
    for grades. `slot` is each row's place in tables of (group, school), -1 for all other rows;
    `level` numbers each school's level; `district` is the district's row of each group, -1 for
    none.
    """

    counted: Counted
    slot: Whole
    level: Whole
    district: Whole
    district_sums: Whole
    statistics: Sequence[str]

    @classmethod
    def of(
        cls,
        counted: Counted,
        levels: Mapping[str, str],
        district: Counted,
        statistics: Sequence[str],
    ) -> Pooling:
        """`levels` names each school's level; schools of none are a level of their own."""
        latest = counted.year == len(counted.years) - 1
        by_grade = np.array([not BY_GRADE.isdisjoint(names) for names in counted.dimensions_of])
        steadied = latest & ~by_grade[counted.group]
        slot = np.where(steadied, counted.group * len(counted.places) + counted.place, -1)
        named = [levels.get(place, "") for _, place in counted.places]
        numbers = {name: number for number, name in enumerate(sorted(set(named)))}
        whole = (district.place == 0) & (district.year == len(district.years) - 1)
        rows = {district.groups[district.group[row]]: row for row in np.flatnonzero(whole).tolist()}
        return cls(
            counted,
            slot,
            np.array([numbers[name] for name in named], np.int64),
            np.array([rows.get(group, -1) for group in counted.groups], np.int64),
            district.sums,
            statistics,
        )

    def takes(self, measure: Measure) -> bool:
        """Whether a measure's rates are steadied: the shares of the headline."""
        return measure.headline and measure.kind == "share"

    def columns(self, name: str, sums: Whole, found: Compared) -> dict[str, Real]:
        """Columns of a share's rows against others, or of everyone; nan in rows not steadied."""
        mine = np.flatnonzero(self.slot[found.rows] >= 0)
        rows = found.rows[mine]
        if found.compared_with != OTHERS:  # of the rows against all, only everyone's own
            alone = self.counted.group[rows] == self.counted.groups.index(EVERYONE)
            mine, rows = mine[alone], rows[alone]
        if not rows.size:
            return {}
        own = self._table(rows, sums[rows])
        parts = [*zip(RATES, self._rates(name, own), strict=True)]
        n = found.columns["n"][mine]
        shown = {name: (values, n >= ENOUGH) for name, values in parts}
        if found.compared_with == OTHERS:
            other = np.stack([found.columns[f"comparison_{part}"][mine] for part in ("n", "count")])
            gaps = self._gaps(own, self._table(rows, other.T))
            sound = ~(found.too_few | found.not_computed)[mine]
            shown |= {name: (values, sound) for name, values in zip(GAPS, gaps, strict=True)}
        columns = {}
        for column, (values, sound) in shown.items():
            columns[column] = np.full(len(found.rows), np.nan)
            columns[column][mine] = np.where(sound, values.ravel()[self.slot[rows]], np.nan)
        return columns

    def _table(self, rows: Whole, numbers: NDArray[np.int64] | Real) -> Real:
        """Children and those counted, (2, groups, schools); 0 where there is no row."""
        shape = (2, len(self.counted.groups), len(self.counted.places))
        table = np.zeros(shape)
        table.reshape(2, -1)[:, self.slot[rows]] = numbers.T
        return table

    def _rates(self, name: str, own: Real) -> list[Real]:
        from forwhom.stats.beta_binomial import pooled_rates

        n, count = own
        shown = (n >= ENOUGH).any(axis=1)[:, None]  # the others would show nothing
        columns = [self.statistics.index(f"{name}__{part}") for part in ("n", "count")]
        whole = self.district_sums[self.district][:, columns].astype(np.float64)
        there = (self.district >= 0) & (whole[:, 0] > 0)
        rate = np.where(there, (whole[:, 1] + 0.5) / (whole[:, 0] + 1.0), np.nan)

        def pool(groups: Whole, schools: Whole) -> list[Real]:
            at = np.ix_(groups, schools)
            found = pooled_rates(count[at], n[at], district=rate[groups])
            return [found.rate, found.low, found.high, found.above]

        return _by_level((n > 0) & shown, self.level, pool, len(RATES))

    def _gaps(self, own: Real, other: Real) -> list[Real]:
        """Only schools with events enough: elsewhere no gap would look sure, and rule the rest."""
        from forwhom.stats.random_effects import differences_in_rates, random_effects

        enough = _expected(own, other) >= EXPECTED
        effect, variance = differences_in_rates(own[1], own[0], other[1], other[0])

        def pool(groups: Whole, schools: Whole) -> list[Real]:
            at = np.ix_(groups, schools)
            used = np.where(enough[at], effect[at], np.nan)
            found = random_effects(used, variance[at])
            limits = (found.shrunken, found.shrunken_low, found.shrunken_high)
            return [np.clip(limit, -1.0, 1.0) for limit in limits]

        return _by_level(enough, self.level, pool, len(GAPS))


def _expected(own: Real, other: Real) -> Real:
    """The fewest children of either side, with the outcome or without, if both sides had one rate.

    The rule of 5 of Cochran (1954), Biometrics 10:417-451.
    """
    (n, x), (m, y) = own, other
    rate = (x + y) / np.maximum(n + m, 1)
    return np.asarray(np.minimum(n, m) * np.minimum(rate, 1 - rate))


def _by_level(
    there: Flags, level: Whole, pool: Callable[[Whole, Whole], list[Real]], number: int
) -> list[Real]:
    """Schools beside those of their level; beside all of them where a level has fewer than 5.

    How many schools there are is asked of each group by itself.
    """
    found = [np.full(there.shape, np.nan) for _ in range(number)]
    left = there.copy()
    for one in np.unique(level):
        schools = np.flatnonzero(level == one)
        groups = np.flatnonzero(there[:, schools].sum(axis=1) >= FEWEST_SCHOOLS)
        if groups.size:
            _put(found, there, groups, schools, pool(groups, schools))
            left[np.ix_(groups, schools)] = False
    groups, schools = np.flatnonzero(left.any(axis=1)), np.arange(there.shape[1])
    if groups.size:
        _put(found, left, groups, schools, pool(groups, schools))
    return found


def _put(found: list[Real], where: Flags, groups: Whole, schools: Whole, parts: list[Real]) -> None:
    at = np.ix_(groups, schools)
    for column, values in zip(found, parts, strict=True):
        column[at] = np.where(where[at], values, column[at])
