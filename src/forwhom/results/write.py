"""Writing an audit's folder: the same input gives the same bytes."""

from __future__ import annotations

import json
import math
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forwhom.results.explanation import Explanation
from forwhom.results.finding import Finding
from forwhom.results.read import (
    ABOUT,
    CAUSES,
    CELLS,
    CHANGES,
    DISPARITIES,
    FINDINGS,
    INDICES,
    READY,
    finish_writing,
)
from forwhom.results.schemas import changes_schema, indices_schema

if TYPE_CHECKING:
    import pyarrow as pa

PRIVATE = 0o700
DIGITS = 10
WRITING = ".writing-"


def write_audit(
    folder: Path,
    *,
    about: dict[str, Any],
    cells: pa.Table,
    disparities: pa.Table,
    findings: list[Finding],
    indices: pa.Table | None = None,
    changes: pa.Table | None = None,
    causes: Sequence[Explanation] = (),
) -> None:
    """Put the audit's files into `folder`, which only its owner may open: all of them or none.

    They are written aside. One renaming decides; killed after it, the next to open the folder
    puts them in place. The report of an earlier audit goes, as it tells of other numbers.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        folder.chmod(PRIVATE)
    for left in folder.glob(f"{WRITING}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=WRITING, dir=folder) as name:
        ready = Path(name) / "ready"
        ready.mkdir()
        _write_table(cells, ready / CELLS)
        _write_table(disparities, ready / DISPARITIES)
        _write_table(indices or indices_schema().empty_table(), ready / INDICES)
        _write_table(changes or changes_schema().empty_table(), ready / CHANGES)
        _write_json([_rounded(finding.as_dict()) for finding in findings], ready / FINDINGS)
        _write_json([_rounded(one.as_dict()) for one in causes], ready / CAUSES)
        _write_json(about, ready / ABOUT)
        finish_writing(folder)  # one that was killed before
        ready.rename(folder / READY)
    finish_writing(folder)


def _write_table(table: pa.Table, path: Path) -> None:
    import pyarrow.parquet

    pyarrow.parquet.write_table(table, path, compression="zstd")


def _write_json(value: object, path: Path) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _rounded(entry: dict[str, Any]) -> dict[str, Any]:
    """Numbers to 10 significant digits; what is not finite has no value in JSON."""
    return {name: _short(value) for name, value in entry.items()}


def _short(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
    if isinstance(value, dict):
        return _rounded(value)
    return [_short(each) for each in value] if isinstance(value, list) else value
