"""Sums of whole numbers of which some are told: what follows by adding and taking away.

For tables of which even the numbers of children may be hidden. `Sums` are the unknown numbers and
what is known of them; `tightened` draws the plain conclusions, `parts` takes apart what has nothing
to do with one another, so that each can be attacked alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

MOST = 10**8  # no place has so many children: stands for "nothing is known"
ROUNDS = 40  # how often a sum is looked at again, on average


class Contradiction(Exception):  # noqa: N818  # it says what happened
    """No whole numbers agree with all that is told; `about` names the sum that cannot be."""

    def __init__(self, about: Hashable = None) -> None:
        self.about = about
        super().__init__("No numbers agree with all that is told.")


@dataclass(frozen=True, slots=True)
class Sum:
    """`low` <= the sum of `values[i]` times unknown `columns[i]` <= `high`; all whole numbers."""

    columns: tuple[int, ...]
    values: tuple[int, ...]
    low: int | None
    high: int | None
    about: Hashable = None


@dataclass
class Sums:
    """Unknown whole numbers, each from `low` to `high`, and sums of them."""

    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    rows: list[Sum] = field(default_factory=list)

    def unknown(self, low: int = 0, high: int = MOST) -> int:
        """One more unknown; its place."""
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def copy(self, rows: Iterable[Sum] | None = None) -> Sums:
        """The same unknowns, with these sums in place of all."""
        return Sums(self.low[:], self.high[:], self.rows[:] if rows is None else list(rows))


def tightened(sums: Sums) -> Sums:
    """The same with narrower limits, as far as single sums tell. Raises Contradiction."""
    found = sums.copy()
    using: list[list[int]] = [[] for _ in found.low]
    for at, row in enumerate(found.rows):
        for column in row.columns:
            using[column].append(at)
    for column, (low, high) in enumerate(zip(found.low, found.high, strict=True)):
        if low > high:
            raise Contradiction(found.rows[using[column][0]].about if using[column] else None)
    waiting, queued = deque(range(len(found.rows))), [True] * len(found.rows)
    left = ROUNDS * len(found.rows)
    while waiting and left:
        left -= 1
        at = waiting.popleft()
        queued[at] = False
        for column in _narrowed(found, found.rows[at]):
            for other in using[column]:
                if not queued[other]:
                    queued[other] = True
                    waiting.append(other)
    return found


def _narrowed(sums: Sums, row: Sum) -> list[int]:
    """Narrow every unknown of one sum by the others in it; which were."""
    low, high = sums.low, sums.high
    pairs = list(zip(row.columns, row.values, strict=True))
    least = sum(a * (low[c] if a > 0 else high[c]) for c, a in pairs)
    most = sum(a * (high[c] if a > 0 else low[c]) for c, a in pairs)
    if (row.high is not None and least > row.high) or (row.low is not None and most < row.low):
        raise Contradiction(row.about)
    changed = []
    for column, a in pairs:
        mine = (a * low[column], a * high[column]) if a > 0 else (a * high[column], a * low[column])
        top = None if row.high is None else row.high - (least - mine[0])
        bottom = None if row.low is None else row.low - (most - mine[1])
        if a < 0:
            top, bottom = bottom, top
        new_low = low[column] if bottom is None else max(low[column], -(-bottom // a))
        new_high = high[column] if top is None else min(high[column], top // a)
        if new_low > new_high:
            raise Contradiction(row.about)
        if (new_low, new_high) != (low[column], high[column]):
            # The limits of the sum itself move with those of its unknown.
            least += (a * (new_low if a > 0 else new_high)) - mine[0]
            most += (a * (new_high if a > 0 else new_low)) - mine[1]
            low[column], high[column] = new_low, new_high
            changed.append(column)
    return changed


def parts(sums: Sums) -> list[list[int]]:
    """The sums, by their place, in groups that share no unknown that is still open."""
    leader = list(range(len(sums.low)))

    def find(column: int) -> int:
        while leader[column] != column:
            leader[column] = leader[leader[column]]
            column = leader[column]
        return column

    opened = [[c for c in row.columns if sums.low[c] < sums.high[c]] for row in sums.rows]
    for columns in opened:
        for column in columns[1:]:
            leader[find(column)] = find(columns[0])
    found: dict[int, list[int]] = {}
    for at, columns in enumerate(opened):
        if columns:
            found.setdefault(find(columns[0]), []).append(at)
    return list(found.values())
