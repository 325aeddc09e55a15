"""What the system refuses while a district is saved or brought back, in words."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from forwhom.errors import WebError


@contextlib.contextmanager
def told(where: Path, did: str) -> Iterator[None]:
    """Turn a full disk, or a file that may not be read or written, into a WebError."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise WebError(
            f"A file could not be read or written: {why.lower()}.",
            where=str(getattr(error, "filename", None) or where),
            did=did,
            remedy="See that the disk has room and that you may write there, and try again.",
        ) from error
