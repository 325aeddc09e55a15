"""The column names of a file, made distinct and free of signs that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from forwhom.errors import SourceError

MOST_COLUMNS = 5_000
_UNSEEN = ("Cc", "Cf", "Cs")  # kinds of signs that control or format text, and half signs


def refuse_too_many_columns(path: Path, columns: int) -> None:
    """Raise SourceError where a table is wider than any export."""
    if columns > MOST_COLUMNS:
        raise SourceError(
            f"`{path.name}` has more than {MOST_COLUMNS:,} columns.",
            where=f"{path}, row 1",
            did="Nothing was read from it.",
            remedy="See that its lines end where they should, and export it again.",
        )


def distinct_names(names: list[str]) -> tuple[list[str], list[str]]:
    """Tidy names: trimmed, a number for one without a name, `_2` behind one that comes twice.

    Signs that nobody sees, such as a zero-width space, are taken out.
    """
    tidy: list[str] = []
    notes = []
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for place, name in enumerate(names, 1):
        name = " ".join(_seen_signs(name).split()) or f"column_{place}"
        fresh, count = name, counts.get(name.lower(), 1)
        while fresh.lower() in taken:
            count += 1
            fresh = f"{name}_{count}"
        counts[name.lower()] = count
        taken.add(fresh.lower())
        if fresh != name:
            notes.append(
                f"The column name `{name}` comes twice; column {place} is read as `{fresh}`."
            )
        tidy.append(fresh)
    return tidy, notes


def _seen_signs(name: str) -> str:
    """The name without signs that control or format text; line ends and tabs are spaces."""
    if name.isascii() and name.isprintable():
        return name
    spaced = re.sub(r"\s", " ", name)
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in _UNSEEN)
