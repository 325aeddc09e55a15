"""Oakland's district file beside its schools added up: the children who count twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from forwhom.audit.official_counts import published_counts
from forwhom.official.reconcile import reconcile, summed
from tests.engine.published.rows import write
from tests.real.test_oakland_published import DISTRICT, district_rows, schools  # noqa: F401

YEAR = "2018-19"


def test_schools_added_up_count_a_child_twice(
    real: Callable[[str], Path],
    schools: list[dict[str, str]],  # noqa: F811
    tmp_path: Path,
) -> None:
    book = real("oakland-suspensions") / "Oakland_Suspensions_District_Race.xlsx"
    official, _ = published_counts(
        write(tmp_path / "district", list(district_rows(book, "18-19", tmp_path)))
    )
    plain = [{**row, "place_name": str(row["place_name"]).replace(",", "")} for row in schools]
    ours, _ = published_counts(write(tmp_path / "schools", plain))
    added = summed(ours, place_id=DISTRICT, place_name="Oakland Unified")
    rows = reconcile(official, [each for each in added if each.school_year == YEAR])
    of = {row.group: row for row in rows}
    black = of["African American"]
    assert black.official
    assert black.ours
    assert (black.official.numerator, black.ours.numerator) == (1138, 1159)
    assert black.reason == "duplicate_enrollment"
    assert black.more_in_ours == 21
    assert len(rows) >= len(official)  # none is hidden


def test_every_printed_rate_is_that_of_its_counts(
    schools: list[dict[str, str]],  # noqa: F811
    tmp_path: Path,
) -> None:
    """Rates alone on the agency's side, counts alone on ours: they differ by rounding only."""
    shown = [r for r in schools if r["rate"] and "*" not in (r["numerator"], r["denominator"])]
    plain = [{**row, "place_name": str(row["place_name"]).replace(",", "")} for row in shown]
    # The state rounds to tenths; whoever collected the files wrote one more digit, always 0.
    rates = [
        {**row, "numerator": "", "rate": row["rate"].removesuffix("0%") + "%"} for row in plain
    ]
    assert all(row["rate"].endswith("0%") for row in plain)
    counts = [{**row, "rate": ""} for row in plain]
    official, _ = published_counts(write(tmp_path / "rates", rates))
    ours, _ = published_counts(write(tmp_path / "counts", counts))
    found = reconcile(official, ours)
    assert len(found) == len(shown) == 2190
    assert {row.reason for row in found} == {"rounding"}
