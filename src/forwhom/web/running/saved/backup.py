"""Saving a district to one file."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from forwhom.errors import WebError
from forwhom.lock import BusyError, locked
from forwhom.release.chosen import RELEASES
from forwhom.release.ledger import LOCK as PUBLISHING
from forwhom.release.ledger import Ledger
from forwhom.results.inside_log import LOCK as READING
from forwhom.web.place_on_disk import PRIVATE, PRIVATE_FOLDER, Served
from forwhom.web.running.saved.contents import AUDITS, files_of
from forwhom.web.running.saved.database import save
from forwhom.web.running.saved.sealed import passphrase_in
from forwhom.web.running.saved.told import told
from forwhom.web.running.saved.writing import write

PARTIAL, STAGING = ".partial", ".backup-"
TABLES_LOCK = ".tables-lock"
PATIENCE = 60  # seconds to wait for an import or a release to be put in place


def backup(
    served: Served, *, out: Path, audits: bool = True, passphrase_file: Path | None = None
) -> dict[str, Any]:
    """Save a district to the file `out`, while people go on working. Returns what is in it.

    The file appears whole or not at all. Raises WebError where it is there already.
    """
    if out.exists():
        raise WebError(
            "There is a file of that name already.",
            where=str(out),
            did="Nothing was saved, and that file is as it was.",
            remedy="Choose another name, such as one with today's date.",
        )
    passphrase = passphrase_in(passphrase_file) if passphrase_file else None
    partial = out.with_name(out.name + PARTIAL)
    with (
        told(out, "Nothing was saved."), _undisturbed(served), _room(served) as room,
        _written(partial, out) as file,
    ):  # fmt: skip
        about = {"made": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "audits": audits}
        manifest = write(file, _files(served, room, out, audits), about, passphrase)
    return _told(manifest, out, sealed=passphrase is not None)


def _files(served: Served, room: Path, out: Path, audits: bool) -> Iterator[tuple[str, Path]]:
    saved = save(served, room)
    if saved:
        yield saved
    own = {out.resolve(), out.with_name(out.name + PARTIAL).resolve()}
    for name, path in files_of(served.district, audits=audits):
        if path.resolve() not in own:
            yield name, path


@contextlib.contextmanager
def _undisturbed(served: Served) -> Iterator[None]:
    """No import, reading or release is put in place meanwhile; each waits for its moment."""
    district = served.district
    ledger = Ledger(district / RELEASES)
    ledger.recover()
    shared, alone = [district / TABLES_LOCK], [district / READING]
    if ledger.folder.is_dir():
        alone.append(ledger.folder / PUBLISHING)
    try:
        with contextlib.ExitStack() as held:
            for path in shared:
                held.enter_context(locked(path, shared=True, wait=PATIENCE))
            for path in alone:
                held.enter_context(locked(path, wait=PATIENCE))
            yield
    except BusyError:
        raise WebError(
            "An import or a release is being put in place.",
            where=str(district),
            did="Nothing was saved.",
            remedy="Wait until it is done and try again.",
        ) from None


@contextlib.contextmanager
def _room(served: Served) -> Iterator[Path]:
    """A folder for the copy of the database, within the web's own room; gone afterwards."""
    served.folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    for left in served.folder.glob(f"{STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)  # of a backup that was cut off
    with tempfile.TemporaryDirectory(prefix=STAGING, dir=served.folder) as name:
        yield Path(name)


@contextlib.contextmanager
def _written(partial: Path, out: Path) -> Iterator[Any]:
    """A file that takes its name when it is whole and on the disk."""
    with contextlib.suppress(FileNotFoundError):
        partial.unlink()  # of a backup that was cut off
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.rename(out)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _told(manifest: dict[str, Any], out: Path, *, sealed: bool) -> dict[str, Any]:
    files = manifest["files"]
    return {
        "file": str(out),
        "files": len(files),
        "bytes": sum(one["size"] for one in files.values()),
        "size": out.stat().st_size,
        "audits": sum(name.startswith(f"{AUDITS}/") for name in files),
        "sealed": sealed,
    }
