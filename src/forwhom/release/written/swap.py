"""Putting a whole folder in the place of another, so that one of the two is there at any moment."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

EXCHANGE, HERE = 2, -100  # RENAME_EXCHANGE and AT_FDCWD of Linux


def put_in_place(new: Path, to: Path) -> None:
    """One renaming decides; what was there before goes after it."""
    if not to.exists():
        new.rename(to)
        return
    if exchanged(new, to):
        shutil.rmtree(new, ignore_errors=True)
        return
    old = new.with_name("old")
    to.rename(old)
    try:
        new.rename(to)
    except OSError:
        old.rename(to)
        raise
    shutil.rmtree(old, ignore_errors=True)


def exchanged(one: Path, other: Path) -> bool:
    """Whether the two folders changed places at once, which only Linux can do."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    names = os.fsencode(one), os.fsencode(other)
    return rename is not None and rename(HERE, names[0], HERE, names[1], EXCHANGE) == 0
