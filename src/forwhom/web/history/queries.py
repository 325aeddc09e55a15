"""Telling whether the history's chain holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from forwhom.results.chain import START, first_broken
from forwhom.web.history.models import Entry, Head

AT_A_TIME = 5_000  # rows in memory
COLUMNS = tuple(field.attname for field in Entry._meta.concrete_fields)
LISTED = ", ".join(f'"{name}"' for name in COLUMNS)


@dataclass(kw_only=True)
class Chain:
    """What looking over the whole history found. `broken_at` is None where it holds."""

    rows: int = 0
    last: str = START
    broken_at: int | None = None


def chain() -> Chain:
    """Look over every row, in one pass, while others go on writing."""
    before = Head.objects.filter(pk=1).first() or Head(number=0, hash=START)
    found = Chain()
    found.broken_at = first_broken(_rows(found, before))
    if found.broken_at is None:
        found.broken_at = _broken_end(found, before)
    return found


def broken_at() -> int | None:
    """The number of the first row that was changed or that follows a missing one; None if whole."""
    return chain().broken_at


def _rows(found: Chain, before: Head) -> Iterator[dict[str, Any]]:
    """Each row as the chain hashes it; `found` keeps how far we are."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {LISTED} FROM {Entry._meta.db_table} ORDER BY number")
        while values := cursor.fetchmany(AT_A_TIME):
            for value in values:
                row = dict(zip(COLUMNS, value, strict=True))
                if row["number"] == before.number and row["hash"] != before.hash:
                    row["previous"] = ""  # a chain made anew does not end where this one did
                yield row
                found.rows, found.last = found.rows + 1, row["hash"]


def _broken_end(found: Chain, before: Head) -> int | None:
    """Rows taken off the end, or put there by hand."""
    now = Head.objects.filter(pk=1).first() or Head(number=0, hash=START)
    if found.rows < before.number or found.rows > now.number:
        return min(found.rows, now.number) + 1
    return None
