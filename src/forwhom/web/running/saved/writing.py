"""Writing one file that holds a district: a tar of its files, then a list of their SHA-256.

Tar and gzip, as any machine opens them in ten years; the records in it are compressed already.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO

from forwhom.errors import WebError
from forwhom.web.running.saved.sealed import SealedWriter

MANIFEST = "manifest.json"
BLOCK, QUICK = 1 << 20, 1


class Tally:
    """Reads a file and keeps count and SHA-256 of what was read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._hash, self.size = file, hashlib.sha256(), 0

    def read(self, size: int) -> bytes:
        """The next bytes."""
        data = self._file.read(size)
        self._hash.update(data)
        self.size += len(data)
        return data

    @property
    def sha256(self) -> str:
        """Of all that was read."""
        return self._hash.hexdigest()


def write(
    to: BinaryIO, files: Iterable[tuple[str, Path]], about: dict[str, Any], passphrase: bytes | None
) -> dict[str, Any]:
    """Write the files, by name, to `to`. Returns the manifest, which stands at the end."""
    sealed = SealedWriter(to, passphrase) if passphrase else None
    listed: dict[str, dict[str, Any]] = {}
    with (
        gzip.GzipFile(fileobj=sealed or to, mode="wb", compresslevel=QUICK, mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, path in files:
            listed[name] = _add(tar, name, path)
        manifest = {"forwhom": version("forwhom"), **about, "files": listed}
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size, entry.mode = len(text), 0o600
        tar.addfile(entry, io.BytesIO(text))
    if sealed:
        sealed.close()
    return manifest


def _add(tar: tarfile.TarFile, name: str, path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = os.fstat(file.fileno()).st_size, 0o600
        entry.mtime = int(path.stat().st_mtime)
        tally = Tally(file)
        try:
            tar.addfile(entry, tally)  # type: ignore[arg-type]
        except OSError as error:
            if tally.size < entry.size and error.errno is None:
                raise _changing(name) from None
            raise
    return {"size": entry.size, "sha256": tally.sha256}


def _changing(name: str) -> WebError:
    return WebError(
        "A file became shorter while it was being saved.",
        where=name,
        did="Nothing was saved.",
        remedy="Try again when no import, audit or publishing is running.",
    )
