"""One at a time: a lock on a file, which the system ends with the process that holds it."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

PAUSE = 0.02  # seconds between two tries


class BusyError(Exception):
    """Another process holds the lock."""


@contextlib.contextmanager
def locked(path: Path, *, shared: bool = False, wait: float = 0) -> Iterator[None]:
    """Hold the lock on `path` while the block runs. Raises BusyError after waiting `wait` seconds.

    A shared lock goes with other shared ones. The file stays: taking it away would let two hold
    it. The system ends a lock with its process, however that ends, so none is ever left behind.
    """
    handle = _open(path, shared)
    if handle is None:
        yield
        return
    try:
        until = time.monotonic() + wait
        while not _taken(handle, shared):
            if time.monotonic() >= until:
                raise BusyError
            time.sleep(PAUSE)
        yield
    finally:
        os.close(handle)


def _open(path: Path, shared: bool) -> int | None:
    """A handle; None where nobody can write, so that nobody can change what is read."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        if not shared:
            raise
    with contextlib.suppress(OSError):
        return os.open(path, os.O_RDONLY)
    return None


if sys.platform == "win32":
    import msvcrt

    def _taken(handle: int, shared: bool) -> bool:
        # Windows has no shared locks here, and lets no one rename what is open for reading.
        if shared:
            return True
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(handle: int, shared: bool) -> bool:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a disk that knows no locks
        return True
