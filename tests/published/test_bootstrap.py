"""Limits by drawing again, against limits that others printed."""

import numpy as np
import pytest

from forwhom.stats.bootstrap import drawn_again
from forwhom.stats.bootstrap_limits import acceleration, bootstrap_interval

# Sixteen numbers whose mean R's `boot` gave 95 % limits with a million replicates; printed in the
# tests of SciPy (scipy/stats/tests/test_resampling.py, test_bootstrap_against_R).
X = np.array([10, 12, 12.5, 12.5, 13.9, 15, 21, 22, 23, 34, 50, 81, 89, 121, 134, 213])
PRINTED = {"basic": (23.77, 79.12), "percentile": (28.86, 84.21), "bca": (32.31, 91.43)}

# Efron and Tibshirani (1993), An Introduction to the Bootstrap, table 14.1: spatial test A of 26
# children with neurological impairment. Section 14.3 prints an acceleration of 0.061 for their
# variance, which divides by 26.
SPATIAL = np.array([48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47,
                    41, 24, 26, 30, 41])  # fmt: skip


@pytest.mark.parametrize("method", list(PRINTED))
def test_the_mean_of_sixteen_numbers(method):
    means = drawn_again(np.ones(16), replicates=100_000, seed=1) @ X / 16
    bend = acceleration((X.sum() - X) / 15)
    limits = bootstrap_interval(means, X.mean(), 0.95, method, bend)
    assert np.array(limits) == pytest.approx(PRINTED[method], rel=0.01)


def test_the_acceleration_of_a_variance():
    left_out = np.array([np.delete(SPATIAL, at).var() for at in range(26)])
    assert round(float(SPATIAL.var()), 1) == 171.5
    assert round(float(acceleration(left_out)), 3) == 0.061
