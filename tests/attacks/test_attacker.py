"""The attacker tells what counting through every world tells: no more and no less."""

import sys
from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from forwhom.privacy.attack import Attacker, NotSolved, intervals
from forwhom.privacy.linked import Linked
from tests.attacks.small_tables import by_hand, random_table

TABLES = 1200
Told = Callable[[Linked, range], NDArray[np.int64]]


@cache
def tables() -> list[tuple[Linked, NDArray[np.int64]]]:
    return [(table, by_hand(table)) for table in map(random_table, range(TABLES))]


def differences(tell: Told, several: int = TABLES) -> Iterator[tuple[int, int, int]]:
    """Table, group and side (0 smallest, 1 largest) of every end told other than by hand."""
    for seed, (linked, right) in enumerate(tables()[:several]):
        told = tell(linked, range(len(linked.groups)))
        for group, side in np.argwhere(told != right):
            yield seed, int(group), int(side)


def test_the_tables_hold_what_real_ones_do() -> None:
    several = [linked for linked, _ in tables()]
    assert sum(bool(linked.within) for linked in several) > 200
    assert sum((linked.sizes == 0).any() for linked in several) > 200
    shown = sum(int((linked.low == linked.high).sum()) for linked in several)
    hidden = sum(int((linked.low < linked.high).sum()) for linked in several)
    assert shown > 2000
    assert hidden > 2000


@pytest.mark.long
def test_the_linear_attacker_is_almost_always_exact_and_never_says_too_much() -> None:
    """Its intervals hold every world, so what it calls recovered is recovered."""
    wider = list(differences(intervals))
    assert len(wider) < sum(2 * len(linked.groups) for linked, _ in tables()) / 1000
    for seed, group, _ in wider:
        linked, right = tables()[seed]
        told = intervals(linked, [group])[0]
        assert told[0] <= right[group, 0]
        assert right[group, 1] <= told[1]


class ForgetsARow(Attacker):
    def _fill(self) -> None:
        super()._fill()
        self.tell(0, 0, int(self.linked.children[0]))


class ForgetsWithin(Attacker):
    def _fill(self) -> None:
        super()._fill()
        for row in range(len(self.linked.groups), len(self.linked.groups + self.linked.within)):
            self._program.changeRowBounds(row, -self._infinity, self._infinity)


class ForgetsSizes(Attacker):
    def _fill(self) -> None:
        super()._fill()
        for cell, n in enumerate(self.linked.sizes):
            self._program.changeColBounds(cell, 0.0, float(n) + 1)


class LeavesOutASide(Attacker):
    def end(self, cells: NDArray[np.int64], largest: bool):
        return super().end(cells[:1] if largest else cells, largest)


@pytest.mark.parametrize("broken", [ForgetsARow, ForgetsWithin, ForgetsSizes, LeavesOutASide])
def test_a_broken_attacker_is_found(
    monkeypatch: pytest.MonkeyPatch, broken: type[Attacker]
) -> None:
    monkeypatch.setattr("forwhom.privacy.attack.Attacker", broken)
    assert len(list(differences(intervals, several=200))) > 10


def test_no_solver_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    linked = tables()[0][0]
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(NotSolved, match="not installed"):
        intervals(linked, [0])
