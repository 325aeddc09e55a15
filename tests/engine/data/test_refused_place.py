"""What is told of rows and tables that could not be taken: places and remedies, never values."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from forwhom.audit import import_records
from forwhom.audit.look import look_at
from forwhom.data.importer import NO_ROOM, OUR_FAULT
from forwhom.data.loading import Loader
from forwhom.errors import SourceError


def test_the_row_of_a_refused_incident_is_no_value_of_its_column_place(tmp_path: Path) -> None:
    (tmp_path / "schools.csv").write_text("school_id,name\nA,Abel\n")
    (tmp_path / "incidents.csv").write_text(
        "incident_id,school_id,date,place\n1,A,2025-09-09,classroom\n2,A,9/9/2025,bus\n"
    )
    (reason,) = look_at(tmp_path).reasons
    assert (reason.file, reason.first, reason.column) == ("incidents.csv", (3,), "date")


@pytest.mark.parametrize(
    ("fault", "remedy"),
    [(duckdb.BinderException, OUR_FAULT), (duckdb.OutOfMemoryException, NO_ROOM)],
)
def test_a_fault_of_ours_does_not_blame_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: type[duckdb.Error], remedy: str
) -> None:
    def fail(_: Loader) -> None:
        raise fault("SECRET123")

    export = tmp_path / "export"
    export.mkdir()
    (export / "schools.csv").write_text("school_id,name\nA,Abel\n")
    monkeypatch.setattr(Loader, "load", fail)
    with pytest.raises(SourceError) as caught:
        import_records(export, tmp_path / "district")
    assert caught.value.remedy == remedy
    assert "SECRET123" not in str(caught.value)
