"""Oakland's published suspensions under attack: three cells come out whole, a fourth in part."""

import csv
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from forwhom.audit.attacked import Asked, attack_published
from forwhom.data.sources.excel import sheet_to_csv
from forwhom.release.attack import Attacked
from forwhom.release.attack.world import CHILDREN, COUNT
from tests.engine.published.rows import Row, row, write

RACE = "race_ethnicity_california"
SHEETS = ("14-15", "15-16", "16-17", "17-18", "18-19")
Real = Callable[[str], Path]


def lines(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def totals(home: Path, scratch: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Children, and children suspended, of each school and year, from the author's other file."""
    found = {}
    for sheet in SHEETS:
        book = home / "Oakland_Suspensions_School_Duplicated.xlsx"
        sheet_to_csv(book, scratch / "sheet.csv", sheet)
        with (scratch / "sheet.csv").open(encoding="utf-8") as file:
            for line in csv.DictReader(file):
                if line["Name"]:
                    n, count = (
                        line["Cumulative Enrollment"],
                        line["Unduplicated Count of Suspensions"],
                    )
                    found[line["Name"], f"20{sheet}"] = (
                        str(round(float(n))),
                        str(round(float(count))),
                    )
    return found


def published(real: Real, scratch: Path, *, suspended: bool) -> Path:
    """Every school's groups, with its children, and where asked for those suspended."""
    home = real("oakland-suspensions")
    children = {
        (line["filename"], line["school_year"]): line["total_enrollment"].replace(",", "")
        for line in lines(home / "suspensions_type.csv.gz")
    }
    everyone = totals(home, scratch) if suspended else {}
    rows: list[Row] = []
    for line in lines(home / "suspensions.csv.gz"):
        name = line["name"].replace(",", "")
        place = {"place_type": "school", "place_id": line["filename"], "place_name": name}
        place["school_year"] = line["school_year"]
        counted, among = line["UnduplicatedCountofStudentsSuspended"], line["CumulativeEnrollment"]
        rows.append(row(RACE, line["Ethnicity"], counted, among, line["SuspensionRate"], **place))
        n = children.pop((line["filename"], line["school_year"]), None)
        if n is not None:
            told = everyone.get((line["name"], line["school_year"]))
            rows.append(row("all", "all", told[1] if told and told[0] == n else None, n, **place))
    return write(scratch / "source", rows)


def places(found: Attacked, what: str) -> set[tuple[str, str]]:
    of = [one.cell for one in found.recovered if one.cell.what == what]
    return {(cell.spot.place.place_id.split("--")[0], cell.spot.school_year) for cell in of}


def test_four_numbers_of_children_come_out_and_one_school_contradicts_itself(
    real: Real, tmp_path: Path
) -> None:
    found, _ = attack_published(published(real, tmp_path, suspended=False), Asked())
    assert (found.hidden[COUNT], found.hidden[CHILDREN]) == (2574, 2563)
    assert places(found, CHILDREN) == {
        ("Aspire+Monarch+Acade", "2015-16"),
        ("Crocker+Highlands+El", "2015-16"),
        ("North+Oakland+Commun", "2017-18"),
        ("Community+Day+High", "2018-19"),
    }
    assert places(found, COUNT) == set()
    assert len(found.contradict) == 1
    assert found.seconds < 60


@pytest.mark.long
def test_with_the_schools_totals_three_of_them_give_their_count_as_well(
    real: Real, tmp_path: Path
) -> None:
    """In the fourth, a second group's count is hidden too. Most others are `0 of n`."""
    found, _ = attack_published(published(real, tmp_path, suspended=True), Asked())
    both = places(found, CHILDREN) & places(found, COUNT)
    assert both == {
        ("Aspire+Monarch+Acade", "2015-16"),
        ("Crocker+Highlands+El", "2015-16"),
        ("North+Oakland+Commun", "2017-18"),
    }
    counts = [one for one in found.recovered if one.cell.what == COUNT]
    assert len(counts) == 1410
