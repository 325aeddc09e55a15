"""Making an audit's index: aside, and put in its place whole; killed half way it leaves nothing."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forwhom.errors import AuditFolderError
from forwhom.lock import BusyError, locked
from forwhom.results.index.chosen import Chosen
from forwhom.results.index.findings import add_causes, add_findings
from forwhom.results.index.tables import INDICES, TABLES, add_changes, add_disparities
from forwhom.results.read import (
    ABOUT,
    CAUSES,
    CHANGES,
    DISPARITIES,
    FINDINGS,
    finish_writing,
    open_audit,
)

if TYPE_CHECKING:
    import pyarrow as pa

FOLDER = ".index"
"""Inside the audit's own folder: only its owner may open it, and it goes where the audit goes."""
LOCK, BUILDING, PICTURES = "lock", "building-", "pictures"
VERSION = 2
PRIVATE_FOLDER, PRIVATE = 0o700, 0o600
SAID = "Making the pages ready"
ROWS = 1 << 18  # read at a time: the whole would fill the memory
PATIENCE = 600.0  # seconds to wait for another who builds the same
Say = Callable[[str], None]


def index_file(folder: Path) -> Path:
    """Where the index of the audit as it lies there now stands, or would stand.

    Its name tells of which files, of what size and time, it was made: of others it is not found.
    Raises AuditFolderError where there is no whole audit.
    """
    finish_writing(folder)
    told: list[object] = [VERSION]
    for name in (ABOUT, DISPARITIES, FINDINGS, CHANGES, CAUSES):
        try:
            found = (folder / name).stat()
        except OSError:
            told.append((name, None))
            continue
        told.append((name, found.st_size, found.st_mtime_ns))
    if told[1] == (ABOUT, None):
        open_audit(folder)  # tells what is missing
    stamp = hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
    return folder / FOLDER / f"{stamp}.sqlite"


def built(folder: Path, *, say: Say = lambda _: None, wait: float = PATIENCE) -> Path:
    """The file of the index, made where it is not there; one process makes it, others wait.

    Raises AuditFolderError where it cannot be made.
    """
    path = index_file(folder)
    if path.is_file():
        return path
    try:
        path.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        with locked(path.parent / LOCK, wait=wait):
            path = index_file(folder)  # the audit may be another by now
            if not path.is_file():
                say(SAID)
                _build(folder, path)
    except BusyError:
        raise _not_made(path, "Another program has been making it for minutes.") from None
    except OSError as error:
        raise _not_made(path, str(error.strerror or "It cannot be written.")) from error
    return path


def pictures_of(folder: Path) -> Path:
    """Where pictures of an audit may be kept: a cache beside its index, for its owner alone."""
    return folder / FOLDER / PICTURES


def is_ready(folder: Path) -> bool:
    """Whether the index of the audit as it lies there now is made: a page need not wait for it."""
    return index_file(folder).is_file()


def forget(path: Path) -> None:
    """Take a spoiled index away, so that the next to ask makes it anew."""
    path.unlink(missing_ok=True)


def _not_made(path: Path, why: str) -> AuditFolderError:
    return AuditFolderError(
        f"The pages of this audit need an index, and it could not be made. {why}",
        where=str(path.parent),
        did="The audit itself is as it was.",
        remedy="See that you may write there and that the disk has room, and try again.",
    )


def _build(folder: Path, path: Path) -> None:
    for left in path.parent.glob(f"{BUILDING}*"):  # of one that was killed
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(
        prefix=BUILDING, dir=path.parent, ignore_cleanup_errors=True
    ) as name:
        draft = Path(name) / "index.sqlite"
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL, PRIVATE))
        to = sqlite3.connect(draft)
        try:
            _fill(to, folder)
        finally:
            to.close()
        _to_disk(draft)
        draft.replace(path)
    for old in path.parent.glob("*.sqlite"):
        if old != path:
            old.unlink(missing_ok=True)


def _fill(to: sqlite3.Connection, folder: Path) -> None:
    audit = open_audit(folder)
    findings = audit.findings
    # Nobody reads it before it stands whole in its place: no journal is needed.
    to.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES)
    to.execute("BEGIN")
    _tell(to, audit.about)
    add_findings(to, findings)
    add_causes(to, audit.causes)
    add_changes(to, audit.changes)
    add_disparities(to, _pieces(folder / DISPARITIES), Chosen.of(findings))
    to.executescript(INDICES)
    to.commit()


def _tell(to: sqlite3.Connection, about: dict[str, Any]) -> None:
    told = {"about": json.dumps(about, ensure_ascii=False), "version": str(VERSION)}
    to.executemany("INSERT INTO told VALUES (?, ?)", told.items())


def _pieces(path: Path) -> Iterator[tuple[int, pa.Table]]:
    """The disparities, a part after the other, each with where it begins: never all in memory."""
    import pyarrow as pa
    import pyarrow.parquet

    start = 0
    with pyarrow.parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=ROWS):
            yield start, pa.Table.from_batches([batch])
            start += batch.num_rows


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
