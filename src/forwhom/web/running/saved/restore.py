"""Bringing a district back from a backup: all of it is looked over before any is put in place."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

from forwhom.errors import WebError
from forwhom.lock import BusyError, locked
from forwhom.release.written.swap import exchanged
from forwhom.web.place_on_disk import PRIVATE, PRIVATE_FOLDER, Served
from forwhom.web.running.saved.database import DUMP_NAME, bring_back
from forwhom.web.running.saved.sealed import SealedReader, is_sealed, passphrase_in
from forwhom.web.running.saved.told import told
from forwhom.web.running.saved.writing import BLOCK, MANIFEST
from forwhom.web.running.serve import LOCK as SERVING

STAGING, OLD = ".restoring-", "before-restore"


def restore(
    file: Path, *, into: Path, replace: bool = False, passphrase_file: Path | None = None
) -> dict[str, Any]:
    """Bring the district back into a new or empty folder. Returns what was brought back.

    With `replace`, what is there is kept beside it. Raises WebError, with all as it was.
    """
    with told(into, "Nothing was put in place."):
        return _restored(file, into, replace, passphrase_file)


def _restored(
    file: Path, into: Path, replace: bool, passphrase_file: Path | None
) -> dict[str, Any]:
    _may_be_used(into, replace)
    into.parent.mkdir(parents=True, exist_ok=True)
    for left in into.parent.glob(f"{STAGING}{into.name}-*"):
        shutil.rmtree(left, ignore_errors=True)  # of a restore that was cut off
    name = tempfile.mkdtemp(prefix=f"{STAGING}{into.name}-", dir=into.parent)
    staging = Path(name)
    try:
        manifest = _unpacked(file, staging, passphrase_file)
        _bring_back_tables(staging, replace)
        kept = _in_place(staging, into)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return {"into": str(into), "files": len(manifest["files"]), "made": manifest["made"],
            "audits": manifest["audits"], "kept": str(kept) if kept else ""}  # fmt: skip


def _may_be_used(into: Path, replace: bool) -> None:
    if not into.exists() or (into.is_dir() and not any(into.iterdir())):
        return
    if not replace:
        raise WebError(
            "The folder holds something already.",
            where=str(into),
            did="Nothing was put in place.",
            remedy="Name a new folder, or use --replace, which keeps what is there beside it.",
        )
    with contextlib.suppress(FileNotFoundError):
        try:
            with locked(Served(into.resolve()).folder / SERVING):
                return
        except BusyError:
            raise WebError(
                "This district is being served.",
                where=str(into),
                did="Nothing was put in place.",
                remedy="End `forwhom serve` first.",
            ) from None


def _unpacked(file: Path, to: Path, passphrase_file: Path | None) -> dict[str, Any]:
    """Unpack to a folder that nobody sees yet, and compare each file with the manifest."""
    found: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] | None = None
    try:
        with _opened(file, passphrase_file) as zipped:
            with tarfile.open(fileobj=zipped, mode="r|") as tar:
                for entry in tar:
                    content = tar.extractfile(entry)
                    if not entry.isreg() or content is None:
                        raise _not_whole(file)
                    if entry.name == MANIFEST:
                        manifest = json.load(content)
                        continue
                    found[entry.name] = _put(content, to, entry.name)
            while zipped.read(BLOCK):  # to the very end, where a cut would show
                pass
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, ValueError):
        raise _not_whole(file) from None
    if manifest is None or manifest.get("files") != found:
        raise _not_whole(file)
    return manifest


@contextlib.contextmanager
def _opened(file: Path, passphrase_file: Path | None) -> Iterator[gzip.GzipFile]:
    sealed = is_sealed(file)
    if sealed and passphrase_file is None:
        raise WebError(
            "The backup is sealed with a passphrase.",
            where=str(file),
            did="Nothing was put in place.",
            remedy="Name the file that holds it: --passphrase-file FILE.",
        )
    with file.open("rb") as raw:
        reader: Any = raw
        if sealed and passphrase_file is not None:
            reader = SealedReader(raw, passphrase_in(passphrase_file))
        with gzip.GzipFile(fileobj=reader, mode="rb") as zipped:
            yield zipped


def _put(content: IO[bytes], to: Path, name: str) -> dict[str, Any]:
    """Write one file below `to`. Raises WebError where its name leads elsewhere."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
        raise WebError(
            "The backup names a file outside of the district.",
            did="Nothing was put in place.",
            remedy="This is no backup that Forwhom made. Find out who did.",
        )
    target = to.joinpath(*path.parts)
    for folder in reversed(target.relative_to(to).parents):  # `parents=True` would leave some open
        (to / folder).mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    with os.fdopen(handle, "wb") as out:
        while data := content.read(BLOCK):
            out.write(data)
            digest.update(data)
            size += len(data)
        out.flush()
        os.fsync(out.fileno())
    return {"size": size, "sha256": digest.hexdigest()}


def _bring_back_tables(staging: Path, replace: bool) -> None:
    dump, address = staging / DUMP_NAME, Served(staging).database
    if not dump.is_file():
        _refuse_sqlite_unseen(staging, address)
        return
    if not address:
        raise WebError(
            "The web's tables in this backup come from PostgreSQL, and no database is named.",
            did="Nothing was put in place.",
            remedy="Name an empty one: FORWHOM_DATABASE=postgresql://user:password@host/name.",
        )
    bring_back(dump, address, replace=replace)
    dump.unlink()


def _refuse_sqlite_unseen(staging: Path, address: str) -> None:
    """Tables that nobody would look at are not brought back in silence."""
    if address and Served(staging).sqlite.is_file():
        raise WebError(
            "The web's tables in this backup come from SQLite, and a PostgreSQL database is named.",
            where="FORWHOM_DATABASE, or the setting `database`",
            did="Nothing was put in place.",
            remedy="Bring it back without FORWHOM_DATABASE: SQLite needs no other program.",
        )


def _in_place(staging: Path, into: Path) -> Path | None:
    """One renaming decides. Returns where what was there before is kept."""
    staging.chmod(PRIVATE_FOLDER)
    if not into.exists():
        staging.rename(into)
        return None
    if not any(into.iterdir()):
        into.rmdir()
        staging.rename(into)
        return None
    number = 1
    while (kept := into.with_name(f"{into.name}.{OLD}-{number}")).exists():
        number += 1
    if exchanged(staging, into):
        staging.rename(kept)
    else:
        into.rename(kept)
        staging.rename(into)
    return kept


def _not_whole(file: Path) -> WebError:
    return WebError(
        "The backup is not whole: it was cut or changed, or is no backup of Forwhom.",
        where=str(file),
        did="Nothing was put in place.",
        remedy="Use another backup.",
    )
