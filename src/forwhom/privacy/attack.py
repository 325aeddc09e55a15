"""The attacker: what can be worked out about each hidden group from all that is shown.

For a group the smallest and the largest count that agree with everything shown, by two linear
programs (HiGHS). After Fischetti and Salazar (2001), "Solving the cell suppression problem on
tabular data with linear constraints", Management Science 47(7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from forwhom.privacy.linked import Linked

DUAL, PRIMAL = 1, 4  # HiGHS's numbers for its ways of the simplex method
SLACK = 1e-6  # a count is whole: what a solver misses by less is the same count


class NotSolved(Exception):  # noqa: N818  # it says what happened
    """The solver is missing, gave up or ran out of time: nothing may be published."""


@dataclass(frozen=True)
class End:
    """One end of an interval: its value, the cells there, and which shown groups hold it."""

    value: float
    cells: NDArray[np.float64]
    held_by: NDArray[np.int64]


class Attacker:
    """One linear program, kept and warm, over the cells of one place."""

    def __init__(self, linked: Linked, seconds: float = 60.0) -> None:
        """Set up the program. Raises NotSolved where HiGHS is not installed."""
        highspy = highs()
        self.linked = linked
        self._seconds = seconds  # of one linear program
        self._infinity = highspy.kHighsInf
        self._optimal = highspy.HighsModelStatus.kOptimal
        self._program = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 1),
            ("presolve", "off"),
            ("solver", "simplex"),
            ("simplex_strategy", PRIMAL),  # only the question changes: it goes on from the answer
        ):
            self._program.setOptionValue(option, value)
        self._fill()
        self._cost = np.zeros(len(linked.sizes))

    def _fill(self) -> None:
        linked = self.linked
        n = len(linked.sizes)
        rows = [*linked.groups, *(np.array(pair) for pair in linked.within)]
        lengths = np.array([len(row) for row in rows], np.int64)
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int32)
        values = [np.ones(len(row)) for row in linked.groups]
        values += [np.array([1.0, -1.0])] * len(linked.within)
        self._program.addVars(n, np.zeros(n), linked.sizes.astype(float))
        inner = len(linked.within)
        self._program.addRows(
            len(rows),
            np.concatenate([linked.low.astype(float), np.full(inner, -self._infinity)]),
            np.concatenate([linked.high.astype(float), np.zeros(inner)]),
            int(lengths.sum()),
            starts,
            np.concatenate(rows).astype(np.int32),
            np.concatenate(values),
        )

    def tell(self, group: int, low: float, high: float) -> None:
        """Let the attacker know that a group's count lies within these limits."""
        self._program.changeRowBounds(int(group), float(low), float(high))

    def end(self, cells: NDArray[np.int64], largest: bool) -> End:
        """The largest (or smallest) sum over some cells. Raises NotSolved."""
        program = self._program
        every = np.arange(len(self._cost), dtype=np.int32)
        self._cost[:] = 0
        self._cost[cells] = -1.0 if largest else 1.0
        program.changeColsCost(len(every), every, self._cost)
        # HiGHS counts the time of all runs together; the limit is of this one.
        program.setOptionValue("time_limit", program.getRunTime() + self._seconds)
        program.run()
        if program.getModelStatus() != self._optimal:
            self._from_the_beginning()
        solution = program.getSolution()
        found = np.array(solution.col_value)
        duals = np.array(solution.row_dual[: len(self.linked.groups)])
        held = np.flatnonzero(np.abs(duals) > SLACK)
        return End(float(found[cells].sum()), found, held)

    def _from_the_beginning(self) -> None:
        """Solve again without the last answer: going on from it may fail by rounding."""
        program = self._program
        program.clearSolver()
        program.setOptionValue("simplex_strategy", DUAL)
        program.setOptionValue("time_limit", program.getRunTime() + self._seconds)
        program.run()
        program.setOptionValue("simplex_strategy", PRIMAL)
        if program.getModelStatus() != self._optimal:
            raise NotSolved(f"HiGHS ended with {program.getModelStatus()}.")


def intervals(linked: Linked, groups: Sequence[int]) -> NDArray[np.int64]:
    """The smallest and the largest whole count of each group that agrees with all that is shown.

    An array of shape (groups, 2). Raises NotSolved.
    """
    attacker = Attacker(linked)
    found = np.zeros((len(groups), 2), np.int64)
    for i, group in enumerate(groups):
        cells = linked.groups[group]
        found[i, 0] = np.ceil(attacker.end(cells, largest=False).value - SLACK)
        found[i, 1] = np.floor(attacker.end(cells, largest=True).value + SLACK)
    return found


def highs() -> Any:
    """The solver's own module. Raises NotSolved where it is not installed."""
    try:
        import highspy
    except ImportError as error:
        raise NotSolved("The solver HiGHS (package highspy) is not installed.") from error
    return highspy
