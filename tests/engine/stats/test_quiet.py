"""No table of counts, however bare, makes a statistic raise, warn or change its shape."""

import numpy as np
import pytest

from forwhom.stats import differences, parity, quantiles, rates, ratios, scores

ONE_GROUP = [rates.rate, rates.wilson, rates.clopper_pearson]
TWO_GROUPS = [
    differences.difference,
    differences.newcombe,
    ratios.ratio,
    ratios.miettinen_nurminen,
    lambda *table: ratios.miettinen_nurminen(*table, corrected=False),
]
ONE_MEAN = [scores.standard_deviation, scores.mean_interval]
TWO_MEANS = [scores.difference_interval, scores.hedges_g]
ARGUMENTS = [
    *((statistic, 2) for statistic in ONE_GROUP),
    *((statistic, 4) for statistic in TWO_GROUPS),
    *((statistic, 3) for statistic in ONE_MEAN),
    *((statistic, 6) for statistic in TWO_MEANS),
]

# Nobody, one child, zero cells, full cells, counts that cannot be, and large groups.
COUNT = np.array([0, 0, 1, 0, 7, 3, -1, 8, 0, 10**6, 999_999])
N = np.array([0, 1, 1, 7, 7, 7, 7, 7, 10**6, 10**6, 10**6])
EMPTY = (N == 0) | (COUNT < 0) | (COUNT > N)


def parts(result):
    return [np.asarray(part) for part in (result if isinstance(result, tuple) else (result,))]


@pytest.fixture(autouse=True)
def _loud():
    with np.errstate(all="raise"):
        yield


@pytest.mark.parametrize("statistic", ONE_GROUP)
def test_one_group(statistic):
    for part in parts(statistic(COUNT, N)):
        assert part.dtype == np.float64
        assert (np.isnan(part) == EMPTY).all()
        assert ((part[~EMPTY] >= 0) & (part[~EMPTY] <= 1)).all()


@pytest.mark.parametrize("statistic", TWO_GROUPS)
def test_two_groups_each_against_each(statistic):
    unknown = EMPTY[:, None] | EMPTY
    for part in parts(statistic(COUNT[:, None], N[:, None], COUNT, N)):
        assert part.dtype == np.float64
        assert part.shape == (COUNT.size, COUNT.size)
        nobody = (COUNT[:, None] == 0) & (COUNT == 0) & (statistic is ratios.ratio)
        assert (np.isnan(part) == (unknown | nobody)).all()


@pytest.mark.parametrize(("statistic", "arguments"), ARGUMENTS)
@pytest.mark.parametrize("shape", [(), (0,), (2, 0), (3, 1)])
def test_shapes_are_kept_and_nobody_is_no_number(statistic, arguments, shape):
    for part in parts(statistic(*[np.zeros(shape, int)] * arguments)):
        assert part.shape == shape
        assert np.isnan(part).all()


@pytest.mark.parametrize("statistic", ONE_MEAN)
def test_fewer_than_two_scores_have_no_spread(statistic):
    n, total, squares = np.array([[0, 0, 0], [1, 5, 25], [2, 10, 50], [2, 10, 58]]).T
    for part in parts(statistic(n, total, squares)):
        assert np.isnan(part).tolist() == [True, True, False, False]


def test_means_without_any_spread():
    # Two groups in which every child has the same score.
    low, high = scores.difference_interval(3, 30, 300, 4, 28, 196)
    assert (low, high) == (3.0, 3.0)
    assert np.isnan(scores.hedges_g(3, 30, 300, 4, 28, 196)).all()
    assert np.isnan(scores.difference_interval(1, 5, 25, 4, 28, 196)).all()
    assert scores.mean([0, 4], [0, 28]).tolist()[1] == 7.0


@pytest.mark.parametrize("better", ["lower", "higher", "neither"])
def test_parity(better):
    needed = parity.students_to_parity(COUNT, N, np.where(N > 1, 0.25, np.nan), better)
    unknown = EMPTY | (N <= 1) | (better == "neither")
    assert (np.isnan(needed) == unknown).all()
    assert parity.students_to_parity(np.zeros((2, 0)), 0, 0.5, better).shape == (2, 0)


@pytest.mark.parametrize("level", [0.0, 1.0, -0.5, 95, float("nan")])
def test_a_level_that_is_none_is_refused(level):
    with pytest.raises(ValueError, match="between 0 and 1"):
        rates.wilson(1, 2, level)
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantiles.student_quantile(level, np.array([3.0]))


def test_a_direction_that_is_none_is_refused():
    with pytest.raises(ValueError, match="lower"):
        parity.students_to_parity(1, 2, 0.5, "up")  # type: ignore[arg-type]
