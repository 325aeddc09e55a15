"""An audit's folder is written whole and read back as it was."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from forwhom.errors import AuditFolderError
from forwhom.results import Finding, open_audit, write_audit
from forwhom.results.schemas import CHANGES, DISPARITIES, INDICES, disparities_schema

NAMES = {"place_type": "district", "place_id": "district", "measure": "gifted"}
FINDING = Finding(
    id="abc", school_year="2025-26", group="sex=Male", compared_with="others", children=20,
    children_counted=5, students_to_parity=3, rate=1 / 3, comparison_rate=0.5, difference=-1 / 6,
    difference_low=-0.2, difference_high=-0.1, ratio=float("inf"), **NAMES,
)  # fmt: skip


def rows() -> list[dict[str, Any]]:
    kinds = [("all", 0), ("sex=Male", 1), ("disability=Yes & sex=Male", 2)]
    return [
        {**NAMES, "school_year": year, "group": group, "depth": depth, "n": 10 + depth,
         "compared_with": "others" if depth else "all", "status": "ok"}
        for year in ("2024-25", "2025-26") for group, depth in kinds
    ]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_audit(
        tmp_path / "audit", about={"latest_year": "2025-26", "ñ": 1},
        cells=pa.table({"school_year": ["2025-26"]}),
        disparities=pa.Table.from_pylist(rows(), schema=disparities_schema()), findings=[FINDING],
    )  # fmt: skip
    return tmp_path / "audit"


def test_what_was_written_is_read_back(folder: Path) -> None:
    audit = open_audit(folder)
    assert audit.about == {"latest_year": "2025-26", "ñ": 1}
    assert audit.disparities.column_names == list(DISPARITIES)
    (found,) = audit.findings
    assert (found.id, found.children, found.rate, found.ratio) == ("abc", 20, 0.3333333333, None)
    assert audit.cells.num_rows == 1


def test_the_folder_is_its_owners_alone(folder: Path) -> None:
    if os.name == "posix":
        assert folder.stat().st_mode & 0o777 == 0o700


def test_indices_are_there_with_their_columns(folder: Path) -> None:
    import pyarrow.parquet

    assert pyarrow.parquet.read_schema(folder / "indices.parquet").names == list(INDICES)


def test_changes_are_there_with_their_columns_and_an_older_audit_has_none(folder: Path) -> None:
    import pyarrow.parquet

    assert pyarrow.parquet.read_schema(folder / "changes.parquet").names == list(CHANGES)
    (folder / "changes.parquet").unlink()
    audit = open_audit(folder)
    assert audit.changes.column_names == list(CHANGES)
    assert audit.change("gifted", "district", "district", "all") is None


def test_rows_are_chosen_by_all_that_is_asked(folder: Path) -> None:
    audit = open_audit(folder)
    assert len(audit.rows()) == 6
    assert [r["group"] for r in audit.rows(school_year="2025-26", depth=0)] == ["all"]
    assert [r["group"] for r in audit.rows(dimension="sex", school_year="2024-25")] == ["sex=Male"]
    assert audit.rows(dimension="disability") == []  # single groups only
    assert audit.rows(place_type="school") == []
    whole = audit.everyone("gifted", "2024-25")
    assert whole is not None
    assert whole["n"] == 10
    assert audit.everyone("gifted", "1999-00") is None


def test_the_same_is_written_as_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    audit = open_audit(folder)
    write_audit(
        tmp_path / "again", about=audit.about, cells=audit.cells, disparities=audit.disparities,
        findings=audit.findings,
    )  # fmt: skip
    for path in folder.iterdir():
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("name", ["audit.json", "disparities.parquet", "findings.json"])
def test_half_an_audit_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(AuditFolderError, match=name):
        open_audit(folder)


def test_what_is_no_number_never_reaches_json(folder: Path) -> None:
    assert json.loads((folder / "findings.json").read_text("utf-8"))[0]["ratio"] is None
