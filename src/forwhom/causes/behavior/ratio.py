"""How many times as often: the ratio of the rates in like cases, with its limits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from forwhom.causes.cause import Mask, Real
from forwhom.disparities.pack import Whole
from forwhom.results.explanation import Row
from forwhom.stats.matched import mantel_haenszel, strata_of
from forwhom.stats.quantiles import normal_quantile


def with_ratio(row: Row, y: Real, mine: Mask, cell: Whole, error: float) -> Row:
    """The row with Mantel and Haenszel's ratio, where it has limits.

    Children who come up more than once widen its limits as much as those of the difference, whose
    standard `error` reckons with them: Rao and Scott (1992), Biometrics 48:577-585.
    """
    found = strata_of([cell], mine, y)
    plain = mantel_haenszel(found.count, found.n, found.other_count, found.other_n)
    ratio, own = float(plain.ratio), float(plain.log_error)
    if not (np.isfinite([ratio, own]).all() and ratio > 0 and plain.error > 0):
        return row
    wider = max(error / float(plain.error), 1.0)
    reach = float(np.exp(2.0 * np.arcsinh(normal_quantile(0.95) * own * wider / 2.0)))
    return replace(row, ratio=ratio, ratio_low=ratio / reach, ratio_high=ratio * reach)
