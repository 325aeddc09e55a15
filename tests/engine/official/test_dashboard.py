"""The Dashboard's traps: rounding, folding, sizes, and how far the next level is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.audit.official_dashboard import dashboard_counts
from forwhom.errors import SourceError
from forwhom.official.calculation import calculations
from forwhom.official.dashboard.assistance import met_by
from forwhom.official.dashboard.levels import box, color, in_tenths, level, rate
from forwhom.official.dashboard.line import children_to
from forwhom.official.number import Count, OfficialNumber
from forwhom.rules.official import RuleSet, read

UNIFIED = [1.0, 2.5, 4.5, 8.0]
COLUMNS = (
    "cds\trtype\tschoolname\tdistrictname\tstudentgroup\tcurrnumer\tcurrdenom\tcurrstatus\t"
    "priornumer\tpriordenom\tpriorstatus\tchange\tstatuslevel\tchangeLevel\tcolor\ttype\n"
)


def made(**told: object) -> OfficialNumber:
    """A row of a unified district: 20 of 1,000 suspended, 30 of 1,000 the year before."""
    row = {
        "year": "2023-24", "measure": "suspension", "numerator": 20, "denominator": 1000,
        "prior": "30", "prior_n": "1000", "form": "unified_district", **told,
    }  # fmt: skip
    more = {
        "code": str(row.get("code", "ALL")), "form": str(row["form"]),
        "prior_numerator": str(row["prior"]), "prior_denominator": str(row["prior_n"]),
        **{str(k): str(v) for k, v in told.items() if k in ("certify", "error", "printed_color")},
    }  # fmt: skip
    count = Count(
        school_year=str(row["year"]), place_type="district", place_id="d", place_name="Valley",
        measure=str(row["measure"]), dimension="all", group="all",
        numerator=float(str(row["numerator"])), denominator=float(str(row["denominator"])),
        more={name: text for name, text in more.items() if text},
    )  # fmt: skip
    (number,) = calculations()["dashboard"].makes([count], RuleSet("dashboard"))
    return number


def test_status_is_cut_after_rounding_and_change_before() -> None:
    assert in_tenths(Decimal("4.547")) == 45
    assert level(45, UNIFIED, lower_is_better=True) == 3  # medium: at most 4.5
    assert in_tenths(Decimal("0.2447")) == 2  # the rounded rates would give 2.9 - 2.6 = 0.3
    assert in_tenths(Decimal("-0.25")) == -3
    now, before = rate(445_720, 507_889), rate(448_696, 517_434)
    assert (in_tenths(now), in_tenths(before), in_tenths(now - before)) == (878, 867, 10)


def test_a_row_and_its_next_level() -> None:
    number = made()
    assert (number.shown, number.status, number.change_level) == (
        "2.0", "low", "declined",
    )  # fmt: skip
    assert (number.change, number.result, number.reason) == (-1.0, "green", "computed")
    assert (number.line, number.to_line) == (1.0, -10)  # 1.04 % prints 1.0, so 10 of 1,000 do


@pytest.mark.parametrize(
    ("told", "result", "reason"),
    [
        ({"denominator": 29, "numerator": 1}, "", "too_few_for_color"),
        ({"denominator": 10, "numerator": 1}, "", "too_few_to_show"),
        ({"denominator": 20, "numerator": 1, "code": "FOS", "prior_n": "20", "prior": "1"},
         "orange", "few_students_table"),
        ({"prior": "", "prior_n": ""}, "", "no_year_before"),
        ({"year": "2021-22"}, "", "status_only"),
        ({"year": "2020-21"}, "", "not_published_that_year"),
        ({"code": "EO"}, "", "group_never_colored"),
        ({"certify": "Y"}, "orange", "data_not_certified"),
        ({"error": "Y", "printed_color": "red"}, "red", "set_by_hand_for_a_data_error"),
    ],
)  # fmt: skip
def test_each_reason(told: dict[str, object], result: str, reason: str) -> None:
    number = made(**told)
    assert (number.result, number.reason) == (result, reason)


def test_few_students_fold_the_outermost_changes() -> None:
    many = made(numerator=30, denominator=150, prior="60", prior_n="150")
    few = made(numerator=30, denominator=149, prior="60", prior_n="149")
    assert (many.change_level, few.change_level) == ("declined_significantly", "declined")


def test_every_grid_is_whole() -> None:
    entries, _ = read("dashboard")
    for name, entry in entries.items():
        for _, value in entry.values:
            if name.startswith(("grid.", "small_grid.")):
                assert isinstance(value, list)
                assert [len(str(row)) for row in value] == [3 if "small" in name else 5] * 5
                assert {letter for row in value for letter in str(row)} <= set("ROYGB-")
            if name.startswith(("status.", "change.")):
                assert isinstance(value, list)
                assert list(value) in (sorted(value), sorted(value, reverse=True))
    assert box(5, 1) == 10
    assert box(1, 5) == 250
    assert color(5, 3, ["YGBBB"] * 5) == "blue"


@given(st.integers(0, 300), st.integers(300, 4000), st.booleans())
def test_so_many_students_reach_the_next_level_and_one_fewer_does_not(
    x: int, n: int, lower: bool
) -> None:
    cuts = UNIFIED if lower else [95.0, 90.5, 80.0, 68.0]
    status = level(in_tenths(Fraction(100 * x, n)), cuts, lower_is_better=lower)
    steps = children_to(x, n, cuts, status, lower_is_better=lower) if status < 5 else None
    if steps is None:
        return
    way = -1 if lower else 1
    reached = [
        level(in_tenths(rate(x + way * k, n)), cuts, lower_is_better=lower)
        for k in (steps - 1, steps)
    ]
    assert reached[0] == status < reached[1]


def test_a_forecast_says_where_it_lands_and_how_sure_that_is() -> None:
    count = Count(
        school_year="2023-24", place_type="district", place_id="d", place_name="Valley",
        measure="suspension", dimension="all", group="all", numerator=12, denominator=1000,
        more={"code": "ALL", "form": "unified_district", "prior_numerator": "20",
              "prior_denominator": "1000"},
    )  # fmt: skip
    forecast = calculations()["dashboard"].forecasts
    assert forecast is not None
    (number,) = forecast([count], RuleSet("dashboard"), 0.4)
    told = number.more
    assert (told["forecast"], told["forecast_count"]) == ("orange", "30")
    assert int(told["forecast_low"]) < 30 < int(told["forecast_high"])
    # 25 of 1,000 are 2.5 %, low and increased: yellow. One more is 2.6 %, medium: orange.
    assert (told["forecast_keeps"], told["forecast_room"]) == ("yellow", "13")
    assert "lands orange" in told["sentence_en"]


def test_criteria_of_assistance() -> None:
    red, orange = "red", "orange"
    assert met_by({"ela": red, "mathematics": orange, "suspension": red}, "SWD", "2017-18") == (
        4,
        6,
    )
    assert met_by({"ela": red, "suspension": red}, "SWD", "2017-18") == (6,)
    assert met_by({"english_learner_progress": red}, "EL", "2018-19") == (4,)
    assert met_by({"english_learner_progress": orange}, "LTEL", "2024-25") == (4,)


def test_a_download_file_is_read_and_another_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "suspdownload2024.txt"
    row = "01\tD\t\tValley\tWH\t20\t1000\t2.0\t30\t1000\t3.0\t-1.0\t4\t4\t4\tUD\n"
    file.write_text(COLUMNS + row, "utf-8-sig")
    (count,) = dashboard_counts(file)
    assert (count.measure, count.school_year, count.group) == ("suspension", "2023-24", "White")
    assert (count.more["printed_color"], count.more["printed_change_level"]) == ("green", "4")
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(SourceError, match="no download file"):
        dashboard_counts(other)
    unnamed = tmp_path / "download.txt"
    unnamed.write_text(COLUMNS + row, "utf-8")
    with pytest.raises(SourceError, match="which indicator or year"):
        dashboard_counts(unnamed)
