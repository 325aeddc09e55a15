"""A roster between being looked at and being applied: in the web's own room, for a day at most."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

NAME, FOLDER, DAY = "roster", "rosters", 86_400


def keep(request: HttpRequest, data: bytes) -> None:
    """Keep the bytes for whoever sent them, readable to this program's owner alone."""
    forget(request)
    folder = _folder()
    for old in folder.glob("*.csv"):
        if time.time() - old.stat().st_mtime > DAY:
            old.unlink(missing_ok=True)
    name = f"{secrets.token_hex(16)}.csv"
    handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    request.session[NAME] = name


def kept(request: HttpRequest) -> bytes | None:
    """The bytes kept in this session; None where there are none any more."""
    name = request.session.get(NAME)
    path = _folder() / str(name)
    return path.read_bytes() if name and path.is_file() else None


def forget(request: HttpRequest) -> None:
    """Delete what was kept in this session."""
    name = request.session.pop(NAME, None)
    if name:
        (_folder() / str(name)).unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
