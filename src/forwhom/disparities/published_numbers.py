"""What is published of each group in each place: exact numbers, and bounds of the hidden ones."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from forwhom.groups import GROUPS, NOT_REPORTED
from forwhom.results.names import EVERYONE, group_text, group_values
from forwhom.stats.bounds import Known
from forwhom.stats.marks import Count, Share, count_of, share_of

WORDS_FOR_EVERYONE = ("all", "total", "everyone", "all students")
PAIR = " & "


class Spot(NamedTuple):
    """One measure in one place and year."""

    measure: str
    school_year: str
    place_type: str
    place_id: str


@dataclass(frozen=True)
class Told:
    """What is published of one group: whole numbers, or their bounds, and a rate, or its bounds.

    `n` and `count` are none where they are not published; `given` is false where nothing is.
    """

    known: Known
    n: int | None
    count: int | None
    rate: tuple[float, float] | None
    given: bool

    @property
    def exact(self) -> bool:
        """Whether count and children are published, and one is part of the other."""
        return self.n is not None and self.count is not None and self.count <= self.n

    @property
    def impossible(self) -> bool:
        """Whether more children are counted than there are."""
        return self.known.without[0] < 0


Groups = dict[str, Told]
Numbers = dict[Spot, Groups]


def numbers_of(rows: Iterable[Mapping[str, Any]]) -> Numbers:
    """The rows of published_counts by measure, year, place and the contract's text of the group."""
    found: Numbers = {}
    for row in rows:
        spot = Spot(*(row[name] for name in Spot._fields))
        text = group_of(row["dimension"], row["group"])
        found.setdefault(spot, {}).setdefault(text, told(row))
    return found


@cache
def group_of(dimension: str, value: str) -> str:
    """`race_ethnicity`, `Asian` as `race_ethnicity=Asian`; pairs are joined by ` & ` in both."""
    if dimension.lower() in WORDS_FOR_EVERYONE:
        return EVERYONE
    names, values = dimension.split(PAIR), value.split(PAIR)
    if len(names) != len(values) or len(set(names)) < len(names):
        names, values = [dimension.replace(PAIR, " and ")], [value.replace(PAIR, " and ")]
    pairs = zip(map(_plain, names), values, strict=True)
    return group_text({name: _canonical(name, value) for name, value in pairs})


def told(row: Mapping[str, Any]) -> Told:
    """What one row says. Marks that are none, which an import refuses, say nothing."""
    return _told(row["numerator"], row["denominator"], row["rate"])


@lru_cache(maxsize=1 << 18)  # the same few small numbers stand in most rows
def _told(counted: str | None, among: str | None, share: str | None) -> Told:
    count = count_of(counted) or Count(given=False)
    n = count_of(among) or Count(given=False)
    rate = share_of(share) or Share(given=False)
    limits = (float(rate.low), float(rate.high)) if rate.given else None
    return Told(
        known=_known(count, n, rate),
        n=n.low if n.exact else None,
        count=count.low if count.exact else None,
        rate=limits,
        given=count.given or n.given or rate.given,
    )


def _known(count: Count, n: Count, rate: Share) -> Known:
    if count.low > n.high:  # kept as it is written, to be told of
        short = (n.low - count.high, n.high - count.low)
        return Known((count.low, count.high), short, (n.low, n.high))
    known = Known((count.low, count.high), (0, math.inf), (n.low, n.high)).tightened()
    with_rate = known.meet(_of_rate(known, rate))
    return with_rate if with_rate.possible else known


def _of_rate(known: Known, rate: Share) -> Known:
    """What a rate says of the counts: 17.0 % of 100 are 17, and 17 that are 17.0 % are of 100."""
    (x0, x1), (n0, n1) = known.with_it, known.all_of
    most = math.inf if math.isinf(n1) else math.floor(rate.high * int(n1))
    fewest_of = math.ceil(int(x0) / rate.high) if rate.high else 0
    most_of = math.inf
    if rate.low and not math.isinf(x1):
        most_of = math.floor(int(x1) / rate.low)
    return Known((math.ceil(rate.low * int(n0)), most), (0, math.inf), (fewest_of, most_of))


def adding_up(numbers: Numbers) -> dict[tuple[str, str], bool]:
    """For each measure and dimension: do its groups add up to everyone?

    The numbers themselves say so: wherever all of them are shown, they add up, or somewhere they
    do not. Where nowhere all are shown, a dimension is taken as whole in places that name each of
    its groups; that is not decided here.
    """
    found: dict[tuple[str, str], bool] = {}
    for spot, groups in numbers.items():
        if EVERYONE not in groups:
            continue
        for dimension, members in dimensions_of(groups).items():
            fits = _adds_up([groups[text] for text in members], groups[EVERYONE])
            if fits is not None:
                key = (spot.measure, dimension)
                found[key] = found.get(key, True) and fits
    return found


def _adds_up(members: list[Told], everyone: Told) -> bool | None:
    """Whether children, and those counted, add up; none where neither is told of all."""
    pairs = [
        ([told.n for told in members], everyone.n),
        ([told.count for told in members], everyone.count),
    ]
    told_of_all = [
        sum(n or 0 for n in parts) == whole
        for parts, whole in pairs
        if whole is not None and None not in parts
    ]
    return all(told_of_all) if told_of_all else None


def names_all(dimension: str, members: Iterable[str]) -> bool:
    """Whether a place names every group of a dimension, or both sides of a yes and no."""
    if dimension not in GROUPS or GROUPS[dimension].open_values:
        return False
    expected = set(GROUPS[dimension].values) - {NOT_REPORTED, "Nonbinary"}
    return bool(expected) and expected <= {group_values(text)[dimension] for text in members}


def dimensions_of(groups: Iterable[str]) -> dict[str, list[str]]:
    """The groups of each dimension; the pairs of two dimensions stand under ` & `."""
    found: dict[str, list[str]] = {}
    for text in groups:
        if text != EVERYONE:
            found.setdefault(_dimension(text), []).append(text)
    return found


@cache
def _dimension(text: str) -> str:
    return PAIR.join(group_values(text))


def _plain(dimension: str) -> str:
    name = dimension.strip().lower().replace(" ", "_").replace("=", "-")
    return name if name in GROUPS else dimension.strip().replace("=", "-")


def _canonical(dimension: str, value: str) -> str:
    """The value as the group writes it, whatever its case."""
    value = value.strip().replace("=", "-")
    if dimension not in GROUPS:
        return value
    known = {name.lower(): name for name in GROUPS[dimension].values}
    return known.get(value.lower(), value)
