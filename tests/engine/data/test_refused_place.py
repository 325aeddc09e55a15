"""A refused row is told by its place in the file, never by what stands in a column of that name."""

from __future__ import annotations

from pathlib import Path

from forwhom.audit.look import look_at


def test_the_row_of_a_refused_incident_is_no_value_of_its_column_place(tmp_path: Path) -> None:
    (tmp_path / "schools.csv").write_text("school_id,name\nA,Abel\n")
    (tmp_path / "incidents.csv").write_text(
        "incident_id,school_id,date,place\n1,A,2025-09-09,classroom\n2,A,9/9/2025,bus\n"
    )
    (reason,) = look_at(tmp_path).reasons
    assert (reason.file, reason.first, reason.column) == ("incidents.csv", (3,), "date")
