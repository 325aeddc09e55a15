"""How far a printed rate can be trusted: what its digits say is held against counts that are shown.

Some publishers print more digits than they keep (31.03 % as 31.00 %), and some take their rates of
other children. Where a rate stands beside its count and children, we look.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from forwhom.privacy.reading import Rates
from forwhom.release.attack.shown import Shown

FITS = 0.99  # of the rates that stand beside their count
# Rounded as printed, or to 0.01, 0.1 or 1 percentage points.
COARSER = (Fraction(0), Fraction(1, 20_000), Fraction(1, 2_000), Fraction(1, 200))


def trusted_rates(rows: Iterable[Shown]) -> tuple[list[Shown], list[str]]:
    """The rows with their rates as far as they can be trusted, and notes on which cannot."""
    rows = list(rows)
    fitting: dict[str, Counter[int]] = {}
    seen: Counter[str] = Counter()
    for row in rows:
        if _exact(row):
            seen[row.measure] += 1
            at = next((i for i in range(len(COARSER)) if _fits(row, i)), len(COARSER))
            fitting.setdefault(row.measure, Counter())[at] += 1
    step = {measure: _step(found, seen[measure]) for measure, found in fitting.items()}
    notes = [
        f"The rates of {measure} are not those of its counts and children, and were not used."
        if at == len(COARSER)
        else f"The rates of {measure} print more digits than they hold; they were taken as "
        f"rounded to {float(200 * COARSER[at]):g} percentage points."
        for measure, at in sorted(step.items())
        if at
    ]
    return [_coarser(row, step.get(row.measure, 0)) for row in rows], notes


def _exact(row: Shown) -> bool:
    told = row.rates.low > 0 or row.rates.high < 1
    return told and row.n[0] == row.n[1] > 0 and row.count[0] == row.count[1]


def _fits(row: Shown, at: int) -> bool:
    rate = Fraction(row.count[0], row.n[0])
    return row.rates.low - COARSER[at] <= rate <= row.rates.high + COARSER[at]


def _step(found: Counter[int], seen: int) -> int:
    """The finest rounding that nearly all keep to."""
    fits = 0
    for at in range(len(COARSER)):
        fits += found[at]
        if fits >= FITS * seen:
            return at
    return len(COARSER)


def _coarser(row: Shown, at: int) -> Shown:
    """The row with its rate so coarse; without it where its numbers are shown anyway."""
    if _exact(row) or at == len(COARSER):
        return replace(row, rates=Rates())
    if at == 0 or (row.rates.low <= 0 and row.rates.high >= 1):
        return row
    low, high = row.rates.low - COARSER[at], row.rates.high + COARSER[at]
    return replace(row, rates=Rates(max(low, Fraction(0)), min(high, Fraction(1))))
