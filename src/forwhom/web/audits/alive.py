"""Whether the process that does a job still lives: it holds a lock, and touches it as it goes."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from forwhom.lock import BusyError, locked
from forwhom.web.place_on_disk import PRIVATE_FOLDER, Served

JOBS, LOCK = "jobs", "lock"
STILL = 15.0  # seconds without a beat after which a job whose lock nobody holds has ended
BEAT = 3.0  # seconds between two beats


def folder_of(job: int) -> Path:
    """The private folder of a job: its lock, and the lists of the rows it refused."""
    folder = Served.here().folder / JOBS / str(job)
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    return folder


@contextlib.contextmanager
def living(job: int) -> Iterator[None]:
    """While the block runs the job lives; however the process ends, the system ends the lock.

    Raises BusyError where another process does the same job.
    """
    path = folder_of(job) / LOCK
    with locked(path, wait=1):
        over = threading.Event()
        beats = threading.Thread(target=_beat, args=(path, over), daemon=True)
        beats.start()
        try:
            yield
        finally:
            over.set()
            beats.join()


def _beat(path: Path, over: threading.Event) -> None:
    while not over.wait(BEAT):
        with contextlib.suppress(OSError):
            os.utime(path)


def is_alive(job: int, since: float) -> bool:
    """Whether somebody does the job. `since` is when it began at the earliest, in epoch seconds."""
    path = folder_of(job) / LOCK
    try:
        with locked(path) if path.exists() else contextlib.nullcontext():
            pass
    except BusyError:
        return True
    last = max(since, path.stat().st_mtime if path.exists() else 0.0)
    return time.time() - last < STILL
