"""How far a rate is from the next level: the fewest children whose outcome would have to differ."""

from __future__ import annotations

from typing import NamedTuple

from forwhom.official.dashboard.asked import Asked
from forwhom.official.dashboard.levels import BEST, in_tenths, level, rate


class Step(NamedTuple):
    """The next better level: its cut, and children to it (negative: fewer with the outcome)."""

    line: float
    children: int


def to_next(asked: Asked, status: int) -> Step | None:
    """The step to the next better status; none where it is best, or no counts are told."""
    count = asked.count
    if status == BEST or count.numerator is None or not count.denominator:
        return None
    cuts, lower = asked.rule(f"status.{asked.form}"), asked.lower_is_better
    children = int(count.denominator)
    way = -1 if lower else 1
    found = children_to(int(count.numerator), children, cuts, status, lower_is_better=lower)
    return None if found is None else Step(cuts[BEST - status - 1], way * found)


def children_to(
    numerator: int, denominator: int, cuts: list[float], status: int, *, lower_is_better: bool
) -> int | None:
    """Fewest children whose outcome must differ to leave a level upward; none where none can."""
    least, most = 0, numerator if lower_is_better else denominator - numerator
    way = -1 if lower_is_better else 1

    def better(children: int) -> bool:
        tenths = in_tenths(rate(numerator + way * children, denominator))
        return level(tenths, cuts, lower_is_better=lower_is_better) > status

    if not better(most):
        return None
    while least < most:
        middle = (least + most) // 2
        least, most = (least, middle) if better(middle) else (middle + 1, most)
    return least
