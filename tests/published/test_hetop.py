"""Group means from coarsened counts, against printed numbers."""

import numpy as np
import pytest

from forwhom.stats.hetop import group_means


def test_two_groups_print_statas_rocfit():
    # With two groups the model is the binormal one: Stata Base Reference Manual, [R] rocfit,
    # example 1, ratings of Hanley and McNeil (1982): intercept, slope, log likelihood and the
    # difference in root mean squared spreads, d(a).
    found = group_means([[33, 6, 6, 11, 2], [3, 2, 2, 11, 33]])
    apart = found.mean[1] - found.mean[0]
    assert apart / found.sd[1] == pytest.approx(1.656782, abs=5e-7)
    assert found.sd[0] / found.sd[1] == pytest.approx(0.713002, abs=5e-7)
    assert found.fit.log_likelihood == pytest.approx(-123.64855, abs=5e-6)
    assert apart / np.sqrt((found.sd**2).mean()) == pytest.approx(1.907771, abs=5e-7)
    # Its cuts, on the scale of the first group.
    cuts = (found.cuts - found.mean[0]) / found.sd[0]
    assert cuts == pytest.approx([0.169768, 0.463215, 0.766860, 1.797938], abs=1e-6)


def test_three_levels_are_what_any_normal_table_says():
    # 15.866 % below the lower cut and 2.275 % above the upper: one and two spreads off.
    found = group_means([[15866, 81859, 2275], [2275, 81859, 15866]], fixed_cuts=[0, 3])
    assert found.fit.mean == pytest.approx([1, 2], abs=2e-4)
    assert np.exp(found.fit.log_sd) == pytest.approx([1, 1], abs=2e-4)
    assert found.icc == pytest.approx(0.25 / 1.25, abs=2e-4)
