"""Every group of a district asked about every measure, and what may be said of each answer."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from forwhom.disparities.pack import Whole
from forwhom.disparities.search.children import Children
from forwhom.disparities.search.draws import Real
from forwhom.disparities.search.family import LEVEL, MOST, search
from forwhom.disparities.search.place import Asking, Place, Ways
from forwhom.disparities.search.siblings import UNSURE
from forwhom.results.names import group_text
from forwhom.stats.exact import benjamini_hochberg

Key = tuple[str, str, str]  # type of place, place, group
DISTRICT = ("district", "district")
SEED = 20_261
IN_SCHOOLS = 2  # dimensions of a group in one school
Say = Callable[[str], None]


@dataclass
class Searched:
    """One row a place and group; for each measure an array of one number a row.

    `difference` is that beside the same school and grade, `error` its standard error if there were
    none. `adjusted` is of the family: the chance that anything in it would lie as far out if no
    group differed; nan for what is not in it. `discovery` is the false discovery rate at which an
    answer would be let through; of what the family is sure of, its adjusted p. `before` has the
    scores of the year before, for groups of the district. `bar` is the score that chance
    passes once in twenty.
    """

    rows: dict[Key, int] = field(default_factory=dict)
    within: dict[str, Real] = field(default_factory=dict)
    district: dict[str, Real] = field(default_factory=dict)
    difference: dict[str, Real] = field(default_factory=dict)
    error: dict[str, Real] = field(default_factory=dict)
    adjusted: dict[str, Real] = field(default_factory=dict)  # 2 questions x rows
    discovery: dict[str, Real] = field(default_factory=dict)  # 2 questions x rows
    before: dict[str, Real] = field(default_factory=dict)
    per: dict[str, float] = field(default_factory=dict)  # what a measure's numbers are told per
    homes_named: bool = False
    draws: int = 0
    bar: float = math.nan
    asked: int = 0  # answers in the family
    others: int = 0  # answers that are not found: of those is the false discovery rate

    def p_within(self, measure: str) -> Real:
        """Two-sided mid-p of each row; nan where it was not tested."""
        return _p(self.within[measure])

    def p_district(self, measure: str) -> Real:
        """Two-sided p of each row of the district; nan elsewhere."""
        return _p(self.district[measure])

    def p_adjusted(self, measure: str) -> Real:
        """The lower of both questions: adjusted p in the family, elsewhere discovery rates."""
        both = np.where(
            np.isnan(self.adjusted[measure]), self.discovery[measure], self.adjusted[measure]
        )
        lowest = np.fmin(both[0], both[1])
        return np.asarray(lowest)

    def reach(self) -> float:
        """The largest p, not adjusted, of any answer that is sure or worth a look; 0 if none is."""
        most = 0.0
        for name in self.within:
            p = np.stack([self.p_within(name), self.p_district(name)])
            most = max(most, float(p.max(initial=0, where=self.discovery[name] <= LEVEL)))
        return most

    def in_family(self, measure: str, rows: Whole) -> Real:
        """A number for rows whose answers are in the family, nan for others."""
        return np.append(np.fmin(*self.adjusted[measure]), np.nan)[rows]  # -1 is the last


def search_all(
    children: Children,
    ways: Ways,
    asking: Asking,
    headline: tuple[str, ...],
    *,
    earlier: Children | None = None,
    most: int = MOST,
    say: Say = lambda _: None,
) -> Searched:
    """Ask every measure of every group: the district, its grade bands, its schools.

    Args:
        children: Those of the latest year.
        ways: The dimensions, and how deep they are crossed in the district and its bands.
        asking: The measures.
        headline: Those of them whose chance of anything false is held at 5 % all together.
        earlier: The children of the year before, of whom only the headline is asked.
        most: Draws at most.
        say: Is told what is being done.
    """
    rng = np.random.default_rng(SEED)
    found = Searched(homes_named=children.household is not None)
    say("Dealing outcomes out anew, to see what chance would show")
    district = Place(children, ways, asking, rng)
    dealt = {name: district.asked(name, deal=True) for name in headline}
    family, steps = search(dealt, rng, most, UNSURE if district.siblings is not None else 0.0)
    found.draws, found.bar = steps.draws, steps.bar()
    found.asked = 2 * sum(int(one.column.tested.sum()) for one in dealt.values())
    whole = {name: float(np.asarray(district.column(name).children)) for name in asking.measures}
    _take(found, DISTRICT, district, children, whole)
    for name in asking.measures:
        scores = family[name].scores if name in family else district.asked(name).seen()
        found.within[name], found.district[name] = _apart(scores)
        known = family[name].adjusted if name in family else np.full(scores.shape, np.nan)
        found.adjusted[name] = np.where(scores == 0, np.nan, known)
    say("Asking the same of grade bands and schools")
    for place, kind, some in _places(children, district, ways, asking, rng):
        _take(found, kind, place, some, whole)
    _discoveries(found)
    if earlier is not None:
        _confirm(found, earlier, ways, asking, headline, rng)
    return found


def _apart(scores: Real) -> tuple[Real, Real]:
    told = np.where(scores == 0, np.nan, scores)
    return told[0], told[1]


def _places(
    children: Children, district: Place, ways: Ways, asking: Asking, rng: np.random.Generator
) -> Iterator[tuple[Place, tuple[str, str], Children]]:
    """Grade bands and schools as places of their own. Siblings widen them as in the district."""
    bands, values = children.codes["grade_band"], children.values["grade_band"]
    for number in np.unique(bands):
        some = children.at(bands == number)
        yield Place(some, ways, asking, rng, like=district), ("grade_band", values[number]), some
    for number in np.unique(children.schools):
        some = children.at(children.school == number)
        shallow = replace(ways, depth=min(ways.depth, IN_SCHOOLS))
        place = Place(some, shallow, asking, rng, like=district)
        yield place, ("school", children.school_ids[number]), some


def _take(
    found: Searched,
    kind: tuple[str, str],
    place: Place,
    children: Children,
    whole: Mapping[str, float],
) -> None:
    """Add a place's rows; the scores of the district are set by its own search.

    A place that has all children of a measure, of `whole`, is not asked again: that is the
    district's answer.
    """
    for members in place.lattice.members:
        text = group_text({name: children.values[name][value] for name, value in members})
        found.rows[(*kind, text)] = len(found.rows)
    empty = np.full(len(place.lattice), np.nan)
    for name in place.asking.measures:
        expected, at = place.expected[name]
        column, measure = place.column(name), place.asking.measures[name]
        per = found.per[name] = measure.unit.per if measure.kind == "score" else 1
        weight = np.where(column.tested, expected.weight[:, at], np.nan) / per
        _add(found.difference, name, (column.total - column.mean) / weight)
        _add(found.error, name, np.sqrt(expected.variance[:, at]) / weight)
        if kind == DISTRICT:
            continue
        within = place.within(name) if column.children < whole[name] else empty
        _add(found.within, name, np.where(within == 0, np.nan, within))
        _add(found.district, name, empty)
        _add(found.adjusted, name, np.stack([empty, empty]))


def _add(to: dict[str, Real], name: str, values: Real) -> None:
    to[name] = np.concatenate([to[name], values], axis=-1) if name in to else values


def _p(score: Real) -> Real:
    from scipy.special import ndtr

    return np.asarray(2 * ndtr(-np.abs(score)))


def _discoveries(found: Searched) -> None:
    """Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57:289-300, among all that is not found.

    What the family is sure of has its adjusted p: a gap too small to be called found is worth a
    look all the same.
    """
    names = list(found.within)
    if not names:
        return
    p = np.stack([np.stack([found.p_within(name), found.p_district(name)]) for name in names])
    adjusted = np.stack([found.adjusted[name] for name in names])
    surely = adjusted <= LEVEL
    asked = ~np.isnan(p) & ~surely
    found.others = int(asked.sum())
    rates = np.where(surely, adjusted, np.nan)
    rates[asked] = benjamini_hochberg(p[asked])
    for number, name in enumerate(names):
        found.discovery[name] = rates[number]


def _confirm(
    found: Searched,
    earlier: Children,
    ways: Ways,
    asking: Asking,
    headline: tuple[str, ...],
    rng: np.random.Generator,
) -> None:
    chosen = Asking({name: asking.measures[name] for name in headline}, asking.of_cohort)
    place = Place(earlier, ways, chosen, rng)
    where = np.full(len(place.lattice), -1)
    for number, members in enumerate(place.lattice.members):
        text = group_text({name: earlier.values[name][value] for name, value in members})
        where[number] = found.rows.get((*DISTRICT, text), -1)
    for name in headline:
        scores = np.full(len(found.rows), np.nan)
        scores[where[where >= 0]] = place.within(name)[where >= 0]
        found.before[name] = scores
