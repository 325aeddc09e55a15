"""The rows of indices.parquet: what is told, of whom, and where nothing can be."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from forwhom.disparities.indices.between_classrooms import between_classrooms
from forwhom.disparities.indices.between_schools import between_schools
from forwhom.disparities.indices.of_money import of_money
from forwhom.disparities.indices.of_programs import of_programs, programs
from forwhom.stats.inequality import gini

YEARS = ["2024-25", "2025-26"]


def cells(*lines: tuple[str, str, str, int]) -> pa.Table:
    """Year, school, race and children; half of each cell is of low income."""
    rows = []
    for year, school, race, children in lines:
        one = {"school_year": year, "school_id": school, "race_ethnicity": race}
        for poor, part in (("Yes", children // 2), ("No", children - children // 2)):
            rows.append({**one, "economically_disadvantaged": poor, "children": part})
    return pa.Table.from_pylist(rows)


def by_index(rows: list[dict[str, Any]], place: str = "district") -> dict[str, dict[str, Any]]:
    return {f"{r['index']} {r['groups']}": r for r in rows if r["place_id"] == place}


TWO = cells(
    ("2024-25", "A", "Asian", 50), ("2024-25", "A", "White", 50),
    ("2024-25", "B", "Asian", 50), ("2024-25", "B", "White", 50),
    ("2025-26", "A", "Asian", 80), ("2025-26", "A", "White", 20),
    ("2025-26", "B", "Asian", 20), ("2025-26", "B", "White", 80),
)  # fmt: skip


def test_two_schools_that_drift_apart() -> None:
    found = between_schools(TWO, ["race_ethnicity"], YEARS)
    told = by_index(found)
    assert told["dissimilarity:schools race_ethnicity=Asian"]["value"] == pytest.approx(0.6)
    assert told["isolation:schools race_ethnicity=White"]["value"] == pytest.approx(0.68)
    met = told["exposure:schools:race_ethnicity=White race_ethnicity=Asian"]
    assert met["value"] == pytest.approx(0.32)
    m = 0.8 * np.log(0.8 / 0.5) + 0.2 * np.log(0.2 / 0.5)
    assert told["mutual_information:schools race_ethnicity"]["value"] == pytest.approx(m)
    assert told["theil_h:schools race_ethnicity"]["value"] == pytest.approx(m / np.log(2))
    chance = told["mutual_information_by_chance:schools race_ethnicity"]["value"]
    assert 0.0 < chance < 0.02
    change = "mutual_information_change{}:schools race_ethnicity"
    assert told[change.format("_structural")]["value"] == pytest.approx(m)
    assert told[change.format("_additions")]["value"] == 0.0
    assert told[change.format("")]["value"] == pytest.approx(m)
    local = by_index(found, "A")["mutual_information_local:schools race_ethnicity"]
    assert local["value"] == pytest.approx(m)
    assert {r["status"] for r in found} == {"ok"}


def test_small_schools_and_one_school_say_nothing() -> None:
    small = cells(("2025-26", "A", "Asian", 9), ("2025-26", "B", "White", 9))
    found = between_schools(small, ["race_ethnicity"], YEARS[1:])
    assert {(r["status"], r["value"]) for r in found} == {("too_few", None)}
    one = cells(("2025-26", "A", "Asian", 90), ("2025-26", "A", "White", 90))
    assert between_schools(one, ["race_ethnicity"], YEARS[1:]) == []
    alike = cells(("2025-26", "A", "Asian", 90), ("2025-26", "B", "Asian", 90))
    assert between_schools(alike, ["race_ethnicity"], YEARS[1:]) == []


def test_classes_within_a_school() -> None:
    blank = {"economically_disadvantaged": "No", "english_learner": "Never", "of": "mathematics"}
    seats = [("A", "1", "Asian", 30), ("A", "2", "White", 30)]
    seats += [("B", s, race, 15) for s in "34" for race in ("Asian", "White")]
    names = ("school_id", "section_id", "race_ethnicity", "children")
    classes = pa.Table.from_pylist([{**blank, **dict(zip(names, s, strict=True))} for s in seats])
    found = between_classrooms(classes, "2025-26")
    name = "mutual_information_within_schools{}:classrooms:mathematics race_ethnicity"
    told = by_index(found)
    assert told[name.format("")]["value"] == pytest.approx(np.log(2) / 2)  # A apart, B mixed
    assert told[name.format("_share")]["value"] == pytest.approx(1.0)  # the schools are alike
    assert 0.0 < told[name.format("_by_chance")]["value"] < 0.05
    of = "mutual_information:classrooms:mathematics race_ethnicity"
    assert by_index(found, "A")[of]["value"] == pytest.approx(np.log(2))
    assert by_index(found, "B")[of]["value"] == 0.0
    assert {r["groups"] for r in found} == {"race_ethnicity"}  # the others are one group each


def money(dollars: list[float]) -> pa.Table:
    lines = [{"school_id": f"{at:02}", "cents": int(d * 100)} for at, d in enumerate(dollars)]
    return pa.Table.from_pylist(lines)


def test_dollars_per_child_and_whether_they_follow_need() -> None:
    rows, dollars = [], []
    for at in range(20):
        poor = 10 + 3 * at
        one = {"school_year": "2025-26", "school_id": f"{at:02}"}
        rows += [{**one, "economically_disadvantaged": "Yes", "children": poor},
                 {**one, "economically_disadvantaged": "No", "children": 100 - poor}]  # fmt: skip
        dollars.append(100.0 * (8000 + 20 * poor))
    table = pa.Table.from_pylist(rows)
    found = of_money(money(dollars), table, "2025-26")
    told = by_index(found)
    slope = told["need_spend_slope:spending economically_disadvantaged=Yes"]
    assert (slope["value"], slope["low"], slope["high"]) == pytest.approx((200.0,) * 3)
    per_child = [d / 100 for d in dollars]
    assert told["gini:spending all"]["value"] == pytest.approx(gini(per_child))
    assert len([name for name in told if "mcloone" in name or "verstegen" in name]) == 6
    assert by_index(found, "00")["dollars_per_child:spending all"]["value"] == pytest.approx(8200.0)
    few = by_index(of_money(money(dollars[:14]), table, "2025-26"))
    assert {r["status"] for r in few.values()} == {"too_few"}


def test_money_of_no_known_school_is_nothing() -> None:
    table = cells(("2025-26", "A", "Asian", 9))
    assert of_money(money([5.0]), table, "2025-26") == []


def test_representation_has_its_limits() -> None:
    lines = [("gifted", "a=1", 30, 400, 90, 600, "ok"), ("gifted", "a=2", 1, 3, 90, 600, "too_few")]
    lines += [("suspended", "a=1", 30, 400, 90, 600, "ok")]
    names = ("measure", "group", "count", "n", "comparison_count", "comparison_n", "status")
    more = {"school_year": "2025-26", "place_type": "district", "place_id": "district"}
    more |= {"compared_with": "others", "depth": 1}
    table = pa.Table.from_pylist([{**more, **dict(zip(names, x, strict=True))} for x in lines])
    first, second = of_programs(table, "2025-26")
    assert first["value"] == pytest.approx((30 / 120) / (400 / 1000))
    assert 0.4 < first["low"] < first["value"] < first["high"] < 0.9
    assert (second["status"], second["value"]) == ("too_few", None)
    assert "gifted" in programs()
    assert "suspended" not in programs()
