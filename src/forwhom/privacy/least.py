"""The choice of the least weight to hide among all patterns that fulfil the cuts so far.

A whole program of yes and no for each number, solved to its end by HiGHS: its value is a bound that
no pattern goes below.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forwhom.privacy.attack import SLACK, Attacker, NotSolved, highs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forwhom.privacy.linked import Linked


@dataclass(frozen=True)
class Cut:
    """The parts of the hidden groups (groups; 0 or more) add up to at least this."""

    parts: NDArray[np.float64]
    least: float


class Choice:
    """Which groups to hide: shares of 0 to 1, or whole."""

    def __init__(self, weights: NDArray[np.float64], free: NDArray[np.bool_]) -> None:
        """`weights`: what hiding costs (groups); `free`: the groups there is a choice about."""
        highspy = highs()
        self.free = np.flatnonzero(free)
        self._infinity = highspy.kHighsInf
        self._optimal = highspy.HighsModelStatus.kOptimal
        self._kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        self._program = highspy.Highs()
        for option, value in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 1),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", SLACK),
        ):
            self._program.setOptionValue(option, value)
        # One more that is always shown: HiGHS says nothing of a program without any number.
        many = len(self.free) + 1
        self._program.addVars(many, np.zeros(many), np.append(np.ones(many - 1), 0.0))
        self._every = np.arange(many, dtype=np.int32)
        self._program.changeColsCost(many, self._every, np.append(weights[self.free], 0.0))

    def add(self, cut: Cut) -> None:
        """Ask all patterns from now on to fulfil a cut."""
        parts = cut.parts[self.free]
        at = np.flatnonzero(parts > SLACK).astype(np.int32)
        self._program.addRow(cut.least - SLACK, self._infinity, len(at), at, parts[at])

    def solve(self, whole: bool, seconds: float) -> tuple[NDArray[np.float64], float]:
        """The shares of the free groups, and the least weight of any pattern.

        Raises NotSolved where no pattern fulfils the cuts, or time ran out.
        """
        program = self._program
        program.setOptionValue("time_limit", program.getRunTime() + seconds)
        kinds = np.full(len(self._every), self._kinds[whole])
        program.changeColsIntegrality(len(self._every), self._every, kinds)
        program.run()
        if program.getModelStatus() != self._optimal:
            raise NotSolved(f"No best pattern: HiGHS ended with {program.getModelStatus()}.")
        info = program.getInfo()
        bound = info.mip_dual_bound if whole else info.objective_function_value
        # A share may be out by rounding; then limits would contradict each other.
        return np.clip(np.array(program.getSolution().col_value)[:-1], 0, 1), float(bound)


class Priced(Attacker):
    """The attacker, and what each shown limit is worth at an end."""

    def both(self, group: int) -> tuple[float, list[NDArray[np.float64]]]:
        """How wide a group's interval is, and the multipliers that prove it (2 of rows)."""
        largest, above = self._end(group, largest=True)
        smallest, below = self._end(group, largest=False)
        return largest - smallest, [above, below]

    def _end(self, group: int, largest: bool) -> tuple[float, NDArray[np.float64]]:
        found = self.end(self.linked.groups[group], largest)
        # HiGHS makes small: what is to be made large has the other sign.
        return found.value, -np.array(self._program.getSolution().row_dual)


class Limits:
    """What any multipliers prove of a group's interval, as a sum over the hidden groups."""

    def __init__(self, linked: Linked, low: NDArray[np.int64], high: NDArray[np.int64]) -> None:
        """`low`, `high`: what each group tells where it is shown (groups)."""
        self.linked, self.low, self.high = linked, low, high
        self.rows = np.zeros((len(linked.groups) + len(linked.within), len(linked.sizes)))
        for group, cells in enumerate(linked.groups):
            self.rows[group, cells] = 1
        for pair, (inner, outer) in enumerate(linked.within, len(linked.groups)):
            self.rows[pair, [inner, outer]] = 1, -1

    def most(
        self, group: int, sign: int, multipliers: NDArray[np.float64]
    ) -> tuple[float, NDArray[np.float64]]:
        """The most that sign x the group's count can be: so much, and so much a hidden group.

        True of any multipliers, by weak duality, so that a solver's rounding makes no false cut.
        """
        many = len(self.linked.groups)
        held = np.where(np.abs(multipliers) > SLACK, multipliers, 0.0)
        held[many:] = np.maximum(held[many:], 0)
        rest = sign * self.rows[group] - held @ self.rows
        above, below = np.maximum(held[:many], 0), np.maximum(-held[:many], 0)
        shown = above @ self.high - below @ self.low + np.maximum(rest, 0) @ self.linked.sizes
        hidden = above * (self.linked.high - self.high) + below * (self.low - self.linked.low)
        return float(shown), hidden
