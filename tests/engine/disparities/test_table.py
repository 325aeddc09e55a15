"""Each row of disparities.parquet against the same arithmetic done by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from forwhom.disparities.rollup import count_district, count_schools
from forwhom.disparities.table import disparities_table, no_data_rows, rounded
from forwhom.groups import may_cross
from forwhom.results.schemas import DISPARITIES
from forwhom.stats.differences import newcombe
from forwhom.stats.rates import wilson
from forwhom.stats.ratios import miettinen_nurminen
from forwhom.stats.scores import difference_interval, hedges_g, mean_interval
from tests.engine.disparities.cells_drawn import (
    DIMENSIONS,
    HIGHER,
    MINE,
    SCORE,
    SHARE,
    STATISTICS,
    by_hand,
    children,
    packed,
)

Row = dict[str, Any]
REFERENCES = {"race_ethnicity": "White", "sex": "Male", "disability": "No", "homeless": "Unheard"}
CONTRACT = (
    "measure school_year place_type place_id group depth n count rate rate_low rate_high "
    "compared_with comparison_n comparison_count comparison_rate difference difference_low "
    "difference_high ratio ratio_low ratio_high standardized_difference standardized_low "
    "standardized_high students_to_parity difference_within p_within p_district p_adjusted "
    "smallest_gap_up smallest_gap_down pooled_rate pooled_low pooled_high above_district "
    "pooled_difference pooled_difference_low pooled_difference_high status"
).split()
LATER = CONTRACT[CONTRACT.index("difference_within") : CONTRACT.index("status")]
NUMBERS = [name for name in CONTRACT[6:-1] if name != "compared_with"]
COUNTED = ("n", "count", "comparison_n", "comparison_count")
KEY = ("school_year", "place_type", "place_id", "group")


def table_of(seed: int, *, schools: bool = False, number: int = 150) -> pa.Table:
    cells = packed(children(seed, number), schools=schools)
    counted = (
        count_schools(cells, DIMENSIONS)
        if schools
        else count_district(cells, DIMENSIONS, may_cross)
    )
    return disparities_table(counted, STATISTICS, MINE, REFERENCES)


@pytest.fixture(scope="module", params=[(1, False, 150), (2, True, 100), (3, False, 30)])
def audited(request: pytest.FixtureRequest) -> tuple[list[Row], dict]:
    seed, schools, number = request.param
    table = table_of(seed, schools=schools, number=number)
    return table.to_pylist(), by_hand(children(seed, number), schools=schools)


def key_of(row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in KEY)


def sums_of(hand: dict, key: tuple[str, ...], measure: str) -> tuple[int, ...]:
    parts = ("n", "sum", "sum_of_squares") if measure == SCORE else ("n", "count")
    return tuple(hand[key][f"{measure}__{part}"] for part in parts) if key in hand else (0,) * 3


def sides(row: Row, hand: dict) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The sums of the group and of those it is compared with."""
    key, measure = key_of(row), row["measure"]
    own = sums_of(hand, key, measure)
    everyone = sums_of(hand, (*key[:3], "all"), measure)
    if row["compared_with"] == "all":
        return own, everyone
    if row["compared_with"] == "others":
        return own, tuple(a - b for a, b in zip(everyone, own, strict=True))
    dimension = row["group"].split("=")[0]
    group = f"{dimension}={REFERENCES[dimension]}"
    return own, sums_of(hand, (*key[:3], group), measure)


def test_the_columns_are_those_of_the_contract_in_its_order() -> None:
    table = table_of(1)
    assert list(DISPARITIES) == CONTRACT
    assert table.column_names == CONTRACT
    assert table.schema.field("n").type == pa.int64()
    assert table.schema.field("students_to_parity").type == pa.int64()
    assert table.schema.field("rate").type == pa.float64()


def test_every_group_with_a_child_has_the_rows_it_must_have(audited: Any) -> None:
    rows, hand = audited
    found = {(r["measure"], *key_of(r), r["compared_with"]) for r in rows}
    assert len(found) == len(rows)
    wanted = set()
    for key, sums in hand.items():
        for measure in MINE:
            if sums[f"{measure}__n"]:
                wanted |= {(measure, *key, kind) for kind in compared(key, measure, hand)}
    assert found == wanted


def compared(key: tuple[str, ...], measure: str, hand: dict) -> list[str]:
    group = key[3]
    if group == "all":
        return ["all"]
    dimension, value = group.split("=")[:2]
    single = " & " not in group
    reference = (*key[:3], f"{dimension}={REFERENCES.get(dimension)}")
    has = single and reference in hand and REFERENCES[dimension] != value
    return ["others", "all", *(["reference"] if has else [])]


def test_counts_are_those_of_the_children(audited: Any) -> None:
    rows, hand = audited
    for row in rows:
        own, other = sides(row, hand)
        assert row["n"] == own[0]
        assert row["count"] == (None if row["measure"] == SCORE else own[1])
        if row["group"] == "all":
            assert row["comparison_n"] is row["comparison_count"] is None
        else:
            assert row["comparison_n"] == other[0]
            assert row["comparison_count"] == (None if row["measure"] == SCORE else other[1])


def test_the_status_says_what_could_be_computed(audited: Any) -> None:
    rows, hand = audited
    seen = set()
    for row in rows:
        seen.add(row["status"])
        assert row["status"] == status_of(row, hand)
    assert seen >= {"ok", "too_few"}


def status_of(row: Row, hand: dict) -> str:
    """Too few: under 5 in the group, or 1 to 4 to compare with. Not computed: nobody to compare."""
    own, other = sides(row, hand)
    if row["group"] == "all":
        return "ok" if own[0] >= 5 else "too_few"
    rest = other[0] - own[0] if row["compared_with"] == "all" else other[0]
    if own[0] < 5 or 0 < rest < 5:
        return "too_few"
    return "ok" if rest else "not_computed"


def test_groups_under_five_get_n_and_count_only(audited: Any) -> None:
    few = [row for row in audited[0] if row["n"] < 5]
    assert few
    for row in few:
        assert row["status"] == "too_few"
        assert all(row[name] is None for name in NUMBERS if name not in COUNTED)


def test_no_rate_of_under_five_others_is_shown_or_can_be_worked_out(audited: Any) -> None:
    rows, hand = audited
    for row in rows:
        if row["group"] != "all" and status_of(row, hand) != "ok":
            starts = ("comparison_rate", "diff", "ratio", "sta")
            beside = [n for n in NUMBERS if n.startswith(starts)]
            assert [row[name] for name in beside] == [None] * len(beside)


def test_columns_of_later_work_are_empty(audited: Any) -> None:
    assert all(row[name] is None for row in audited[0] for name in LATER)


def test_rates_are_fractions_with_wilsons_interval(audited: Any) -> None:
    rows, hand = audited
    for row in (r for r in rows if r["measure"] != SCORE and r["n"] >= 5):
        n, count = sums_of(hand, key_of(row), row["measure"])
        low, high = wilson(count, n)
        close(row, rate=count / n, rate_low=low, rate_high=high)
        assert 0 <= row["rate_low"] <= row["rate"] <= row["rate_high"] <= 1


def test_shares_against_others_and_the_reference(audited: Any) -> None:
    rows, hand = audited
    checked = set()
    for row in rows:
        if row["measure"] == SCORE or row["status"] != "ok" or row["compared_with"] == "all":
            continue
        (n, x), (other_n, y) = sides(row, hand)
        low, high = newcombe(x, n, y, other_n)
        ratio_low, ratio_high = miettinen_nurminen(x, n, y, other_n)
        close(
            row, comparison_rate=y / other_n, difference=x / n - y / other_n, difference_low=low,
            difference_high=high, ratio=divided(x / n, y / other_n), ratio_low=ratio_low,
            ratio_high=ratio_high, students_to_parity=parity(row["measure"], n, x, other_n, y),
            standardized_difference=None, standardized_low=None, standardized_high=None,
        )  # fmt: skip
        checked.add(row["compared_with"])
    assert checked == {"others", "reference"}


def test_shares_against_everyone_are_those_against_others_times_the_others_share(
    audited: Any,
) -> None:
    rows, hand = audited
    others = {(r["measure"], *key_of(r)): r for r in rows if r["compared_with"] == "others"}
    for row in rows:
        if row["group"] == "all" or row["compared_with"] != "all" or row["status"] != "ok":
            continue
        beside = others[row["measure"], *key_of(row)]
        own, everyone = sides(row, hand)
        rest = 1 - own[0] / everyone[0]
        names = ["difference", "difference_low", "difference_high"]
        if row["measure"] == SCORE:
            names += ["standardized_difference", "standardized_low", "standardized_high"]
        else:
            n, x, all_n, all_x = *own, *everyone
            close(row, comparison_rate=all_x / all_n, difference=x / n - all_x / all_n)
            close(row, students_to_parity=parity(row["measure"], n, x, all_n, all_x))
        close(row, **{name: scaled(rest, beside[name]) for name in names})
        assert row["ratio"] is row["ratio_low"] is row["ratio_high"] is None


def test_scores_are_means_in_points_with_standard_deviations_beside(audited: Any) -> None:
    rows, hand = audited
    for row in (r for r in rows if r["measure"] == SCORE and r["status"] == "ok"):
        own, other = sides(row, hand)
        low, high = mean_interval(*own)
        close(row, rate=own[1] / own[0] / 1000, rate_low=low / 1000, rate_high=high / 1000)
        if row["compared_with"] == "all":
            continue
        low, high = difference_interval(*own, *other)
        g, g_low, g_high = hedges_g(*own, *other)
        close(
            row, comparison_rate=other[1] / other[0] / 1000,
            difference=(own[1] / own[0] - other[1] / other[0]) / 1000,
            difference_low=low / 1000, difference_high=high / 1000, standardized_difference=g,
            standardized_low=g_low, standardized_high=g_high, ratio=None, ratio_low=None,
            ratio_high=None, students_to_parity=None,
        )  # fmt: skip


def test_every_number_has_ten_significant_digits() -> None:
    for column in (c for c in table_of(1).columns if pa.types.is_floating(c.type)):
        for value in column.drop_null().to_pylist():
            assert math.isinf(value) or value == float(f"{value:.10g}")


@pytest.mark.parametrize(
    "value", [1 / 3, 2 / 3e7, 123456.789012345, -9.9999999999e-5, 0.0, 1.5e-12, 3e-312, math.inf]
)
def test_rounding_is_that_of_ten_digits_written_out(value: float) -> None:
    assert rounded(np.array([value]))[0] == float(f"{value:.10g}")


def test_a_measure_without_data_has_a_line_for_every_year() -> None:
    counted = count_district(packed(children(1, 30)), DIMENSIONS, may_cross)
    table = no_data_rows(counted, [SHARE, SCORE])
    assert table.column_names == CONTRACT
    names = ("measure", "school_year", "group", "n", "status")
    told = {tuple(row[name] for name in names) for row in table.to_pylist()}
    assert told == {
        (name, year, "all", 0, "no_data")
        for name in (SHARE, SCORE)
        for year in ("2024-25", "2025-26")
    }


def test_no_cells_give_no_rows_and_the_columns_of_the_contract() -> None:
    counted = count_district(packed([]), DIMENSIONS, may_cross)
    table = disparities_table(counted, STATISTICS, MINE, REFERENCES)
    assert (len(table), table.column_names) == (0, CONTRACT)


def parity(measure: str, n: int, x: int, other_n: int, y: int) -> int:
    """Try 0, 1, 2 … children until the group is no worse off."""
    better: Callable[[int], bool] = (
        (lambda k: (x + k) * other_n >= y * n)
        if measure == HIGHER
        else (lambda k: (x - k) * other_n <= y * n)
    )
    return next(k for k in range(n + 1) if better(k))


def divided(a: float, b: float) -> float | None:
    if b:
        return a / b
    return math.inf if a else None


def scaled(rest: float, value: float | None) -> float | None:
    return None if value is None else rest * value


def close(row: Row, **wanted: Any) -> None:
    for name, value in wanted.items():
        unknown = value is None or math.isnan(value)
        near = None if unknown else pytest.approx(float(value), rel=1e-9, abs=1e-12)
        assert row[name] == near, (name, row)
