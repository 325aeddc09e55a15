"""Attacking one bunch of numbers: part by part, and around what contradicts itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from forwhom.privacy.attack import NotSolved
from forwhom.privacy.recover import Ends, Recover
from forwhom.privacy.sums import Contradiction, Sum, Sums, parts, tightened
from forwhom.release.attack.world import About, Spot, World

Safe = Callable[[int, int], bool]
WITHIN = ("cell", "enrollment", "dimension")  # what is about one place, in the order of trust


@dataclass
class Solved:
    """The ends of every number asked for, what contradicted itself, and what was not solved."""

    ends: dict[int, Ends] = field(default_factory=dict)
    contradict: list[About] = field(default_factory=list)
    unsolved: set[int] = field(default_factory=set)
    programs: int = 0


@dataclass
class Solving:
    """The attack on one bunch; `ask` are the unknowns that are to be found."""

    world: World
    ask: Collection[int]
    safe: Safe
    seconds: float
    say: Callable[[str], None]
    solved: Solved = field(default_factory=Solved)

    def run(self, contradict: Iterable[About] = ()) -> Solved:
        """Solve, leave out what contradicts itself, and solve again until all is done."""
        sums = self._without({*contradict, *self._first_look(set(contradict))})
        while True:
            try:
                sums = self._tight(sums)
                self._attack(sums)
                return self.solved
            except _Torn as torn:
                sums = self._without(torn.about)

    def _first_look(self, known: set[About]) -> set[About]:
        """What contradicts itself within single places; where that was looked at, nothing."""
        if known:
            return set()
        found: set[About] = set()
        by_spot: dict[Spot, dict[About, list[Sum]]] = {}
        for about, rows in self._abouts().items():
            if about.kind in WITHIN:
                by_spot.setdefault(about.spot, {})[about] = rows
        for mine in by_spot.values():
            try:
                tightened(_small(self.world.sums, [row for rows in mine.values() for row in rows]))
            except Contradiction:
                found |= self._within(mine)
        return found

    def _tight(self, sums: Sums) -> Sums:
        try:
            return tightened(sums)
        except Contradiction as error:
            raise _Torn(self._culprits([error.about])) from None

    def _attack(self, sums: Sums) -> None:
        every = parts(sums)
        open_now = {c for c in self.ask if sums.low[c] < sums.high[c]}
        for column in self.ask:
            if column not in open_now:
                self.solved.ends[column] = (sums.low[column], sums.high[column])
        done = 0
        for rows in sorted(every, key=len):
            columns = {c for at in rows for c in sums.rows[at].columns} & open_now
            done += len(columns)
            left = sorted(columns - self.solved.ends.keys() - self.solved.unsolved)
            if left:
                self._part(sums, rows, left, done, len(open_now))
        for column in open_now - self.solved.ends.keys() - self.solved.unsolved:
            self.solved.ends[column] = (sums.low[column], sums.high[column])  # in no sum at all

    def _part(self, sums: Sums, rows: list[int], left: list[int], done: int, of: int) -> None:
        try:
            recover = Recover(sums, rows, self.seconds)
            recover.spread(left, self.safe)
            for i, column in enumerate(left):
                ends = recover.ends(column, self.safe)
                self.solved.ends[column] = ends
                if i % 200 == 199:
                    self.say(f"{done - len(left) + i + 1} of {of} hidden numbers")
        except Contradiction:
            abouts = [sums.rows[at].about for at in rows]
            raise _Torn(self._culprits(abouts)) from None
        except NotSolved as error:
            if "not installed" in str(error):
                raise
            self.solved.unsolved |= set(left) - self.solved.ends.keys()

    def _culprits(self, abouts: Iterable[object]) -> set[About]:
        """What to leave out so that the rest agrees: within a place, else between places."""
        mine = [about for about in dict.fromkeys(abouts) if isinstance(about, About)]
        spots = dict.fromkeys(about.spot for about in mine)
        every = self._abouts()
        found: set[About] = set()
        for spot in spots:
            own = {a: rows for a, rows in every.items() if a.spot == spot and a.kind in WITHIN}
            found |= self._within(own)
        if found:
            return found
        between = [about for about in mine if about.kind not in WITHIN]
        near = [a for a in every if a.kind not in WITHIN]
        return set(between or [a for a in near if a.spot in spots] or near or mine)

    def _abouts(self) -> dict[About, list[Sum]]:
        gone = set(self.solved.contradict)
        found: dict[About, list[Sum]] = {}
        for row in self.world.sums.rows:
            if isinstance(row.about, About) and row.about not in gone:
                found.setdefault(row.about, []).append(row)
        return found

    def _within(self, mine: dict[About, list[Sum]]) -> set[About]:
        """What of one place cannot be so: its own numbers first, then one dimension at a time."""
        if self._agree([row for rows in mine.values() for row in rows]):
            return set()
        kept: list[Sum] = []
        bad: set[About] = set()
        for about in sorted(mine, key=lambda about: (WITHIN.index(about.kind), about)):
            if self._agree([*kept, *mine[about]]):
                kept += mine[about]
            else:
                bad.add(about)
        return bad

    def _agree(self, rows: list[Sum]) -> bool:
        """Whether any numbers fit these sums."""
        try:
            sums = tightened(_small(self.world.sums, rows))
            for part in parts(sums):
                Recover(sums, part, self.seconds).spread([])
        except Contradiction:
            return False
        return True

    def _without(self, left_out: set[About]) -> Sums:
        self.solved.contradict += sorted(left_out)
        gone = set(self.solved.contradict)
        sums = self.world.sums
        return sums.copy(row for row in sums.rows if row.about not in gone)


def _small(whole: Sums, rows: list[Sum]) -> Sums:
    """Only these sums and the unknowns in them."""
    at = {c: i for i, c in enumerate(dict.fromkeys(c for row in rows for c in row.columns))}
    small = Sums([whole.low[c] for c in at], [whole.high[c] for c in at])
    small.rows = [
        Sum(tuple(at[c] for c in row.columns), row.values, row.low, row.high, row.about)
        for row in rows
    ]
    return small


class _Torn(Exception):  # noqa: N818
    """The numbers do not agree; `about` says what is left out before the next try."""

    def __init__(self, about: set[About]) -> None:
        self.about = about
        super().__init__()
