"""A district's folder: one import at a time, never confused with an export, never half read."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import forwhom.audit
from forwhom.audit import audit_records, import_records
from forwhom.data.district import District
from forwhom.errors import AuditFolderError, DistrictError, SourceError
from forwhom.lock import BusyError, locked
from tests.engine.data.small_district import RECORDS, state, stored, write


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
    from forwhom.lock import locked
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
