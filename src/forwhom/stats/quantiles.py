"""How many standard errors an interval reaches to each side for the certainty it claims."""

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def normal_quantile(level: float) -> float:
    """How far a two-sided normal interval of this level reaches, in standard errors.

    z = Φ⁻¹((1 + level) / 2); 1.959964 for 0.95.

    Args:
        level: the share of intervals that should hold the truth, between 0 and 1.

    Returns:
        A number above 0.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    if not 0.0 < level < 1.0:
        raise ValueError(f"A confidence level lies between 0 and 1 (0.95, say); this is {level}.")
    return -NormalDist().inv_cdf((1.0 - level) / 2.0)


def student_quantile(level: float, degrees_of_freedom: Floats) -> Floats:
    """How far a two-sided Student's t interval of this level reaches, in standard errors.

    Args:
        level: the share of intervals that should hold the truth, between 0 and 1.
        degrees_of_freedom: any shape, above 0; fractions are meant (Welch).

    Returns:
        The same shape, above 0; nan where the degrees of freedom are not above 0.

    Raises:
        ValueError: the level is not strictly between 0 and 1.
    """
    from scipy.special import stdtrit

    normal_quantile(level)  # refuses a level that is none
    freedom, where = np.unique(np.asarray(degrees_of_freedom, np.float64), return_inverse=True)
    freedom[~(freedom > 0.0)] = np.nan
    # The lower tail, so that a level close to 1 keeps all its digits.
    quantile: Floats = -stdtrit(freedom, (1.0 - level) / 2.0)
    return quantile[where]
