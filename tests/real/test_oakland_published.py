"""Oakland's published suspensions: the district's ratios, and what subtraction recovers."""

import csv
import gzip
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forwhom.audit import audit_records
from forwhom.data.sources.excel import sheet_to_csv
from forwhom.disparities.published import published_disparities
from forwhom.disparities.published_bounds import Place
from forwhom.disparities.published_numbers import Spot, adding_up, numbers_of
from forwhom.results import AuditFolder, open_audit
from tests.engine.published.rows import Row, row, write

DISTRICT, RACE = "0161259", "race_ethnicity_california"
SHEETS = ("14-15", "15-16", "16-17", "17-18", "18-19")
RATIOS = (7.83, 13.07, 6.19, 6.29, 5.56)  # Black to White students, from the counts by hand
Real = Callable[[str], Path]


@pytest.fixture(scope="module")
def audited(real: Real, tmp_path_factory: pytest.TempPathFactory) -> AuditFolder:
    home = tmp_path_factory.mktemp("oakland")
    book = real("oakland-suspensions") / "Oakland_Suspensions_District_Race.xlsx"
    rows = [each for sheet in SHEETS for each in district_rows(book, sheet, home)]
    return open_audit(audit_records(write(home / "source", rows), home / "out"))


def district_rows(book: Path, sheet: str, home: Path) -> Iterator[Row]:
    sheet_to_csv(book, home / "sheet.csv", sheet)
    place = {"place_id": DISTRICT, "place_name": "Oakland Unified"}
    with (home / "sheet.csv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            counted = line.get("Unduplicated Count") or line.get("Kids Suspended")
            if (group := line["Ethnicity"]) and counted:
                among = line["Cumulative Enrollment"]
                year = {"school_year": f"20{sheet}"}
                yield row(RACE, group, whole(counted), whole(among), **year, **place)


def whole(text: str) -> str:
    return str(round(float(text)))


def test_the_ratios_of_the_district(audited: AuditFolder) -> None:
    found = []
    for sheet in SHEETS:
        rows = audited.rows(
            "suspended", f"20{sheet}", "district", DISTRICT, compared_with="reference"
        )
        of = {r["group"]: r for r in rows}
        black = of[f"{RACE}=African American"]
        white = of.get(f"{RACE}=White")
        # The reference is the largest group; both stand against it.
        found.append(round(black["rate"] / white["rate"], 2) if white else round(black["ratio"], 2))
    assert found == list(RATIOS)


@pytest.fixture(scope="module")
def schools(real: Real) -> list[Row]:
    """Every school's groups, and its published enrolment where it is told."""
    home = real("oakland-suspensions")
    totals = {
        (line["filename"], line["school_year"]): line["total_enrollment"].replace(",", "")
        for line in lines(home / "suspensions_type.csv.gz")
    }
    rows: list[Row] = []
    for line in lines(home / "suspensions.csv.gz"):
        place = {"place_type": "school", "place_id": line["filename"], "place_name": line["name"]}
        place["school_year"] = line["school_year"]
        counted, among = line["UnduplicatedCountofStudentsSuspended"], line["CumulativeEnrollment"]
        rows.append(row(RACE, line["Ethnicity"], counted, among, line["SuspensionRate"], **place))
        total = totals.pop((line["filename"], line["school_year"]), None)
        if total is not None:
            rows.append(row("all", "all", None, total, **place))
    return rows


def lines(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def test_hidden_children_are_recovered_by_subtraction(schools: list[Row]) -> None:
    numbers = numbers_of(schools)
    assert adding_up(numbers) == {("suspended", RACE): True}
    recovered: dict[tuple[str, str], float] = {}
    for spot, groups in numbers.items():
        place = Place(groups, frozenset({RACE}), {})
        hidden = [text for text, told in groups.items() if text != "all" and told.n is None]
        total = place.total()
        if len(hidden) == 1 and total is not None:
            rest = [text for text in groups if text not in ("all", hidden[0])]
            known = groups[hidden[0]].known.meet(total - place.sum_of(RACE, rest))
            assert known.all_of[0] == known.all_of[1]
            recovered[name_of(spot, schools)] = known.all_of[0]
    assert recovered == {
        ("Aspire Monarch Academy", "2015-16"): 5,
        ("Crocker Highlands Elementary", "2015-16"): 6,
        ("North Oakland Community Charter", "2017-18"): 4,
        ("Community Day High", "2018-19"): 1,
    }


def name_of(spot: Spot, schools: list[Row]) -> tuple[str, str]:
    name = next(r["place_name"] for r in schools if r["place_id"] == spot.place_id)
    return str(name), spot.school_year


@pytest.mark.long
def test_every_published_rate_is_within_and_hidden_ones_are_bounds(schools: list[Row]) -> None:
    table = published_disparities(numbers_of(schools), {RACE: "Hispanic or Latino"})
    by_status: dict[str, int] = defaultdict(int)
    for found in table.to_pylist():
        by_status[found["status"]] += 1
        if found["status"] == "bound_only":
            assert 0 <= found["rate_low"] <= found["rate_high"] <= 1
            if found["difference_low"] is not None:
                assert -1 <= found["difference_low"] <= found["difference_high"] <= 1
    assert by_status["bound_only"] > 2000
    assert by_status["ok"] > 1000
