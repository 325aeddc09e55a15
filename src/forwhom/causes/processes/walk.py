"""How far each child came in a process: the gates that the records can tell apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from forwhom.causes.processes.process import Gate
from forwhom.stats.bootstrap import alike

Real = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Walk:
    """Gates in order and, for each child asked about, how many of them it passed.

    `reached` counts gates, from 0; `amount` is what each child has where the last gate is one, and
    is not counted in `reached`. Left out are gates that are `unrecorded`, that are not known of
    every child (`unknown`), and through which went the same children as through the next (`same`).
    `skipped` children passed a gate whose record lacks an earlier one; `trailing` unrecorded gates
    stand after all others.
    """

    gates: list[Gate]
    reached: NDArray[np.int64]
    amount: Real | None = None
    unrecorded: list[Gate] = field(default_factory=list)
    unknown: list[Gate] = field(default_factory=list)
    same: list[Gate] = field(default_factory=list)
    skipped: int = 0
    trailing: int = 0

    @property
    def unrecorded_last(self) -> list[Gate]:
        """The unrecorded gates after the last one recorded."""
        return self.unrecorded[len(self.unrecorded) - self.trailing :]

    def kinds(self, chosen: Mask) -> tuple[Real, NDArray[np.int64]]:
        """Chosen children who came equally far: what each adds, and how many they are.

        Each adds 1, then 1 for each gate it passed, then its amount.
        """
        steps = len(self.gates) - (self.amount is not None)
        levels = np.tril(np.ones((steps + 1, steps + 1)))
        if self.amount is None:
            return levels, np.bincount(self.reached[chosen], minlength=steps + 1)
        values = np.column_stack([levels[self.reached[chosen]], self.amount[chosen]])
        kinds, times, _ = alike(values)
        return kinds, times


def walk(gates: Sequence[Gate], passed: Mapping[str, Real]) -> Walk:
    """How far children came who are all asked about; `passed` has one place a child.

    Who passed a later gate passed the earlier ones, whether or not anyone wrote them down. But at
    a school where nobody passes, the way ends, whatever is written of later gates.
    """
    unrecorded = [gate for gate in gates if gate.name not in passed]
    last = gates[-1]
    amount = passed[last.name] if last.amount and last.name in passed else None
    unknown: list[Gate] = []
    if amount is not None and np.isnan(amount).any():
        amount, unknown = None, [last]
    came = np.zeros(len(next(iter(passed.values()), np.zeros(0))), bool)
    came = came if amount is None else amount > 0
    ended = came if amount is not None else passed.get(last.name, came) > 0
    kept: list[tuple[Gate, Mask]] = []
    same: list[Gate] = []
    skipped = np.zeros(len(came), bool)
    for gate in [g for g in reversed(gates) if g not in unrecorded and not g.amount]:
        here = passed[gate.name]
        if np.isnan(here[~came]).any():
            unknown.insert(0, gate)
            continue
        through = came | (here > 0)
        if gate.at_school:  # a plain no, not a record that is missing: the way ends here
            through = (here > 0) | ended
            kept = [(later, passed_it & through) for later, passed_it in kept]
        if kept and bool((through == came).all()):
            same.insert(0, gate)
            continue
        skipped |= came & ~(here > 0)
        kept.insert(0, (gate, through))
        came = through
    names = [gate for gate, _ in kept] + ([last] if amount is not None else [])
    reached = sum((through.astype(np.int64) for _, through in kept), np.zeros(len(came), np.int64))
    trailing = sum(all(g in unrecorded for g in gates[at:]) for at in range(len(gates)))
    return Walk(names, reached, amount, unrecorded, unknown, same, int(skipped.sum()), trailing)
