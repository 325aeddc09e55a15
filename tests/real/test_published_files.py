"""Public files as they were downloaded: Connecticut raw and tidy, California's counts of need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forwhom.audit import audit_records
from forwhom.data.sources.kind import source_kinds
from forwhom.data.sources.published_file import PublishedRow
from forwhom.results import open_audit

Real = Callable[[str], Path]
SETS = {
    "ct-suspension-by-race": ("suspension_rate_race_2021.csv", 17_220),
    "ct-chronic-absence-by-race": ("chronic_absenteeism_by_race_ethnicity_2012-2020.csv", 12_915),
}
RENAMED = {  # the tidy files give a district one name through all years
    "Achievement First Hartford Academy Inc. District":
        "Achievement First Hartford Academy District",
    "Booker T. Washington Academy District": "Booker T Washington Academy District",
    "Bridgeport Achievement First District": "Achievement First Bridgeport Academy District",
    "Capital Preparatory Harbor School District": "Capital Preparatory Harbor School Inc. District",
    "Charter School for Young Children on Asylum Hill District":
        "Charter School for Young Children on Asylum Hill",
    "Connecticut Technical Education and Career System": "Connecticut Technical High School System",
    "Eastern Connecticut Regional Educational Service Center (EASTCONN)":
        "Eastern Connecticut Regional Educational Services",
    "EdAdvance": "Western Connecticut Regional Educational Services",
    "Education Connection": "Western Connecticut Regional Educational Services",
    "Great Oaks Charter School District": "Great Oaks Charter School Bridgeport",
    "Interdistrict School for Arts and Comm District":
        "Interdistrict School for Arts and Communication District",
    "Learn": "LEARN",
    "New Beginnings Inc Family Academy District": "New Beginnings Inc. Family Academy District",
    "New Beginnings Inc., Family Academy District": "New Beginnings Inc. Family Academy District",
    "The Woodstock Academy District": "Woodstock Academy District",
}  # fmt: skip
NO_RAW = {("2017-18", "state")}
FRESNO = "10621660000000"
ENROLLED = {  # in the file's year: the row of Fresno Unified, and its schools
    "1920": (70_852, 107),
    "2223": (69_310, 111),
    "2324": (68_213, 111),
}


def rows(path: Path) -> Iterator[PublishedRow]:
    kinds = [name for name, kind in source_kinds().items() if kind.looks_like(path)]
    assert len(kinds) == 1, path.name
    source = source_kinds()[kinds[0]].open(path, None)
    return source.read(path, source.notes)


@pytest.mark.parametrize("folder", SETS)
def test_connecticut_raw_is_tidy_row_for_row(real: Real, folder: str) -> None:
    tidy_file, size = SETS[folder]
    with (real(folder) / tidy_file).open(encoding="utf-8") as file:
        assert sum(1 for _ in file) - 1 == size
    tidy = list(rows(real(folder) / tidy_file))
    raw = [row for path in sorted(real(folder).glob("*__*.csv")) for row in rows(path)]
    one, other = by_key(raw), by_key(tidy)
    # The raw exports lack the state's own chronic absence in one year.
    other = {key: value for key, value in other.items() if key[:2] not in NO_RAW or key in one}
    differ = {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}
    assert not differ, (len(differ), len(one), len(other), sorted(differ)[:5])
    assert len(one) > 11_000


def by_key(found: list[PublishedRow]) -> dict[tuple[str, ...], str | float]:
    """What is told of each group; a row that stands in two files says the same in both."""
    told: dict[tuple[str, ...], str | float] = {}
    for row in found:
        if row.rate:
            name = RENAMED.get(row.place_name, row.place_name)
            value = row.rate if row.rate == "*" else float(row.rate.rstrip("%"))
            key = row.school_year, row.place_type, name, row.measure, row.group
            assert told.setdefault(key, value) == value
    return told


@pytest.mark.parametrize("year", ENROLLED)
def test_fresnos_enrollment_in_each_year(real: Real, year: str) -> None:
    path = real("ca-calpads-upc") / f"cupc{year}-k12.xlsx"
    fresno = [row for row in rows(path) if row.place_id.startswith(FRESNO[:7])]
    places = Counter((row.place_type, row.place_id) for row in fresno)
    own = [row for row in fresno if row.place_type == "district"]
    assert {row.denominator for row in own} == {str(ENROLLED[year][0])}
    assert sum(kind == "school" for kind, _ in places) == ENROLLED[year][1]
    assert {row.school_year for row in own} == {f"20{year[:2]}-{year[2:]}"}
    need = next(row for row in own if row.measure == "unduplicated_need")
    told = {"1920": "63135", "2223": "61242", "2324": "60712"}
    assert need.numerator == told[year]


def test_a_state_file_is_audited_as_it_is(real: Real, tmp_path: Path) -> None:
    path = real("ct-suspension-by-race") / "suspension-rates__2018-19_race_ct.csv"
    audit = open_audit(audit_records(path, tmp_path / "out"))
    assert audit.place == ("state", "CT")
    measure = "suspended_or_expelled"
    found = {r["group"]: r for r in audit.rows(measure, "2018-19", "state", "CT")}
    assert found["race_ethnicity=Black or African American"]["count"] is not None
