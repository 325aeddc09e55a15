"""Working out hidden numbers: the smallest and largest that agree with every sum told.

Linear programs over one part of the sums (HiGHS), as in `attack`, for tables where the numbers of
children may be hidden as well. Where an end is not reached by whole numbers, the same program is
solved over whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np

from forwhom.privacy.attack import SLACK, NotSolved, highs
from forwhom.privacy.sums import Contradiction, Sums

if TYPE_CHECKING:
    from numpy.typing import NDArray

Safe = Callable[[int, int], bool]  # smallest and largest seen: wide enough to stop?
WORLDS, FEW_LEFT = 24, 8  # looked at before each number is solved alone
WHOLE_SECONDS = 2.0  # for an end over whole numbers; then the linear one, which is wider, stands
FEW = 400  # unknowns up to which whole numbers are asked for as well
Ends = tuple[int, int]


class Recover:
    """One linear program, kept and warm, over some of the sums."""

    def __init__(self, sums: Sums, rows: Iterable[int], seconds: float = 60.0) -> None:
        """Set up the program. Raises NotSolved where HiGHS is not installed."""
        self._highs = highs()
        self.sums = sums
        chosen = [sums.rows[at] for at in rows]
        opened = {c for row in chosen for c in row.columns if sums.low[c] < sums.high[c]}
        self.columns = sorted(opened)
        self._at = {column: i for i, column in enumerate(self.columns)}
        self._program = self._made()
        self._add(chosen)
        n = len(self.columns)
        self.least, self.most = np.full(n, np.inf), np.full(n, -np.inf)
        self._whole: Any = None
        self._seconds = seconds

    def _made(self, whole: bool = False) -> Any:
        program = self._highs.Highs()
        options: dict[str, object] = {
            "output_flag": False,
            "threads": 1,
            "random_seed": 1,
        }
        if not whole:
            options |= {"presolve": "off", "solver": "simplex"}
        for option, value in options.items():
            program.setOptionValue(option, value)
        low = np.array([self.sums.low[c] for c in self.columns], float)
        high = np.array([self.sums.high[c] for c in self.columns], float)
        program.addVars(len(low), low, high)
        return program

    def _add(self, chosen: list[Any]) -> None:
        starts: list[int] = []
        index: list[int] = []
        values: list[float] = []
        low: list[float] = []
        high: list[float] = []
        for row in chosen:
            starts.append(len(index))
            size = max(abs(a) for a in row.values)  # kept near 1 for the solver
            told = 0
            for column, a in zip(row.columns, row.values, strict=True):
                if column in self._at:
                    index.append(self._at[column])
                    values.append(a / size)
                else:
                    told += a * self.sums.low[column]
            low.append(-self._highs.kHighsInf if row.low is None else (row.low - told) / size)
            high.append(self._highs.kHighsInf if row.high is None else (row.high - told) / size)
        self._rows = (
            len(starts), np.array(low), np.array(high), len(index),
            np.array(starts, np.int32), np.array(index, np.int32), np.array(values),
        )  # fmt: skip
        self._program.addRows(*self._rows)

    def ends(self, column: int, safe: Safe) -> Ends:
        """The smallest and the largest whole number; less where `safe` says that it is enough.

        Raises NotSolved, and Contradiction where no numbers agree.
        """
        at = self._at[column]
        found = [self.sums.low[column], self.sums.high[column]]
        for side, sign in ((1, -1.0), (0, 1.0)):
            if safe(*self._seen(at)):
                return self._seen(at)
            value, cells = self._solve(self._program, at, sign)
            np.minimum(self.least, cells, out=self.least)
            np.maximum(self.most, cells, out=self.most)
            end = int(np.floor(value + SLACK) if side else np.ceil(value - SLACK))
            if len(self.columns) <= FEW and np.abs(cells - np.round(cells)).max() > SLACK:
                end = self._over_whole_numbers(at, sign, end)
            found[side] = end
        if found[0] > found[1]:
            raise Contradiction
        return found[0], found[1]

    def spread(self, columns: Iterable[int], safe: Safe | None = None) -> None:
        """Look at worlds where all of these are small, then large: what is open shows there.

        With `safe` more such worlds, each for those that are not yet seen to be wide enough.
        """
        every = [self._at[c] for c in columns if c in self._at]
        self._look(every, [1.0] * len(every))
        self._look(every, [-1.0] * len(every))
        by = Random(1)  # the same worlds each time; nothing secret
        for _ in range(WORLDS if safe else 0):
            every = [at for at in every if safe and not safe(*self._seen(at))]
            if len(every) < FEW_LEFT:
                return
            self._look(every, [by.choice((-1.0, 1.0)) for _ in every])

    def _look(self, every: list[int], signs: list[float]) -> None:
        for at, sign in zip(every, signs, strict=True):
            self._program.changeColCost(at, sign)
        cells = self._run(self._program)
        np.minimum(self.least, cells, out=self.least)
        np.maximum(self.most, cells, out=self.most)
        for at in every:
            self._program.changeColCost(at, 0.0)

    def _seen(self, at: int) -> Ends:
        if self.least[at] > self.most[at]:
            return 0, -1
        return int(np.ceil(self.least[at] - SLACK)), int(np.floor(self.most[at] + SLACK))

    def _over_whole_numbers(self, at: int, sign: float, end: int) -> int:
        """The same end over whole numbers; the linear one where time runs out, which is wider."""
        if self._whole is None:
            self._whole = self._made(whole=True)
            self._whole.addRows(*self._rows)
            n = len(self.columns)
            kinds = np.full(n, self._highs.HighsVarType.kInteger)
            self._whole.changeColsIntegrality(n, np.arange(n, dtype=np.int32), kinds)
        try:
            return round(self._solve(self._whole, at, sign)[0])
        except NotSolved:
            return end

    def _solve(self, program: Any, at: int, sign: float) -> tuple[float, NDArray[np.float64]]:
        program.changeColCost(at, sign)
        cells = self._run(program)
        program.changeColCost(at, 0.0)
        return float(cells[at]), cells

    def _run(self, program: Any) -> NDArray[np.float64]:
        # HiGHS counts the time of all runs so far; ours is for each.
        seconds = min(self._seconds, WHOLE_SECONDS) if program is self._whole else self._seconds
        program.setOptionValue("time_limit", program.getRunTime() + seconds)
        program.run()
        status = program.getModelStatus()
        if status == self._highs.HighsModelStatus.kInfeasible:
            raise Contradiction
        if status != self._highs.HighsModelStatus.kOptimal:
            raise NotSolved(f"HiGHS ended with {status}.")
        return np.array(program.getSolution().col_value)
