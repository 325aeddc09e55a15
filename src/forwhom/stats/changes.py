"""How far an estimate moved from one time to another, and how sure that movement is."""

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.differences import difference, newcombe
from forwhom.stats.quantiles import Floats

Table = tuple[ArrayLike, ArrayLike, ArrayLike, ArrayLike]


def change(
    before: ArrayLike,
    before_low: ArrayLike,
    before_high: ArrayLike,
    after: ArrayLike,
    after_low: ArrayLike,
    after_high: ArrayLike,
) -> tuple[Floats, Floats, Floats]:
    """`after` less `before`, with limits from the two estimates' own limits.

    With d = a − b, they are d − √((a − l_a)² + (u_b − b)²) and d + √((u_a − a)² + (b − l_b)²): the
    method of variance estimates recovery, Zou and Donner (2008), Statist. Med. 27:1693-1702.
    With symmetric limits it is the difference of two estimates of Altman and Bland (2003), BMJ
    326:219. The two must be independent. Where the same children stand in both, as in two years
    of one school, the limits are wider than they need be, so a signal is never claimed too soon.

    Args:
        before: the earlier estimate, any shape.
        before_low: its lower limit.
        before_high: its upper limit.
        after: the later estimate, a shape that goes with it.
        after_low: its lower limit.
        after_high: its upper limit.

    Returns:
        The change, its lower and its upper limit; the broadcast shape; nan where one is unknown.
    """
    b, b_low, b_high, a, a_low, a_high = (
        np.asarray(part, dtype=np.float64)
        for part in (before, before_low, before_high, after, after_low, after_high)
    )
    moved = a - b
    low = moved - np.hypot(a - a_low, b_high - b)
    high = moved + np.hypot(a_high - a, b - b_low)
    return moved, low, high


def gap_change(before: Table, after: Table, level: float = 0.95) -> tuple[Floats, Floats, Floats]:
    """How far the gap between two groups' rates moved: a difference of two differences.

    Each time's gap p₁ − p₂ has Newcombe's limits, and `change` joins the two; so it is the
    interval of Newcombe (2001), Statist. Med. 20:2885-2893, for four independent rates. With other
    limits of the gaps (Miettinen and Nurminen's, say) call `change` with them. Different students
    must stand behind the two times; where many are the same, the limits are wider than need be.

    Args:
        before: the earlier counts: count, n, other_count, other_n; any shapes that go together.
        after: the later counts, in the same order.
        level: how often such intervals should hold the truth, between 0 and 1.

    Returns:
        The change of the gap (above 0 where the group's rate rose against the other's), its lower
        and its upper limit; the broadcast shape; fractions, −2 to 2; nan where a group is empty or
        impossible.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    first = (difference(*before), *newcombe(*before, level))
    second = (difference(*after), *newcombe(*after, level))
    return change(*first, *second)


def ratio_change(
    before: ArrayLike,
    before_low: ArrayLike,
    before_high: ArrayLike,
    after: ArrayLike,
    after_low: ArrayLike,
    after_high: ArrayLike,
) -> tuple[Floats, Floats, Floats]:
    """How many times as large a ratio is as it was: `change` on the scale of logarithms.

    Zou and Donner (2008) on logarithms, as Altman and Bland (2003), BMJ 326:219, compare two
    relative risks. A limit that is 0 or infinite leaves the limits it enters open, never the
    others.

    Args:
        before: the earlier ratio, 0 to inf, any shape.
        before_low: its lower limit, 0 to inf.
        before_high: its upper limit, 0 to inf.
        after: the later ratio, a shape that goes with it.
        after_low: its lower limit.
        after_high: its upper limit.

    Returns:
        after / before, its lower and its upper limit; the broadcast shape; 0 to inf, 1 where
        nothing changed. Limits 0 and inf where they are open. Where one of the two ratios is 0 or
        infinite there is no distance on this scale: the change is 0 or inf with limits 0 and inf,
        and nan where both are 0 or both are infinite. All nan where one is unknown.
    """
    parts = [
        np.asarray(part, np.float64)
        for part in (before, before_low, before_high, after, after_low, after_high)
    ]
    b, b_low, b_high, a, a_low, a_high = np.broadcast_arrays(*(_log(part) for part in parts))
    inside = np.isfinite(b) & np.isfinite(a)
    unknown = np.isnan(b_low) | np.isnan(b_high) | np.isnan(a_low) | np.isnan(a_high)
    with np.errstate(invalid="ignore"):  # inf − inf is nan, and meant
        moved = np.asarray(a - b)
        low = np.where(inside, moved - np.hypot(a - a_low, b_high - b), -np.inf)
        high = np.where(inside, moved + np.hypot(a_high - a, b - b_low), np.inf)
    unknown |= np.isnan(moved)
    moved, low, high = (np.where(unknown, np.nan, part) for part in (moved, low, high))
    return _exp(moved), _exp(low), _exp(high)


def _log(ratio: Floats) -> Floats:
    """The logarithm, −inf for 0; nan for what is no ratio."""
    known = np.where(ratio >= 0.0, ratio, np.nan)
    return np.log(known, out=np.full(known.shape, -np.inf), where=known != 0.0)


def _exp(exponent: Floats) -> Floats:
    with np.errstate(over="ignore", under="ignore"):  # inf and 0, and meant
        return np.asarray(np.exp(exponent))
