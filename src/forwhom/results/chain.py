"""A list that is only added to: each row holds the hash of the row before, so a change is seen."""

from __future__ import annotations

import getpass
import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)  # one for a million rows
START = "0" * 64  # what stands before the first row


def linked(row: dict[str, Any], previous: str) -> dict[str, Any]:
    """The row with the hash of the row before it and its own."""
    told = {**row, "previous": previous}
    return {**told, "hash": _digest(told)}


def last_hash(rows: Sequence[dict[str, Any]]) -> str:
    """The hash that the next row names as the one before it."""
    return str(rows[-1].get("hash", START)) if rows else START


def first_broken(rows: Iterable[dict[str, Any]], previous: str = START) -> int | None:
    """The number, from 1, of the first row that was changed, or that follows a missing one."""
    for number, row in enumerate(rows, 1):
        told = {name: value for name, value in row.items() if name != "hash"}
        if row.get("previous") != previous or row.get("hash") != _digest(told):
            return number
        previous = row["hash"]
    return None


def who_and_when() -> dict[str, str]:
    """The user of the operating system, and the time in UTC to the second."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):  # a user without a name
        user = f"user {os.getuid()}" if hasattr(os, "getuid") else "unknown"
    return {"by": user, "when": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}


def as_line(row: dict[str, Any]) -> str:
    """The row as one line of JSON."""
    return _ENCODER.encode(row)


def _digest(row: dict[str, Any]) -> str:
    return hashlib.sha256(as_line(row).encode()).hexdigest()
