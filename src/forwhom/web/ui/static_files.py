"""Style sheets, scripts and fonts: from the installed package, kept by browsers for long."""

from __future__ import annotations

import gzip
import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

SHRINKS = {".css", ".js", ".svg"}


@cache
def fingerprint(path: Path, _changed: int) -> str:
    """What a file holds, in twelve letters: another file, another address."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


class Fingerprinted(StaticFilesStorage):
    """`{% static %}` gives an address that changes with the file; nothing has to be collected."""

    def url(self, name: str | None) -> str:
        """The address, with the file's fingerprint where there is such a file."""
        address = super().url(name)
        found = finders.find(name) if name else None
        if not isinstance(found, str):
            return address
        path = Path(found)
        return f"{address}?v={fingerprint(path, path.stat().st_mtime_ns)}"


class Served(WhiteNoiseMiddleware):
    """Serves those files; what shrinks is compressed once, into the web's own room."""

    def immutable_file_test(self, path: str, url: str) -> bool:
        """Every address that `{% static %}` gives out changes with its file."""
        return True

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> StaticFile:
        """The file, with its compressed twin for browsers that take it."""
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        source = Path(path)
        twin = {"gzip": str(compressed(source))} if source.suffix in SHRINKS else {}
        return StaticFile(path, headers.items(), encodings=twin)


def compressed(source: Path) -> Path:
    """The compressed twin of a file, made where there is none yet."""
    folder: Path = settings.COMPRESSED_FILES
    path = folder / f"{source.name}.{fingerprint(source, source.stat().st_mtime_ns)}.gz"
    if not path.is_file():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = folder / f"{path.name}.{os.getpid()}"
        part.write_bytes(gzip.compress(source.read_bytes(), 9, mtime=0))
        part.replace(path)
    return path
