"""A real student file: how much of a gap lies between schools, and whether growth is what it says.

The public student file of the SGP package (names made up, 2024-25): who is in a gifted programme,
and mathematics scores of two years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import numpy as np
import pytest

from forwhom.stats.bootstrap import drawn_again
from forwhom.stats.bootstrap_limits import bootstrap_interval
from forwhom.stats.counterfactual import counterfactual
from forwhom.stats.growth_percentiles import growth_percentiles
from forwhom.stats.kitagawa import kitagawa

Real = Callable[[str], Path]
pytestmark = pytest.mark.long
ROWS = """
CREATE TABLE rows AS
SELECT * FROM read_csv($file, all_varchar = true) WHERE VALID_CASE = 'VALID_CASE'
"""
GIFTED = """
SELECT SCHOOL_NUMBER, ETHNICITY = 'Hispanic', GIFTED_AND_TALENTED_PROGRAM_STATUS LIKE '%Yes'
FROM rows WHERE YEAR = '2024_2025' AND CONTENT_AREA = 'READING' AND SCHOOL_NUMBER IS NOT NULL
    AND ETHNICITY IN ('Hispanic', 'White') AND GIFTED_AND_TALENTED_PROGRAM_STATUS IS NOT NULL
"""
GROWN = """
SELECT now.GRADE, before.SCALE_SCORE::DOUBLE, now.SCALE_SCORE::DOUBLE
FROM rows AS now JOIN rows AS before USING (ID, CONTENT_AREA)
WHERE now.YEAR = '2024_2025' AND before.YEAR = '2023_2024' AND CONTENT_AREA = 'MATHEMATICS'
    AND now.GRADE IN ('5', '8') AND now.SCALE_SCORE IS NOT NULL AND before.SCALE_SCORE IS NOT NULL
"""


@pytest.fixture(scope="module")
def rows(real: Real) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute(ROWS, {"file": str(real("sgpdata") / "sgpData_LONG.csv.gz")})
        yield opened


def test_most_of_the_gifted_gap_lies_within_schools(rows) -> None:
    found = rows.execute(GIFTED).fetchnumpy()
    school, hispanic, gifted = (np.asarray(column) for column in found.values())
    at = np.unique(school, return_inverse=True)[1]
    schools = at.max() + 1
    times = np.bincount(at * 4 + hispanic * 2 + gifted, minlength=4 * schools)
    drawn = np.vstack([times, drawn_again(times, np.repeat(np.arange(schools), 4), 1000, 5)])
    white, white_in, rest, own = np.moveaxis(drawn.reshape(-1, schools, 4), 2, 0)
    parts = kitagawa(own, own + rest, white_in, white_in + white)
    gap = gifted[hispanic].mean() - gifted[~hispanic].mean()
    assert parts.difference[0] == pytest.approx(gap)
    assert gap < -0.05
    low, high = bootstrap_interval(parts.rate[1:], parts.rate[0], 0.95, "basic")
    assert low < parts.rate[0] < high < 0.0
    assert abs(parts.rate[0]) > abs(parts.composition[0])
    # Schools as one factor of a logistic model: the same two parts, where both groups are there.
    both = (own[0] + rest[0] > 0) & (white[0] + white_in[0] > 0)
    cells = [part[0][both] for part in (own, own + rest, white_in, white_in + white)]
    again = counterfactual(np.eye(both.sum())[:, 1:], *cells)
    assert again.explained == pytest.approx(float(kitagawa(*cells).composition), abs=1e-6)


@pytest.mark.parametrize("grade", ["5", "8"])
def test_growth_is_spread_evenly_whatever_the_score_before(rows, grade: str) -> None:
    found = rows.execute(GROWN).fetchnumpy()
    own = np.asarray(found["GRADE"]) == grade
    before, after = (np.asarray(column)[own] for column in list(found.values())[1:])
    percentiles = growth_percentiles(before, after)
    tenths = np.histogram(percentiles, bins=np.arange(0, 101, 10))[0] / own.sum()
    assert tenths == pytest.approx(np.full(10, 0.1), abs=0.012)
    fifth = np.digitize(before, np.quantile(before, [0.2, 0.4, 0.6, 0.8]))
    means = [percentiles[fifth == at].mean() for at in range(5)]
    assert means == pytest.approx([50.0] * 5, abs=2.0)
