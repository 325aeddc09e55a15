"""Files that agencies publish, each read from its own columns into published_counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from forwhom.audit import audit_records
from forwhom.data.sources.kind import source_kinds
from forwhom.data.sources.published_file import PublishedRow
from forwhom.errors import ForwhomError
from forwhom.results import open_audit

SUSPENDED = """\
Academic Year|Aggregate Level|County Code|District Code|School Code|County Name|District Name|\
School Name|Charter School|Reporting Category|Cumulative Enrollment|Total Suspensions|\
Unduplicated Count of Students Suspended (Total)|\
Unduplicated Count of Students Suspended (Defiance-Only)|Suspension Rate (Total)
2022-23|T|00|||State|||All|TA|6000000|300000|200000|9000|3.3
2022-23|D|10|62166|0000000|Fresno|Fresno Unified|Office|All|TA|70000|7000|4900|10|7.0
2022-23|D|10|62166|0000000|Fresno|Fresno Unified|Office|No|TA|69000|6900|4800|10|7.0
2022-23|D|10|62166|0000000|Fresno|Fresno Unified|Office|All|RB|5000|1200|800|2|16.0
2022-23|D|10|62166|0000000|Fresno|Fresno Unified|Office|All|RW|7000|600|420|*|6.0
2022-23|S|10|62166|1030642|Fresno|Fresno Unified|School of Peace|Yes|RB|*|*|*|*|*
2022-23|C|10|||Fresno|||All|TA|200000|20000|12000|10|6.0
2022-23|D|10|62166|0000000|Fresno|Fresno Unified|Office|All|ZZ|1|1|1|1|1.0
""".replace("|", "\t")
ABSENT = """\
AcademicYear,AggregateLevel,CountyCode,DistrictCode,SchoolCode,DistrictName,SchoolName,CharterSchool,\
DASS,ReportingCategory,ChronicAbsenteeismEligibleCumulativeEnrollment,ChronicAbsenteeismCount,\
ChronicAbsenteeismRate
2021-22,D,01,61259,,Oakland Unified,,All,All,SH,1100,720,65.5
2021-22,D,01,61259,,Oakland Unified,,All,Yes,SH,100,90,90.0
"""
EDFACTS = """\
STNAM,FIPST,LEAID,LEANM,ALL_MTH00NUMVALID_1819,ALL_MTH00PCTPROF_1819,MBL_MTH04NUMVALID_1819,\
MBL_MTH04PCTPROF_1819,CWD_RLA00NUMVALID_1819,CWD_RLA00PCTPROF_1819
CALIFORNIA,6,0614550,Fresno Unified,40000,29,120,20-24,12,LT50
CALIFORNIA,6,0628050,Oakland Unified,20000,27,.,PS,400,LE5
"""
COHORT = """\
STNAM,LEAID,LEANM,ALL_COHORT_1819,ALL_RATE_1819,MHI_COHORT_1819,MHI_RATE_1819
CALIFORNIA,0614550,Fresno Unified,4500,86,31,GE80
"""


def rows(path: Path, text: str) -> list[PublishedRow]:
    path.write_bytes(text.encode("utf-8"))
    kinds = {name: kind for name, kind in source_kinds().items() if kind.looks_like(path)}
    assert len(kinds) == 1
    source = next(iter(kinds.values())).open(path, None)
    return list(source.read(path, source.notes))


def told(found: list[PublishedRow], *names: str) -> list[tuple[str, ...]]:
    return [tuple(getattr(row, name) for name in names) for row in found]


def test_californias_suspensions(tmp_path: Path) -> None:
    found = [r for r in rows(tmp_path / "suspension23.txt", SUSPENDED) if r.measure == "suspended"]
    assert told(found, "place_type", "place_id", "group", "numerator", "denominator") == [
        ("state", "00000000000000", "all", "200000", "6000000"),
        ("district", "10621660000000", "all", "4900", "70000"),
        ("district", "10621660000000", "African American", "800", "5000"),
        ("district", "10621660000000", "White", "420", "7000"),
        ("school", "10621661030642", "African American", "*", "*"),
    ]
    assert {row.school_year for row in found} == {"2022-23"}


def test_the_district_of_a_file_is_audited(tmp_path: Path) -> None:
    (tmp_path / "forwhom.toml").write_text('name = "Fresno Unified"\n')
    path = tmp_path / "suspension23.txt"
    path.write_text(SUSPENDED)
    audit = open_audit(audit_records(path, tmp_path / "out"))
    group = "race_ethnicity_california=African American"
    found = audit.rows("suspended", "2022-23", "district", "10621660000000")
    of = {(row["group"], row["compared_with"]): row for row in found}
    assert of[group, "others"]["rate"] == pytest.approx(0.16)
    assert any("county" in note for note in audit.about["notes"])


def test_chronic_absence_bears_the_name_of_its_definition(tmp_path: Path) -> None:
    (found,) = rows(tmp_path / "chronic22.csv", ABSENT)  # the part of a district is left out
    assert found[:9] == (
        *("2021-22", "district", "01612590000000", "Oakland Unified"),
        *("chronic_absence_dataquest", "homeless", "Yes", "720", "1100"),
    )


def test_edfacts_ranges_and_bounds(tmp_path: Path) -> None:
    found = rows(tmp_path / "math-achievement-lea-sy2018-19.csv", EDFACTS)
    names = ("place_id", "measure", "group", "grade", "denominator", "rate")
    assert told(found, *names) == [
        ("0614550", "proficient_mathematics", "all", "", "40000", "29%"),
        ("0614550", "proficient_mathematics", "Black or African American", "4", "120", "20-24%"),
        ("0614550", "proficient_reading", "Yes", "", "12", "LT50"),
        ("0628050", "proficient_mathematics", "all", "", "20000", "27%"),
        ("0628050", "proficient_mathematics", "Black or African American", "4", ".", "PS"),
        ("0628050", "proficient_reading", "Yes", "", "400", "LE5"),
    ]
    found = rows(tmp_path / "acgr-lea-sy2018-19.csv", COHORT)
    assert told(found, "measure", "group", "denominator", "rate") == [
        ("graduated_on_time", "all", "4500", "86%"),
        ("graduated_on_time", "Hispanic or Latino", "31", "GE80"),
    ]


def test_edfacts_long_files(tmp_path: Path) -> None:
    text = "STNAM,LEAID,LEANM,SUBJECT,GRADE,CATEGORY,NUMVALID,PCTPROF\n"
    text += "OHIO,3900001,Manchester,MTH,03,ECD,40,85-89\n"
    text += "OHIO,3900001,Manchester,XXX,03,ECD,40,85-89\n"
    (found,) = rows(tmp_path / "math-lea-sy2020-21-long.csv", text)
    assert found[:1] == ("2020-21",)
    assert told([found], "grade", "group", "rate") == [("3", "Yes", "85-89%")]


def test_a_bound_stays_a_bound(tmp_path: Path) -> None:
    path = tmp_path / "acgr-lea-sy2018-19.csv"
    path.write_text(COHORT)
    audit = open_audit(audit_records(path, tmp_path / "out"))
    found = audit.rows("graduated_on_time", "2018-19", "district", "0614550")
    group = next(row for row in found if row["group"] == "race_ethnicity=Hispanic or Latino")
    assert group["status"] == "bound_only"
    assert (group["rate"], group["rate_low"]) == (None, pytest.approx(0.8, abs=0.02))


def test_connecticuts_marks(tmp_path: Path) -> None:
    text = '"Suspension Rates, 2018-19"\n"All Districts"\n\n"",,,"Suspended",\n'
    text += '"District","District Code","Race/Ethnicity","Count","%"\n'
    text += '"Oak","=""0010011""","White",12,3.5\n"Oak","=""0010011""","Asian",0,"*"\n'
    text += '"Oak","=""0010011""","Black or African American","N/A","N/A"\n'
    found = rows(tmp_path / "suspension-rates__2018-19_race.csv", text)
    assert told(found, "place_id", "group", "numerator", "rate") == [
        ("0010011", "White", "12", "3.5%"),
        ("0010011", "Asian", "*", "*"),
        ("0010011", "Black or African American", "", ""),
    ]
    with pytest.raises(ForwhomError, match="EdSight"):
        rows(tmp_path / "rates.csv", text)


def test_windows_letters_and_odd_lines_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "acgr-lea-sy2018-19.csv"
    path.write_bytes(COHORT.replace("Fresno", "Cañada").encode("cp1252") + b"half,a,line\n")
    kind = source_kinds()["edfacts"]
    assert kind.looks_like(path)
    source = kind.open(path, None)
    assert {row.place_name for row in source.read(path, source.notes)} == {"Cañada Unified"}


def test_other_files_are_not_taken_for_these(tmp_path: Path) -> None:
    for name, data in (("a.csv", b""), ("b.csv", b"x,y\n1,2\n"), ("c.csv.gz", b"no gzip"),
                       ("d.xlsx", b"PK no workbook"), ("e.csv", b"\x00\x01\x02" * 50)):  # fmt: skip
        path = tmp_path / name
        path.write_bytes(data)
        published = ("california_files", "connecticut", "edfacts", "calpads_upc")
        assert not any(source_kinds()[kind].looks_like(path) for kind in published), name
