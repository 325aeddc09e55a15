"""Who read a district's exact data, when and why: one line a reading, and never the data."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from forwhom.errors import AuditFolderError
from forwhom.lock import BusyError, locked
from forwhom.results.chain import as_line, first_broken, last_hash, linked, who_and_when

LOG, HEAD, LOCK = "inside-log.jsonl", ".inside-log-head", ".inside-log-lock"
PRIVATE = 0o600
PATIENCE = 10.0  # seconds to wait for another who writes a line
WITHIN_DISTRICT = ("audits", "releases")
WITHIN_OUT = "district"  # where `audit EXPORT --out OUT` keeps the records


def district_of(folder: Path) -> Path | None:
    """The district's folder that an audit or a release belongs to; None where none is."""
    here = folder.resolve()
    above = [here.parent.parent] if here.parent.name in WITHIN_DISTRICT else []
    for place in (here, here / WITHIN_OUT, *above):
        if any((place / name).is_dir() for name in ("tables", "tables.old", ".import-ready")):
            return place
    return None


def note_reading(folder: Path, *, what: str, audit: str, why: str) -> None:
    """Add a line to the log of the district that a folder belongs to, before its data is read.

    An audit that stands alone, without its district, has no log. Raises AuditFolderError where the
    line cannot be written: then the data may not be read.
    """
    district = district_of(folder)
    if district is None:
        return
    row = {**who_and_when(), "what": what, "audit": audit, "why": why}
    try:
        with locked(district / LOCK, wait=PATIENCE):
            _add(district, row)
    except (OSError, BusyError) as error:
        raise AuditFolderError(
            "It could not be written down who reads this exact data.",
            where=str(district / LOG),
            did="Nothing was read.",
            remedy="See that you may write there and that the disk has room, and try again.",
        ) from error


def _add(district: Path, row: dict[str, Any]) -> None:
    rows = readings(district)
    line = linked(row, last_hash(rows))
    path = district / LOG
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE)
    with os.fdopen(handle, "ab", buffering=0) as file:
        before = file.tell()
        try:
            file.write((as_line(line) + "\n").encode())
            os.fsync(file.fileno())
        except OSError:
            file.truncate(before)  # half a line would spoil the next
            raise
    # The log may be one line ahead of its head, where the power failed between the two.
    aside = district / f"{HEAD}.new"
    aside.write_text(line["hash"] + "\n", "utf-8")
    aside.replace(district / HEAD)


def readings(district: Path) -> list[dict[str, Any]]:
    """Every line of the log, oldest first; a line that is no JSON is an empty row."""
    path = district / LOG
    if not path.is_file():
        return []
    return [_row(line) for line in path.read_text("utf-8").splitlines()]


def _row(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def log_state(district: Path) -> str:
    """Whether the log's chain holds, in plain words."""
    rows = readings(district)
    broken = first_broken(rows)
    if broken is not None:
        return f"broken at line {broken}: it was changed, or a line before it was taken out"
    head = district / HEAD
    known = head.read_text("utf-8").strip() if head.is_file() else ""
    if known and known not in [row["hash"] for row in rows[-2:]]:
        return "broken at its end: lines were taken out"
    return f"holds: {len(rows)} {'reading' if len(rows) == 1 else 'readings'}"
