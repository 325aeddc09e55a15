"""The attack on a whole table: bunch by bunch, and what came out of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from forwhom.privacy.sums import MOST
from forwhom.release.attack.between import Families, families, tell_between
from forwhom.release.attack.crossing import cross
from forwhom.release.attack.dimensions import (
    AT_MOST,
    EQUAL,
    NOTHING,
    Judged,
    judge,
    tell_dimensions,
)
from forwhom.release.attack.nested import batches, tell_nested, tell_pools
from forwhom.release.attack.rates import trusted_rates
from forwhom.release.attack.shown import Place, Shown, Window
from forwhom.release.attack.solving import Safe, Solved, Solving
from forwhom.release.attack.world import (
    CHILDREN,
    COUNT,
    About,
    Cell,
    Spot,
    World,
    told_exactly,
)
from forwhom.release.declared.kinship import nested_among

Enrolled = tuple[str | None, str, Place, str]  # measure (none: every), year, place, group
Say = Callable[[str], None]


@dataclass(frozen=True)
class Rule:
    """What counts as found, and what the attacker takes to be so.

    `ours`: a release of ours, whose rule protects groups of fewer than `threshold` children; of
    numbers that others publish every hidden one counts. `known`: the values that a dimension must
    name to hold everyone. `twice`: how often children may count in two places (none: look).
    """

    threshold: int = 11
    width: int = 3
    ours: bool = False
    known: Mapping[str, Collection[str]] = field(default_factory=dict)
    nested: Mapping[str, str] = field(default_factory=dict)
    twice: int | None = None
    whole_intervals: bool = False
    seconds: float = 30.0


@dataclass(frozen=True)
class Found:
    """One hidden number with the smallest and largest that it can be: inside data."""

    cell: Cell
    low: int
    high: int
    n: Window

    @property
    def exact(self) -> bool:
        """Whether only one number is left."""
        return self.low == self.high

    def closer(self, rule: Rule) -> bool:
        """Whether it is known closer than to min(n, W) children, for the n that is known."""
        n = self.n[0] if rule.ours else self.n[1]
        return not self.exact and self.high - self.low < min(n, rule.width)

    def counts(self, rule: Rule) -> bool:
        """Whether finding it is a breach: somebody is there, and ours protect small groups only."""
        if rule.ours:
            return 0 < self.n[0] < rule.threshold
        return self.n[1] > 0


@dataclass
class Attacked:
    """What was hidden, what was found of it, and what the attack rests on."""

    rule: Rule
    rows: int = 0
    hidden: dict[str, int] = field(default_factory=lambda: {COUNT: 0, CHILDREN: 0})
    found: list[Found] = field(default_factory=list)
    shown_small: list[Cell] = field(default_factory=list)
    contradict: list[About] = field(default_factory=list)
    unsolved: int = 0
    taken: dict[str, set[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def recovered(self) -> list[Found]:
        """Hidden numbers of which only one value is left."""
        return [one for one in self.found if one.exact and one.counts(self.rule)]

    @property
    def close(self) -> list[Found]:
        """Hidden numbers known closer than to min(n, W)."""
        return [one for one in self.found if one.closer(self.rule) and one.counts(self.rule)]

    @property
    def breached(self) -> bool:
        """Whether anything hidden comes out; in a release of ours also what should be hidden."""
        return bool(self.recovered or self.close or (self.rule.ours and self.shown_small))


def attack(
    rows: Iterable[Shown],
    rule: Rule,
    enrolled: Mapping[Enrolled, int] | None = None,
    say: Say = lambda _: None,
) -> Attacked:
    """Work out every hidden number as closely as all that is shown allows. Raises NotSolved."""
    began = time.monotonic()
    rows = list(rows)
    found = Attacked(rule, len(rows), taken={EQUAL: set(), AT_MOST: set(), NOTHING: set()})
    within = families((row.place for row in rows), rule.twice)
    rows, noted = trusted_rates(rows)
    found.notes += noted
    judged = _judged(rows, rule)
    rule = replace(rule, nested=nested_among({row.measure for row in rows}, rule.nested))
    bunches = batches(rows, rule.nested)
    for at, bunch in enumerate(bunches, 1):
        measures = ", ".join(sorted({row.measure for row in bunch}))
        years = ", ".join(sorted({row.school_year for row in bunch}))
        say(f"attack {measures} {years} ({at} of {len(bunches)})")
        _Bunch(bunch, rule, enrolled or {}, within, judged, found, say).attack()
    found.notes += within.notes
    found.seconds = time.monotonic() - began
    return found


def _judged(rows: list[Shown], rule: Rule) -> Judged:
    groups: dict[Spot, set[str]] = {}
    for row in rows:
        groups.setdefault(Spot(row.measure, row.school_year, row.place), set()).add(row.group)
    judged = Judged(rule.known, whole=rule.ours)
    judge(groups, told_exactly(rows), judged)
    return judged


class _Bunch:
    """The attack on rows that tell something of one another."""

    def __init__(
        self,
        rows: list[Shown],
        rule: Rule,
        enrolled: Mapping[Enrolled, int],
        within: Families,
        judged: Judged,
        found: Attacked,
        say: Say,
    ) -> None:
        self.rows, self.rule, self.found, self.say = rows, rule, found, say
        self.world = World()
        for row in rows:
            self.world.add(row)
        told = told_exactly(rows)
        self._enroll(enrolled, told)
        tell_between(self.world, told, within)
        found.notes += [note for note in cross(self.world) if note not in found.notes]
        for verdict, names in tell_dimensions(self.world, judged).items():
            found.taken[verdict] |= names
        tell_nested(self.world, told, rule.nested)
        tell_pools(self.world)

    def _enroll(self, enrolled: Mapping[Enrolled, int], told: dict[Cell, int]) -> None:
        """Enrolments are the children of a measure where they never differ from those it shows."""
        spots: dict[tuple[str, Place], list[Spot]] = {}
        for spot in self.world.groups:
            spots.setdefault((spot.school_year, spot.place), []).append(spot)
        given = [
            (Cell(spot, group, CHILDREN), n)
            for (measure, year, place, group), n in enrolled.items()
            for spot in spots.get((year, place), ())
            if measure in (None, spot.measure)
        ]
        differ = {cell.spot.measure for cell, n in given if cell in told and told[cell] != n}
        for cell, n in given:
            exactly = cell.spot.measure not in differ
            self.world.enroll(cell.spot, cell.group, n, exactly=exactly)
            if exactly:
                told[cell] = n
        for measure in sorted(differ):
            self.found.notes.append(
                f"The children that {measure} shows are not those of the enrollment file, so that "
                "a group was taken to have no more children than are enrolled."
            )

    def attack(self) -> None:
        """Solve, and note what came out."""
        ask: dict[int, Cell] = {}
        partner: dict[int, int] = {}  # from a count to the children it is of
        for row in self.rows:
            spot = Spot(row.measure, row.school_year, row.place)
            n, count = (Cell(spot, row.group, what) for what in (CHILDREN, COUNT))
            columns = self.world.at[n], self.world.at[count]
            partner[columns[1]] = columns[0]
            if row.hides_n:
                ask[columns[0]] = n
            if row.hides_count:
                ask[columns[1]] = count
            if _shown_small(row, self.rule):
                self.found.shown_small.append(count)
        for cell in ask.values():
            self.found.hidden[cell.what] += 1
        solved = self._solve(ask, self._wide_enough)
        near = {c: partner[c] for c in ask if c in partner and self._near(solved.ends.get(c))}
        # How many children there are matters only where the count is nearly known.
        sizes = self._solve(near.values(), lambda *_: False, solved.contradict).ends
        self.found.contradict += solved.contradict
        self.found.unsolved += len(solved.unsolved)
        for column, cell in ask.items():
            if column in solved.ends:
                low, high = solved.ends[column]
                size = sizes.get(near.get(column, column), (low, MOST))
                size = (low, high) if cell.what == CHILDREN else size
                self.found.found.append(Found(cell, low, high, size))

    def _wide_enough(self, least: int, most: int) -> bool:
        return not self.rule.whole_intervals and most - least >= self.rule.width

    def _near(self, ends: tuple[int, int] | None) -> bool:
        return ends is not None and ends[1] - ends[0] < self.rule.width

    def _solve(self, ask: Iterable[int], enough: Safe, contradict: Iterable[About] = ()) -> Solved:
        solving = Solving(self.world, sorted(set(ask)), enough, self.rule.seconds, self.say)
        return solving.run(contradict)


def _shown_small(row: Shown, rule: Rule) -> bool:
    """Whether the count of a small group is told openly: closer than min(n, W)."""
    n, (low, high) = row.n[1], row.count
    if row.hides_count or row.n[0] != row.n[1] or not 0 < n < rule.threshold:
        return False
    least, most = row.rates.counts(n)
    return min(high, most) - max(low, least) < min(n, rule.width)
