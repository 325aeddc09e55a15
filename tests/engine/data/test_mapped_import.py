"""A mapped export is imported as our own folder is: every row kept, or refused with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forwhom.audit import import_records
from forwhom.audit.look import look_at
from forwhom.audit.look_words import as_lines
from forwhom.errors import MappingError
from tests.engine.data.small_district import listed, stored

SECRET = "SECRET123"
EXPORT = f"""ID,DOB,G,School,Year,Absent
007,5/1/2014,Girl,Oak,2026,12
008,{SECRET},Girl,Oak,2026,12
009,5/1/2014,{SECRET},Oak,2026,12
010,5/1/2014,Boy,Oak,2026,{SECRET}
,5/1/2014,Boy,Oak,2026,1
011,5/1/2014,Boy,Oak,2026,1,{SECRET}
,,,,,
012,5/1/2014,Boy,Oak,{SECRET},1
013,5/1/2014,Boy,Oak,2026,400
"""
MAPPING = """
[[file]]
path = "export.csv"

[[file.table]]
into = "students"
columns.student_id = "ID"
columns.birth_date = { from = "DOB", format = "MM/DD/YYYY" }
columns.sex = { from = "G", recode = { "Girl" = "F", "Boy" = "M" } }

[[file.table]]
into = "attendance_years"
columns.student_id = "ID"
columns.school_year = "Year"
columns.days_absent = "Absent"
"""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    (tmp_path / "mapping.toml").write_text(MAPPING)
    (tmp_path / "export.csv").write_text(EXPORT)
    return tmp_path / "export.csv"


def test_every_refusal_has_its_place_and_no_value(export: Path, tmp_path: Path) -> None:
    seen = look_at(export, refused_to=tmp_path / "refused")
    told = {name: listed(tmp_path / "refused" / f"{name}.csv") for name in accounts(seen)}
    places = {name: [int(row["row"]) for row in rows] for name, rows in told.items()}
    assert places == {"students": [3, 4, 6, 7], "attendance_years": [5, 6, 9, 10]}
    for account in seen.accounts:
        assert account.rows_in == account.kept + len(told[account.table])
    rows = [row for table in told.values() for row in table]
    assert all(row["file"] == "export.csv" and row["reason"] and row["remedy"] for row in rows)
    assert "columns.sex" in told["students"][1]["remedy"]
    shown = "\n".join(as_lines(seen)) + json.dumps(seen.as_dict()) + str(rows)
    assert SECRET not in shown


def accounts(seen: object) -> list[str]:
    return [account.table for account in seen.accounts]  # type: ignore[attr-defined]


def test_what_is_kept(export: Path, tmp_path: Path) -> None:
    import_records(export, tmp_path / "district", accept_refused=True)
    ids = [row["student_id"] for row in stored(tmp_path / "district", "students")]
    assert ids == ["007", "010", "012", "013"]
    years = stored(tmp_path / "district", "attendance_years")
    assert [(row["student_id"], row["school_year"], row["days_absent"]) for row in years] == [
        ("007", "2025-26", 12),
        ("008", "2025-26", 12),
        ("009", "2025-26", 12),
    ]


def test_a_column_that_is_not_there_is_told_once(export: Path) -> None:
    export.write_text(EXPORT.replace("DOB", "Born"))
    seen = look_at(export)
    assert len({str(error) for error in seen.unreadable.values()}) == 1
    assert seen.exit_code == 4
    assert "\n".join(as_lines(seen)).count("`DOB`") == 1
    with pytest.raises(MappingError):
        import_records(export, export.parent / "district")


def test_rows_of_a_split_file_stay_in_its_order(tmp_path: Path) -> None:
    """So that the same export gives the same bytes, and of equal keys the first is kept."""
    (tmp_path / "mapping.toml").write_text(MAPPING)
    ids = [f"{number * 7919 % 20011:05}" for number in range(1, 20_000)]
    lines = [f"{student},5/1/2014,Girl,Oak,2026,12" for student in ids]
    (tmp_path / "export.csv").write_text("\n".join([EXPORT.splitlines()[0], *lines]) + "\n")
    import_records(tmp_path / "export.csv", tmp_path / "district")
    for table in ("students", "attendance_years"):
        assert [row["student_id"] for row in stored(tmp_path / "district", table)] == ids
