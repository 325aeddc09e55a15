"""The search in an audit by the command: left out, deeper, and where there is hardly anything."""

from __future__ import annotations

from pathlib import Path

import pytest

import forwhom
from forwhom.audit.summary import as_dict, audit_lines
from forwhom.results import AuditFolder
from tests.engine.data.small_district import YEAR, text_of, write

CHILDREN = 64


def district(
    folder: Path,
    *,
    absent: tuple[int, ...] = (5, 50, 5),
    sexes: str = "FM",
    schools: int = 2,
    children: int = CHILDREN,
    homes: bool = False,
) -> Path:
    """Children of one grade, in turn of each sex; their days absent go round."""
    students, stays, days = [], [], []
    for n in range(children):
        key = {"student_id": f"s{n}"}
        home = {"household_id": f"h{n // 2}"} if homes else {}
        sex = sexes[n % len(sexes)]
        students.append({**key, "birth_date": "2014-05-01", "sex": sex, "race": "white"} | home)
        place = {**key, "school_id": f"0{1 + n // 2 % schools}", "school_year": YEAR}
        stays.append({**place, "grade": "5", "entry_date": "2025-08-14", "exit_date": ""})
        days.append({**place, "days_enrolled": "180", "days_absent": str(absent[n % len(absent)])})
    texts = {"students": students, "enrollments": stays, "attendance_years": days}
    return write(folder / "export", **{name: text_of(rows) for name, rows in texts.items()})


def audited(folder: Path, export: Path, **options: object) -> AuditFolder:
    return forwhom.run_audit(export, folder / "out", **options)


def searched(audit: AuditFolder) -> dict[str, object]:
    return audit.about["search"]


@pytest.mark.long
def test_quick_leaves_the_search_out_and_says_so(tmp_path: Path) -> None:
    audit = audited(tmp_path, district(tmp_path, absent=(5, 50)), quick=True)
    assert searched(audit) == {"made": False, "quick": True}
    assert any("not yet corrected" in line for line in audit_lines(audit, 1.0))
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "This was a quick look: no search was made." in page
    assert "How these were found" not in page
    assert {f.p_adjusted for f in audit.findings} == {None}
    assert {f.strength for f in audit.findings} == {"worth_a_look"}
    assert as_dict(audit)


def test_what_is_found_is_told_with_how_it_was_found(tmp_path: Path) -> None:
    audit = audited(tmp_path, district(tmp_path, absent=(5, 50)), depth=4, at_least=30)
    told = searched(audit)
    assert (told["made"], told["depth"], told["least"]) == (True, 4, 30)
    assert told["family"] == 4  # two sexes, two questions, one measure of the headline
    first = audit.findings[0]
    assert (first.group, first.strength) == ("sex=Male", "found")
    assert any("1 found" in line for line in audit_lines(audit, 1.0))
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "How these were found" in page
    assert "The records do not say who lives together." in page


@pytest.mark.long
@pytest.mark.parametrize(
    ("what", "options"),
    [
        ("one school, all in one stratum", {"schools": 1}),
        ("one child", {"children": 1}),
        ("all alike", {"sexes": "F", "absent": (5,)}),
        ("nobody absent", {"absent": (5,)}),
        ("everybody absent", {"absent": (50,)}),
        ("homes named", {"homes": True}),
    ],
)
def test_an_audit_comes_out(what: str, options: dict[str, object], tmp_path: Path) -> None:
    audit = audited(tmp_path, district(tmp_path, **options))
    assert searched(audit)["made"] is True
    assert searched(audit)["homes_named"] is bool(options.get("homes"))
    assert audit.findings == []
    if options.keys() & {"children", "absent"}:
        assert (searched(audit)["family"], searched(audit)["bar"]) == (0, None)


@pytest.mark.long
def test_without_a_measure_of_the_headline_an_audit_comes_out(tmp_path: Path) -> None:
    export = district(tmp_path)
    (export / "attendance_years.csv").unlink()
    audit = audited(tmp_path, export)
    assert (searched(audit)["family"], searched(audit)["draws"]) == (0, 0)
    assert audit.findings == []
