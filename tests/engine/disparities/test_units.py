"""A mean that is no score: told per so many children, and never outside what its unit allows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forwhom.disparities.compare import _own, _scores
from forwhom.measures import MEASURES
from forwhom.stats.scores import difference_interval, mean_interval

DAYS = MEASURES["days_absent_per_100"]
SCORE = MEASURES["score_reading"]
FEW_DAYS = [0, 0, 0, 0, 0, 0, 0, 1, 2, 9]
OTHERS = [0, 1, 1, 2, 3, 0, 5, 0, 4, 4]


def sums(*groups: list[float]) -> np.ndarray:
    """n, sum and sum of squares of each group, in thousandths as in the cells."""
    whole = [[round(1000 * value) for value in values] for values in groups]
    return np.array([[len(v), sum(v), sum(x * x for x in v)] for v in whole], dtype=np.int64)


def test_days_are_told_per_100_students_and_scores_as_they_are() -> None:
    days, score = _own(DAYS, sums(FEW_DAYS)), _own(SCORE, sums(FEW_DAYS))
    assert days["rate"].tolist() == [120.0]
    assert score["rate"].tolist() == [1.2]
    beside = _scores(DAYS, sums(FEW_DAYS), sums(OTHERS))
    assert beside["difference"] == pytest.approx(120.0 - 200.0)
    low, high = difference_interval(*sums(FEW_DAYS)[0], *sums(OTHERS)[0])
    assert beside["difference_low"] == pytest.approx(low / 10)
    assert beside["difference_high"] == pytest.approx(high / 10)


def test_no_limit_of_a_count_lies_below_none() -> None:
    low, high = (limit / 10 for limit in mean_interval(*sums(FEW_DAYS)[0]))
    assert low < 0
    days = _own(DAYS, sums(FEW_DAYS))
    assert days["rate_low"].tolist() == [0.0]
    assert days["rate_high"] == pytest.approx(high)
    assert _own(SCORE, sums(FEW_DAYS))["rate_low"] == pytest.approx(low / 100)


def test_no_limit_lies_above_the_most_there_is() -> None:
    most = replace(DAYS, unit=replace(DAYS.unit, most=150.0))
    assert _own(most, sums(FEW_DAYS))["rate_high"].tolist() == [150.0]


def test_where_all_have_the_same_there_are_no_limits_of_no_width() -> None:
    none = sums([0] * 12)
    own = _own(DAYS, none)
    assert own["rate"].tolist() == [0.0]
    assert np.isnan([own["rate_low"], own["rate_high"]]).all()
    for pair in ((none, sums(OTHERS)), (sums(OTHERS), none)):
        beside = _scores(DAYS, *pair)
        assert np.isfinite(beside["difference"]).all()
        assert np.isnan([beside["difference_low"], beside["difference_high"]]).all()
    assert _own(SCORE, sums([500] * 12))["rate_low"].tolist() == [500.0]
