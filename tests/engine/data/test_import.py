"""An import adds by key, stops where too much is refused, and changes all or nothing."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import forwhom.audit
from forwhom.audit import audit_records, import_records
from forwhom.data.district import District
from forwhom.data.engine import open_duckdb
from forwhom.data.lock import BusyError, locked
from forwhom.errors import AuditFolderError, DistrictError, RefusedError, SourceError
from tests.engine.data.small_district import RECORDS, listed, stored, text_of, write

DAYS = "student_id,school_id,school_year,days_enrolled,days_absent\n"
BAD = DAYS + "001,01,2025-26,180,1\n002,01,2025-26,400,SECRET123\n"


def state(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the lists of refused rows and the locks."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name != "refused" and path.suffix != ""
    }


def test_one_and_the_same_rows_twice_change_nothing(tmp_path: Path) -> None:
    export, district = write(tmp_path / "export"), tmp_path / "district"
    import_records(export, district)
    before = {name: stored(district, name) for name in RECORDS}
    import_records(export, district)
    assert {name: stored(district, name) for name in RECORDS} == before


def test_new_rows_join_and_known_ones_are_replaced(tmp_path: Path) -> None:
    district = tmp_path / "district"
    import_records(write(tmp_path / "export"), district)
    later = DAYS + "004,02,2025-26,180,50\n004,02,2026-27,90,1\n"
    later_only = write(tmp_path / "later", attendance_years=later, **without("attendance_years"))
    import_records(later_only, district)
    found = {
        (row["student_id"], row["school_year"]): row["days_absent"]
        for row in stored(district, "attendance_years")
    }
    assert found == {
        **{(f"00{n}", "2025-26"): n * 6 for n in range(1, 4)},
        ("004", "2025-26"): 50,
        ("004", "2026-27"): 1,
    }
    assert len(stored(district, "students")) == 4


def without(*kept: str) -> dict[str, str]:
    return {name: "" for name in RECORDS if name not in kept}


def test_replace_begins_anew(tmp_path: Path) -> None:
    district = tmp_path / "district"
    import_records(write(tmp_path / "export"), district)
    only_schools = write(tmp_path / "later", **without("schools"))
    import_records(only_schools, district, replace=True)
    names = {path.name for path in (district / "tables").glob("*.parquet")}
    assert names == {"schools.parquet"}


def test_a_table_without_a_key_is_replaced_year_by_year(tmp_path: Path) -> None:
    district, head = tmp_path / "district", "school_id,school_year,amount\n"
    first = head + "01,2024-25,5\n01,2025-26,7\n01,2025-26,7\n"
    import_records(write(tmp_path / "a", spending=first), district)
    import_records(write(tmp_path / "b", spending=head + "01,2025-26,9\n"), district)
    found = [(row["school_year"], row["amount"]) for row in stored(district, "spending")]
    assert sorted(found) == [("2024-25", 5), ("2025-26", 9)]


def test_students_imported_before_are_known(tmp_path: Path) -> None:
    district = tmp_path / "district"
    import_records(write(tmp_path / "export"), district)
    later = write(
        tmp_path / "later",
        attendance_years=DAYS + "001,01,2026-27,9,1\n009,01,2026-27,9,1\n",
        **without("attendance_years"),
    )
    [account] = import_records(later, district, accept_refused=True)
    assert (account.kept, account.refused) == (1, 1)
    assert account.reasons[0].reason == "is not in the table students"


def test_too_many_refused_rows_stop_the_import(tmp_path: Path) -> None:
    export, district = write(tmp_path / "export"), tmp_path / "district"
    import_records(export, district)
    before = state(district)
    with pytest.raises(RefusedError) as caught:
        import_records(write(tmp_path / "bad", attendance_years=BAD), district)
    assert "attendance_years: 1 of 2" in str(caught.value)
    assert "row 3: `days_enrolled` is over 366" in str(caught.value)
    assert "SECRET123" not in str(caught.value)
    assert state(district) == before
    assert len(listed(district / "refused" / "attendance_years.csv")) == 1
    accounts = import_records(tmp_path / "bad", district, accept_refused=True)
    assert sum(account.refused for account in accounts) == 1
    assert state(district) != before


def test_one_row_in_a_hundred_is_let_pass(tmp_path: Path) -> None:
    def schools(good: int) -> str:
        rows = "".join(f"{n},School {n}\n" for n in range(good))
        return f"school_id,name\n{rows},no number\n"

    others = without("schools")
    import_records(write(tmp_path / "a", schools=schools(99), **others), tmp_path / "district")
    with pytest.raises(RefusedError):
        import_records(write(tmp_path / "b", schools=schools(98), **others), tmp_path / "district")


def test_a_table_of_refused_rows_only(tmp_path: Path) -> None:
    export = write(tmp_path / "export", attendance_years=DAYS + "001,01,2025-26,400,1\n")
    import_records(export, tmp_path / "district", accept_refused=True)
    assert stored(tmp_path / "district", "attendance_years") == []


def test_what_became_of_the_rows_is_remembered(tmp_path: Path) -> None:
    export = write(tmp_path / "export", attendance_years=BAD, bogus="a\n1\n")
    told = import_records(export, tmp_path / "district", accept_refused=True)
    kept = District(tmp_path / "district").accounts()
    assert [(a.table, a.rows_in, a.kept, a.notes) for a in kept] == [
        (a.table, a.rows_in, a.kept, a.notes) for a in told
    ]
    assert kept[0].notes == ("`bogus.csv` was not read: it is no agreed table.",)


def test_any_path_will_do(tmp_path: Path) -> None:
    place = tmp_path / 'it\'s [x] "q" ñandú 100% a;b #1 (2) {y} $HOME'
    export = write(place / "export")
    for _ in range(2):
        import_records(export, place / "district")
    assert len(stored(place / "district", "students")) == 4
    with open_duckdb(place) as engine:
        assert District(place / "district").tables(engine).years == ["2025-26"]


def test_a_second_import_at_once_is_refused(tmp_path: Path) -> None:
    export, district = write(tmp_path / "export"), tmp_path / "district"
    import_records(export, district)
    before = state(district)
    with locked(district / ".import-lock"), pytest.raises(DistrictError, match="is running"):
        import_records(export, district)
    assert state(district) == before
    import_records(export, district)


HOLD = """
    import sys, time
    from pathlib import Path
    from forwhom.data.lock import locked
    with locked(Path(sys.argv[1])):
        print("held", flush=True)
        sys.stdin.read()
"""


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLD), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(BusyError), locked(path):
        pass
    holder.kill()
    holder.communicate()
    with locked(path):
        pass


def test_readers_share_and_keep_an_import_from_changing_things(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    shared = locked(path, shared=True), locked(path, shared=True)
    with shared[0], shared[1], pytest.raises(BusyError), locked(path):
        pass
    with locked(path):
        pass


@pytest.fixture
def no_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    """An audit that brings the records in and writes nothing but its name, as counting is slow."""

    def run(_: District, folder: Path, **__: object) -> None:
        (folder / "audit.json").write_text("{}")

    monkeypatch.setattr(forwhom.audit, "run", run)


@pytest.mark.usefixtures("no_counting")
def test_folders_are_not_confused(tmp_path: Path) -> None:
    export, district, out = write(tmp_path / "export"), tmp_path / "district", tmp_path / "out"
    import_records(export, district)
    audit_records(export, out)
    with pytest.raises(SourceError, match="a district's folder, not an export"):
        import_records(district, tmp_path / "other")
    with pytest.raises(SourceError, match="an audit's folder, not an export") as caught:
        audit_records(out, tmp_path / "again")
    assert f"forwhom audit {out / 'district'}" in caught.value.remedy
    for into in (export, tmp_path):
        with pytest.raises(DistrictError, match="holds other things"):
            import_records(export, into)
    with pytest.raises(AuditFolderError, match="mixed with the records"):
        audit_records(export, export)
    with pytest.raises(SourceError, match="needs a folder for its audit"):
        audit_records(export)
    with pytest.raises(SourceError, match="nothing at `exprot`") as near:
        audit_records(tmp_path / "exprot", out)
    assert near.value.remedy == "Did you mean `export`?"
    assert sorted(path.name for path in export.iterdir()) == sorted(f"{n}.csv" for n in RECORDS)


@pytest.mark.usefixtures("no_counting")
def test_an_export_inside_the_audits_folder(tmp_path: Path) -> None:
    export = write(tmp_path / "out" / "export")
    before = state(export)
    for _ in range(2):
        audit_records(export, tmp_path / "out")
    assert state(export) == before


def test_tables_of_a_district_are_an_export(tmp_path: Path) -> None:
    import_records(write(tmp_path / "export"), tmp_path / "district")
    import_records(tmp_path / "district" / "tables", tmp_path / "other")
    for name in RECORDS:
        assert stored(tmp_path / "other", name) == stored(tmp_path / "district", name)


def test_a_place_where_nothing_can_be_written(tmp_path: Path) -> None:
    export = write(tmp_path / "export")
    (tmp_path / "file").write_text("")
    with pytest.raises(DistrictError, match="cannot be used: not a directory"):
        import_records(export, tmp_path / "file" / "district")
    with pytest.raises(AuditFolderError, match="could not be written: not a directory"):
        audit_records(export, tmp_path / "file" / "out")


def test_a_read_only_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export, district = write(tmp_path / "export"), tmp_path / "district"
    import_records(export, district)
    before = state(district)

    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(DistrictError, match="permission denied"):
        import_records(export, district)
    monkeypatch.undo()
    assert state(district) == before


def test_settings_come_with_the_records_once(tmp_path: Path) -> None:
    export, district = write(tmp_path / "export"), tmp_path / "district"
    (export / "forwhom.toml").write_text('nmae = "Oak"\n')
    with pytest.raises(DistrictError, match="`nmae` is no setting"):
        import_records(export, district)
    (export / "forwhom.toml").write_text('name = "Oak"\n')
    import_records(export, district)
    assert District(district).settings.name == "Oak"
    (export / "forwhom.toml").write_text('name = "Elm"\n')
    import_records(export, district, replace=True)
    assert District(district).settings.name == "Oak"


@pytest.mark.usefixtures("no_counting")
def test_settings_of_a_look_are_those_of_the_records(tmp_path: Path) -> None:
    export, out = write(tmp_path / "export"), tmp_path / "out"
    (export / "forwhom.toml").write_text('name = "Oak"\n')
    audit_records(export, out)
    assert District(out / "district").settings.name == "Oak"
    (export / "forwhom.toml").write_text('name = "Elm"\nlanguage = "xx"\n')
    with pytest.raises(DistrictError):
        audit_records(export, out)
    assert District(out / "district").settings.name == "Oak"
    (export / "forwhom.toml").unlink()
    audit_records(export, out)
    assert District(out / "district").settings.name == "Our district"


def test_no_students_table_one_school_one_student(tmp_path: Path) -> None:
    enrolled = text_of(RECORDS["enrollments"][:1])
    one = write(tmp_path / "one", schools="", students="", enrollments=enrolled)
    folder = audit_records(one, tmp_path / "out")
    assert (folder / "audit.json").is_file()


def test_audits_of_a_district_are_numbered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_counting: None
) -> None:
    district = tmp_path / "district"
    import_records(write(tmp_path / "export"), district)
    found = [audit_records(district), audit_records(district)]
    assert found == [district / "audits" / "0001", district / "audits" / "0002"]

    def fail(*_: object, **__: object) -> None:
        raise DistrictError("No.")

    monkeypatch.setattr(forwhom.audit, "run", fail)
    with pytest.raises(DistrictError):
        audit_records(district)
    assert sorted((district / "audits").iterdir()) == found


@pytest.mark.usefixtures("no_counting")
def test_no_import_changes_what_an_audit_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export, district = write(tmp_path / "export"), tmp_path / "district"
    import_records(export, district)
    before = state(district)
    monkeypatch.setattr("forwhom.data.district.PATIENCE", 0.0)

    def run(*_: object, **__: object) -> None:
        later = write(tmp_path / "later", schools="school_id,name\n01,New\n02,New\n")
        with pytest.raises(DistrictError, match="An audit has been reading"):
            import_records(later, district)
        assert state(district) == before

    monkeypatch.setattr(forwhom.audit, "run", run)
    audit_records(district, tmp_path / "out")
