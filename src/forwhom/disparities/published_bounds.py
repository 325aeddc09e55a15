"""Disparities of hidden numbers: the smallest and largest that fit all that is published."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from forwhom.disparities.compare import ALL, ENOUGH, OTHERS, REFERENCE
from forwhom.disparities.published_numbers import Groups, Told, dimensions_of
from forwhom.results.names import EVERYONE, group_values
from forwhom.stats.bounds import Bounds, Known, compare_bounds, from_rates, rate_bounds

Row = dict[str, Any]
Pair = tuple[float, float]
WHOLE_RATE = (0.0, 1.0)


@dataclass(frozen=True)
class Place:
    """One measure in one place and year: its groups, and of which dimensions they are whole."""

    groups: Groups
    whole: frozenset[str]
    references: Mapping[str, str]  # group text -> text of its reference group

    @property
    def everyone(self) -> Told | None:
        """The row of everyone, if any."""
        return self.groups.get(EVERYONE)

    def total(self) -> Known | None:
        """What is known of everyone: what is published, and what the groups add up to."""
        if self.everyone is None:
            return None
        known = self.everyone.known
        for dimension, members in dimensions_of(self.groups).items():
            parts = self.sum_of(dimension, members)
            if known.meet(parts).possible:
                known = known.meet(parts)
        return known

    def sum_of(self, dimension: str, members: list[str]) -> Known:
        """These groups together, and with them whoever is in none, where some may be."""
        start = NOBODY if dimension in self.whole else ANYBODY
        return reduce(lambda a, text: a + self.groups[text].known, members, start)


NOBODY, ANYBODY = Known((0, 0), (0, 0), (0, 0)), Known()


def bounded_rows(place: Place, wanted: set[tuple[str, str]]) -> Iterator[Row]:
    """A row for each wanted pair of group and comparison, with bounds in place of numbers."""
    if not wanted:
        return
    total = place.total()
    if (EVERYONE, ALL) in wanted and place.everyone is not None and total is not None:
        rate = _narrower(rate_bounds(total), place.everyone.rate)
        yield _row(EVERYONE, ALL, place.everyone, total, None, None, Bounds(rate))
    for dimension, members in dimensions_of(place.groups).items():
        for text in members:
            rest = [other for other in members if other != text]
            if total is not None and (text, OTHERS) in wanted:
                yield from _against_others(place, text, place.sum_of(dimension, rest), total)
            elif (text, OTHERS) in wanted:
                yield _alone(text, place.groups[text])
            if (text, REFERENCE) in wanted:
                rest.remove(place.references[text])
                yield _against_reference(place, text, place.sum_of(dimension, rest), total)


def _alone(text: str, group: Told) -> Row:
    """A group in a place where nothing is published of everyone: its own rate and no more."""
    rate = _narrower(rate_bounds(group.known), group.rate)
    return _row(text, OTHERS, group, group.known, None, None, Bounds(rate))


def _against_others(place: Place, text: str, rest: Known, total: Known) -> Iterator[Row]:
    group, everyone = place.groups[text], place.everyone
    assert everyone is not None
    others = (total - group.known).meet(rest)
    bounds = compare_bounds(group.known, rest, total)
    all_rate = _narrower(rate_bounds(total), everyone.rate)
    bounds = _with_rates(bounds, group.rate, _beyond(group.rate, all_rate))
    yield _row(text, OTHERS, group, total - rest, None, others, bounds)
    if bounds.rate and all_rate:
        apart = (bounds.rate[0] - all_rate[1], bounds.rate[1] - all_rate[0])
        bounds = Bounds(bounds.rate, all_rate, apart)
    yield _row(text, ALL, group, total - rest, everyone, total, bounds)


def _against_reference(place: Place, text: str, rest: Known, total: Known | None) -> Row:
    group, other = place.groups[text], place.groups[place.references[text]]
    together = total - rest if total is not None else None
    bounds = compare_bounds(group.known, other.known, together)
    bounds = _with_rates(bounds, group.rate, other.rate)
    return _row(text, REFERENCE, group, group.known, other, other.known, bounds)


def _beyond(rate: Pair | None, of_all: Pair | None) -> Pair | None:
    """A group below everyone's rate leaves the others above it, and the other way round."""
    if rate is None or of_all is None:
        return None
    if rate[1] < of_all[0]:
        return of_all[0], 1.0
    return (0.0, of_all[1]) if rate[0] > of_all[1] else None


def _with_rates(bounds: Bounds, rate: Pair | None, other: Pair | None) -> Bounds:
    """Bounds narrowed by rates that are published without the counts behind them."""
    mine = _narrower(bounds.rate, rate)
    theirs = _narrower(bounds.other, other)
    if mine is None or theirs is None or (mine == bounds.rate and theirs == bounds.other):
        return bounds
    sides = from_rates(mine, theirs)
    difference = _narrower(bounds.difference, sides.difference)
    return Bounds(mine, theirs, difference, _narrower(bounds.ratio, sides.ratio))


def _narrower(a: Pair | None, b: Pair | None) -> Pair | None:
    """What both allow; the first alone where they contradict each other."""
    if a is None or b is None:
        return a
    low, high = max(a[0], b[0]), min(a[1], b[1])
    return (low, high) if low <= high else a


def _row(
    text: str,
    against: str,
    group: Told,
    size: Known,
    other: Told | None,
    other_size: Known | None,
    bounds: Bounds,
) -> Row:
    row: Row = {
        "group": text,
        "depth": len(group_values(text)),
        "n": group.n,
        "count": group.count,
        "compared_with": against,
        "comparison_n": other.n if other else None,
        "comparison_count": other.count if other else None,
    }
    sizes = [min(group.known.all_of[1], size.all_of[1])]
    sizes += [other_size.all_of[1]] if other_size is not None else []
    if not group.given:
        return row | {"status": "no_data"}
    if group.impossible or (other and other.impossible) or bounds.rate is None:
        return row | {"status": "not_computed"}
    if min(sizes) < ENOUGH:
        return row | {"status": "too_few"}
    for name, limits in (
        ("rate", bounds.rate),
        ("difference", bounds.difference),
        ("ratio", bounds.ratio),
    ):
        row |= _limits(name, limits)
    row |= {"comparison_rate": _point(bounds.other), "status": "bound_only"}
    return row


def _limits(name: str, limits: Pair | None) -> Row:
    if limits is None:
        return {}
    return {name: _point(limits), f"{name}_low": limits[0], f"{name}_high": limits[1]}


def _point(limits: Pair | None) -> float | None:
    """The number itself where only one fits."""
    if limits is None or math.isinf(limits[0]) or limits[0] != limits[1]:
        return None
    return limits[0]
