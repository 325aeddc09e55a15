"""The integer audit: other worlds of whole children behind the same numbers, near the true one.

An attacker knows that children come in whole numbers, which linear programs do not: half a child
may make an interval look wider than it is. So what protects a group is shown by worlds of whole
children. Each is found by changing as few children of the true world as will do. Such changes run
along few sums, so a linear program mostly ends in whole numbers by itself. Where it does not, other
weights are tried, and then HiGHS is asked for whole numbers, with no more to find than one world.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forwhom.privacy.attack import DUAL, SLACK, NotSolved, highs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from forwhom.privacy.linked import Linked

    World = NDArray[np.int64]  # a whole count of every cell

SEED, TRIES = 1, 6


class WholeWorlds:
    """Worlds of whole children (`worlds`, the true one first) that agree with all that is shown."""

    def __init__(self, linked: Linked, seconds: float = 60.0) -> None:
        """Begin with the true world. Raises NotSolved where it breaks the limits itself."""
        self.linked, self._seconds = linked, seconds
        self.worlds: list[World] = []
        self._sums: list[NDArray[np.int64]] = []
        self._changes: _Changes | None = None
        self.keep([linked.counts])
        if not self.worlds:
            raise NotSolved("The true numbers do not agree with what is shown.")

    def keep(self, worlds: Sequence[World]) -> None:
        """Take worlds seen elsewhere, where they agree with all that is shown."""
        for world in worlds:
            if self.linked.agrees(world):
                self.worlds.append(world)
                self._sums.append(self.linked.sums(world))

    def ends(self, group: int) -> tuple[int, int]:
        """The smallest and the largest count of a group in the worlds seen."""
        seen = [int(sums[group]) for sums in self._sums]
        return min(seen), max(seen)

    def apart(self, group: int, needed: int, *, to_the_end: bool = True) -> int:
        """How far apart a group's count is in two such worlds: `needed`, or the most there is.

        `to_the_end`: whether to go on where a few linear programs find none, until there is proof
        that there is none. Otherwise the answer may be too little, never too much. Raises NotSolved
        where time runs out.
        """
        while True:
            low, high = self.ends(group)
            if high - low >= needed:
                return needed
            wider = self._wider(group, needed)
            if not any(self._found(group, *limits, to_the_end) for limits in wider):
                return high - low

    def _wider(self, group: int, needed: int) -> Iterator[tuple[int, int]]:
        """Limits in which a world would help: enough at once, then one child more or fewer."""
        low, high = self.ends(group)
        least, most = int(self.linked.low[group]), int(self.linked.high[group])
        yield low + needed, most
        yield least, high - needed
        yield high + 1, most
        yield least, low - 1

    def _found(self, group: int, low: int, high: int, to_the_end: bool) -> bool:
        if low > high:
            return False
        self._changes = self._changes or _Changes(self.linked, self._seconds)
        world = self._changes.to(group, low, high, to_the_end=to_the_end)
        if world is None:
            return False
        before = len(self.worlds)
        self.keep([world])
        if len(self.worlds) == before:
            raise NotSolved("HiGHS found a world that does not agree with what is shown.")
        return True


class _Changes:
    """A program of the children that each cell has more, or fewer, than in the true world."""

    def __init__(self, linked: Linked, seconds: float) -> None:
        highspy = highs()
        self.linked, self._seconds = linked, seconds
        self._kinds = highspy.HighsVarType
        self._status = highspy.HighsModelStatus
        self._program = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 1),
            ("simplex_strategy", DUAL),
        ):
            self._program.setOptionValue(option, value)
        self._cells = len(linked.sizes)
        self._every = np.arange(2 * self._cells, dtype=np.int32)
        self._weights = np.random.default_rng(SEED).uniform(1, 2, (TRIES, len(self._every)))
        self._fill(highspy.kHighsInf)

    def _fill(self, infinity: float) -> None:
        linked, many = self.linked, len(self._every)
        pairs = np.array(linked.within, np.int64).reshape(-1, 2)
        room = linked.counts[pairs[:, 1]] - linked.counts[pairs[:, 0]]
        cells, ends = linked.in_a_row
        cells = np.concatenate([cells, pairs.ravel()])
        ends = np.concatenate([ends, ends[-1] + 2 * np.arange(1, len(pairs) + 1)])
        signs = np.ones(len(cells))
        signs[len(cells) - 2 * len(pairs) + 1 :: 2] = -1.0
        # Of each row the cells going up, then the same cells going down.
        columns, values = np.zeros(2 * len(cells), np.int32), np.zeros(2 * len(cells))
        for at, down, sign in ((ends[:-1], 0, 1.0), (ends[1:], self._cells, -1.0)):
            places = np.arange(len(cells)) + np.repeat(at, np.diff(ends))
            columns[places], values[places] = cells + down, sign * signs
        more = np.concatenate([linked.sizes - linked.counts, linked.counts])
        self._program.addVars(many, np.zeros(many), more.astype(float))
        self._program.addRows(
            len(ends) - 1,
            np.concatenate([linked.low - linked.truth, np.full(len(pairs), -infinity)]),
            np.concatenate([linked.high - linked.truth, room]).astype(float),
            len(columns),
            (2 * ends[:-1]).astype(np.int32),
            columns,
            values,
        )

    def to(self, group: int, low: int, high: int, *, to_the_end: bool) -> World | None:
        """A world in which a group's count lies within limits; None where there is none.

        Without `to_the_end` also where the linear programs find half a child each time.
        """
        truth = int(self.linked.truth[group])
        self._program.changeRowBounds(group, float(low - truth), float(high - truth))
        try:
            return self._solved(to_the_end)
        finally:
            low, high = int(self.linked.low[group]), int(self.linked.high[group])
            self._program.changeRowBounds(group, float(low - truth), float(high - truth))

    def _solved(self, to_the_end: bool) -> World | None:
        self._program.setOptionValue("presolve", "off")
        for weights in self._weights:
            changes = self._run(weights)
            if changes is None or np.abs(changes - np.round(changes)).max(initial=0) <= SLACK:
                return self._world(changes)
        return self._whole() if to_the_end else None

    def _whole(self) -> World | None:
        """The same over whole numbers; nothing is weighed, so the first world is the answer."""
        many = len(self._every)
        kinds = self._kinds
        self._program.setOptionValue("presolve", "choose")
        self._program.changeColsIntegrality(many, self._every, np.full(many, kinds.kInteger))
        try:
            return self._world(self._run(np.zeros(many)))
        finally:
            self._program.changeColsIntegrality(many, self._every, np.full(many, kinds.kContinuous))

    def _run(self, weights: NDArray[np.float64]) -> NDArray[np.float64] | None:
        """The changes that weigh the least; None where there are none."""
        program = self._program
        program.changeColsCost(len(self._every), self._every, weights)
        program.clearSolver()  # the true world is near: going on from another is longer
        program.setOptionValue("time_limit", program.getRunTime() + self._seconds)
        program.run()
        status = program.getModelStatus()
        if status == self._status.kInfeasible:
            return None
        if status != self._status.kOptimal:
            raise NotSolved(f"HiGHS ended with {status}.")
        return np.array(program.getSolution().col_value)

    def _world(self, changes: NDArray[np.float64] | None) -> World | None:
        if changes is None:
            return None
        whole = np.round(changes).astype(np.int64)
        return self.linked.counts + whole[: self._cells] - whole[self._cells :]
