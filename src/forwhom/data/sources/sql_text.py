"""Writes names, values and paths into SQL so that no sign in them can do harm."""

from __future__ import annotations

import itertools
from pathlib import Path

_counter = itertools.count(1)


def quoted(name: str) -> str:
    """A column or table name as SQL writes it, whatever signs are in it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL writes it, whatever signs are in it."""
    return "'" + text.replace("'", "''") + "'"


def fresh_name(subject: str) -> str:
    """A name for a temporary table that no other has."""
    return f"forwhom_{subject}_{next(_counter)}"


def file_literal(path: Path) -> str:
    """A file's path as SQL writes it, its signs that the engine takes for patterns disarmed."""
    return literal(disarmed(path))


def disarmed(path: Path) -> str:
    """A path with the signs that DuckDB takes for a pattern of file names disarmed."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))
