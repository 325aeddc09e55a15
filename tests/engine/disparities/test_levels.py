"""Gaps from levels: who is counted on which level, and the statistic of each group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest

from forwhom.data.engine import Engine, open_duckdb
from forwhom.disparities.levels import count_levels, gaps_from_levels
from forwhom.groups import GROUPS
from forwhom.stats.v_statistic import v_statistic
from tests.backends.records import Records, typed

OTHERS, BLACK, ASIAN = [20, 40, 30, 10], [15, 12, 4, 1], [1, 1, 1, 0]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_duckdb() as opened:
        yield opened


def test_the_last_state_test_of_a_child_enrolled_counts(engine: Engine) -> None:
    names = ("student_id", "school_year", "subject", "kind", "level", "levels", "date")
    tests = [
        ("one", "2025-26", "reading", "state", "2", "4", "2026-04-01"),
        ("one", "2025-26", "reading", "state", "10", "10", "2026-05-01"),  # taken again
        ("one", "2025-26", "reading", "interim", "4", "4", "2026-06-01"),
        ("two", "2025-26", "reading", "", "1", "4", ""),
        ("two", "2024-25", "reading", "state", "3", "4", ""),  # a year before
        ("two", "2025-26", "science", "state", "3", "4", ""),
        ("one", "2025-26", "mathematics", "state", "Met", "4", ""),  # in no order
        ("gone", "2025-26", "reading", "state", "3", "4", ""),  # not enrolled
    ]
    enrolled = [{"student_id": s, "school_id": "A", "school_year": "2025-26"}
                for s in ("one", "two")]  # fmt: skip
    rows = [dict(zip(names, row, strict=True)) for row in tests]
    students = [{"student_id": "one", "sex": "F"}, {"student_id": "two", "sex": "M"}]
    records = Records({
        "enrollments": typed("enrollments", enrolled), "students": typed("students", students),
        "assessments": typed("assessments", rows),
    })  # fmt: skip
    found = count_levels(records.on(engine)).to_pylist()
    told = [tuple(r[n] for n in ("subject", "level", "levels", "sex", "children")) for r in found]
    assert told == [("reading", "01", 4, "Male", 1), ("reading", "10", 10, "Female", 1)]


def test_without_tests_there_is_nothing_to_tell(engine: Engine) -> None:
    enrolled = [{"student_id": "one", "school_id": "A", "school_year": "2025-26"}]
    counted = count_levels(Records({"enrollments": typed("enrollments", enrolled)}).on(engine))
    assert gaps_from_levels(counted, ["sex"]).num_rows == 0


def rows(value: str, counts: list[int], levels: int | None = 4, **more: Any) -> list[dict]:
    blank = dict.fromkeys(GROUPS, "Not reported") | {"school_year": "2025-26"}
    told = {"subject": "reading", "race_ethnicity": value, "levels": levels, **more}
    return [
        {**blank, **told, "level": f"{level:02}", "children": children}
        for level, children in enumerate(counts, start=1) if children
    ]  # fmt: skip


def test_each_group_stands_against_all_others() -> None:
    cells = [*rows("White", OTHERS), *rows("Black or African American", BLACK),
             *rows("Asian", ASIAN), *rows("Asian", [9, 9, 9], levels=3),
             *rows("Asian", OTHERS, subject="mathematics")]  # fmt: skip
    found = gaps_from_levels(pa.Table.from_pylist(cells), ["race_ethnicity"]).to_pylist()
    by_group = {row["groups"]: row for row in found if row["index"] == "v_statistic:reading"}
    assert list(by_group) == [  # in the order of the federal rule; of 3 levels nobody is counted
        f"race_ethnicity={v}" for v in ("Asian", "Black or African American", "White")
    ]
    rest = [a + b for a, b in zip(OTHERS, ASIAN, strict=True)]
    wanted, row = v_statistic(rest, BLACK), by_group["race_ethnicity=Black or African American"]
    assert (row["value"], row["low"], row["high"]) == pytest.approx(wanted[:1] + wanted[2:4])
    assert row["value"] < 0
    assert (row["place_type"], row["place_id"]) == ("district", "district")
    statuses = Counter((row["index"], row["status"]) for row in found)
    assert statuses == {("v_statistic:reading", "ok"): 2, ("v_statistic:reading", "too_few"): 1,
                        ("v_statistic:mathematics", "too_few"): 1}  # fmt: skip


def test_where_nobody_stands_above_anybody_the_levels_do_not_say_how_far() -> None:
    cells = [*rows("White", [0, 0, 20, 9]), *rows("Asian", [12, 9, 0, 0])]
    found = gaps_from_levels(pa.Table.from_pylist(cells), ["race_ethnicity"]).to_pylist()
    assert [(row["status"], row["value"]) for row in found] == [("not_computed", None)] * 2
