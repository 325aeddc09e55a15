"""The score of expectations, against printed numbers and an exact identity."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.stats.brier import bands, brier_score, murphy_parts

PAIRS = st.lists(st.tuples(st.sampled_from([0, 0.25, 0.5, 0.6, 0.9, 1]), st.booleans()), min_size=1)


def test_the_score_as_printed() -> None:
    # The manual of scikit-learn prints 0.0375 for brier_score_loss on these.
    assert brier_score([0.1, 0.9, 0.8, 0.3], [0, 1, 1, 0]) == pytest.approx(0.0375, abs=1e-12)


@pytest.mark.parametrize(
    ("said", "came", "printed"),
    [(1.0, 1, 0.0), (1.0, 0, 1.0), (0.7, 1, 0.09), (0.3, 1, 0.49), (0.5, 0, 0.25)],
)
def test_one_forecast_of_rain_as_printed(said: float, came: int, printed: float) -> None:
    # The manual of R's `metrics` prints the first four, after Brier (1950); the last is what saying
    # one half always comes to.
    assert brier_score([said], [came]) == pytest.approx(printed, abs=1e-12)


@given(PAIRS)
def test_its_parts_add_up_to_it(pairs: list[tuple[float, bool]]) -> None:
    # Murphy (1973), J. Appl. Meteorol. 12:595-600: an identity, not an approximation.
    said, came = zip(*pairs, strict=True)
    parts = murphy_parts(said, came)
    whole = parts.reliability - parts.resolution + parts.uncertainty
    assert whole == pytest.approx(brier_score(said, came), abs=1e-12)
    assert min(parts.reliability, parts.resolution, parts.uncertainty) >= 0


@given(PAIRS)
def test_every_expectation_lies_in_one_band(pairs: list[tuple[float, bool]]) -> None:
    said, came = zip(*pairs, strict=True)
    found = bands(said, came, [0, 0.5, 0.7, 0.9, 1])
    assert sum(band.count for band in found) == len(pairs)
    assert sum(band.came for band in found) == sum(came)
    for band in found:
        assert (
            math.isnan(band.expected) if not band.count else band.low <= band.expected <= band.high
        )


def test_an_edge_belongs_to_the_band_above_it_and_the_last_to_its_own() -> None:
    found = bands([0.5, 0.7, 1.0], [1, 1, 0], [0, 0.5, 0.7, 1])
    assert [(band.count, band.came) for band in found] == [(0, 0), (1, 1), (2, 1)]


def test_nothing_said_is_no_score_and_nonsense_is_refused() -> None:
    assert math.isnan(brier_score([], []))
    with pytest.raises(ValueError, match="between 0 and 1"):
        brier_score([1.2], [1])
    with pytest.raises(ValueError, match="one outcome"):
        brier_score([0.2], [])
