"""A chain of steps splits a difference as Das Gupta's own products do.

Das Gupta (1993), Standardization and Decomposition of Rates: A User's Manual, U.S. Bureau of the
Census P23-186, examples 2.2 and 2.3, as R's DasGuptR 2.1.0 prints them in its README.
"""

import numpy as np
import pytest

from forwhom.stats.chain import chain
from tests.published.test_das_gupta import PRODUCTS


@pytest.mark.parametrize(("example", "before", "after", "effects", "difference", "n"), PRODUCTS)
def test_the_published_products_as_chains(example, before, after, effects, difference, n):
    """Factors whose product is the rate are the rates of a chain that began with one child."""
    passed, other = (np.cumprod([1.0, *factors]) for factors in (after, before))
    found = chain(passed, other)
    assert np.round(found.adds, n).tolist() == list(effects), example
    assert round(float(found.difference), n) == difference
    assert np.allclose(found.rates, after)


def test_each_remaining_gap_is_the_gap_with_that_step_equal():
    found = chain([200, 50, 20], [1000, 100, 40])
    assert found.rates.tolist() == [0.25, 0.4]
    assert found.difference == pytest.approx(0.06)
    assert found.adds.tolist() == pytest.approx([0.06, 0.0])
    assert found.remains.tolist() == pytest.approx([0.0, 0.06])


def test_a_step_that_nobody_of_one_group_came_to_brings_nothing():
    found = chain([50, 0, 0], [1000, 100, 40])
    assert np.isnan(found.rates[1])
    assert found.adds.tolist() == pytest.approx([-0.04, 0.0])
    assert found.remains.tolist() == pytest.approx([0.0, -0.04])
    nobody = chain([50, 0, 0], [1000, 0, 0])
    assert nobody.adds.tolist() == [0.0, 0.0]


def test_replicates_are_further_axes():
    once = chain([50, 10, 4], [1000, 100, 40])
    both = chain(np.tile([[50], [10], [4]], 3), np.tile([[1000], [100], [40]], 3))
    assert both.adds.shape == both.remains.shape == (2, 3)
    assert np.allclose(both.adds, once.adds[:, None])


def test_steps_that_do_not_go_together_are_refused():
    with pytest.raises(ValueError, match="same steps"):
        chain([50, 10], [1000, 100, 40])
    with pytest.raises(ValueError, match="one or more"):
        chain([50], [1000])
