"""A state's sums: the squared scores of millions of children are more than 64 bits hold."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from forwhom.disparities.cells import count_cells, statistics_of
from forwhom.disparities.pack import pack
from forwhom.groups import GROUPS
from forwhom.measures import MEASURES
from forwhom.stats.scores import mean, standard_deviation
from tests.backends.engines import EACH_ENGINE, ENGINES
from tests.backends.records import Records, typed

YEAR = "2025-26"
NAME = "score_reading"
PARTS = [f"{NAME}__{part}" for part in ("n", "sum", "sum_of_squares")]


@pytest.mark.parametrize("name", EACH_ENGINE)
def test_squares_beyond_64_bits_are_added_up_on_an_engine(name: str) -> None:
    """Three squares of nine times ten to the eighteenth each; the scores are one point apart."""
    scores = {"1": "2999999", "2": "3000000", "3": "3000001"}
    child = [{"student_id": student, "school_year": YEAR} for student in scores]
    tests = [
        {**row, "subject": "reading", "scale_score": scores[row["student_id"]]} for row in child
    ]
    records = Records(
        {
            "enrollments": typed("enrollments", [{**row, "school_id": "A"} for row in child]),
            "assessments": typed("assessments", tests),
        }
    )
    with ENGINES[name]() as engine:
        (cell,) = count_cells(records.on(engine), {NAME: MEASURES[NAME]}, "district").to_pylist()
    sums = [np.array([cell[part]]) for part in PARTS]
    assert mean(*sums[:2]) == [3_000_000_000]
    assert standard_deviation(*sums) == [1000]


def test_a_state_of_six_million_keeps_every_digit_of_its_spread() -> None:
    """Half of the children have 2,400 points and half 2,600: the deviation is 100 points."""
    half = 3_000_000
    each = [half * 2_400_000**2, half * 2_600_000**2]
    assert min(each) > np.iinfo(np.int64).max
    squares = np.array([each[0] % 2**64, each[1] % 2**64], np.uint64).view(np.int64)
    numbers = {f"{NAME}__n": [half] * 2, f"{NAME}__sum": [half * 2_400_000, half * 2_600_000]}
    empty = {name: np.zeros(2, np.int64) for name in statistics_of(MEASURES)}
    sums = {**empty, **numbers, PARTS[2]: squares}
    groups = {name: ["Not reported"] * 2 for name in GROUPS} | {"sex": ["Female", "Male"]}
    cells = pa.table({"school_year": [YEAR] * 2, **groups, **sums})
    packed = pack(cells, ["school_year", *GROUPS], statistics_of(MEASURES), {})
    everyone = packed.collapse(["school_year"]).statistics
    at = [statistics_of(MEASURES).index(part) for part in PARTS]
    deviation = standard_deviation(*everyone[:, at].T)
    exact = 100_000 * (2 * half / (2 * half - 1)) ** 0.5
    assert deviation == pytest.approx([exact], rel=1e-12)
