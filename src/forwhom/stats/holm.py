"""Many questions at once: p-values that reckon with all that were asked."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats


def holm(p: ArrayLike) -> Floats:
    """Adjusted p-values: at most 0.05 for any that is false in one family of twenty, or fewer.

    Holm (1979), Scand. J. Statist. 6:65-70: the least times their number, the next times one less,
    and so on, never less than the one before. It holds however the questions hang together.

    Args:
        p: p-values from 0 to 1, one-dimensional; nan was not asked, and is not counted.

    Returns:
        The same shape, from 0 to 1; nan where not asked.
    """
    given = np.asarray(p, np.float64)
    asked = np.flatnonzero(~np.isnan(given))
    order = asked[np.argsort(given[asked], kind="stable")]
    found = np.full(given.shape, np.nan)
    times = np.arange(len(order), 0, -1)
    found[order] = np.minimum(np.maximum.accumulate(given[order] * times), 1.0)
    return found
