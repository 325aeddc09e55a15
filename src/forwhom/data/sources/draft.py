"""Drafts a mapping.toml for an export by looking at its column names and its codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.sources.column_look import Look, by_values, fits, look_at
from forwhom.data.sources.column_names import is_private, meanings, race_of_flag, test_of
from forwhom.data.sources.draft_blocks import blocks
from forwhom.data.sources.draft_lines import DOUBT, NO_YEAR, Found, told
from forwhom.data.sources.files import load, raw_rows
from forwhom.data.sources.mapping import parse_mapping
from forwhom.data.sources.sql_text import fresh_name, quoted
from forwhom.data.sources.value_words import YES_NO

if TYPE_CHECKING:
    import duckdb

BY_VALUES = 1000  # the rank of a guess that the column's name does not bear out


@dataclass(frozen=True)
class Draft:
    """A mapping to check: its text, and how many columns were placed, set aside or not placed.

    A column set aside was understood and is not needed: the same in every row, a name, a district.
    """

    text: str
    placed: int
    set_aside: int
    unplaced: int


def draft(file: Path, *, sheet: str | None = None) -> Draft:
    """Look at `file` and draft the mapping that lies beside it. Raises SourceError."""
    import duckdb

    with duckdb.connect(
        config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    ) as connection:
        raw = raw_rows(file, connection, sheet=sheet)
        table = quoted(load(raw, connection, fresh_name("draft")).table)
        looks = look_at(table, raw.columns, connection)
        found = recognize(looks)
        _count(found, table, connection)
    found.year = _year_in(file.name)
    written = "\n\n".join(blocks(found))
    used = _used(written)
    reasons = {look.name: _why_aside(look) for look in looks if look.name not in used}
    aside = {name: why for name, why in reasons.items() if why}
    left = [look for look in looks if look.name not in used and look.name not in aside]
    head = [*_head(file, sheet, found), *_understood(found, used)]
    head += [f"# {told(name)} is not used: it {why}." for name, why in aside.items()]
    head += [f"{DOUBT}{_unplaced(look)}" for look in left]
    text = "\n".join(head) + "\n\n" + written + "\n"
    return Draft(text, len(used), len(aside), len(left))


def _used(written: str) -> set[str]:
    """The columns that the blocks read."""
    if not written:
        return set()
    maps = parse_mapping("[[file]]\n" + written.replace(NO_YEAR, "2000-01"))
    return {name for one in maps for block in one.blocks for name in block.reads}


def recognize(looks: list[Look]) -> Found:
    """Give each column at most one meaning and each meaning one column, the surest first."""
    found = Found()
    offers: list[tuple[int, int, str]] = []
    for place, look in enumerate(looks):
        if _special(look, found):
            continue
        named = [(rank, meaning) for rank, meaning in meanings(look.name) if fits(look, meaning)]
        offers += [(rank, place, meaning) for rank, meaning in named]
        guess = None if named else by_values(look)
        offers += [(BY_VALUES, place, guess)] if guess else []
    taken = set()
    for rank, place, meaning in sorted(offers):
        if place not in taken and meaning not in found.one:
            taken.add(place)
            found.one[meaning] = looks[place]
            if rank == BY_VALUES:
                found.by_values.add(looks[place].name)
    return found


def _special(look: Look, found: Found) -> bool:
    """Columns that stand side by side: one a race, or one a subject."""
    race, test = race_of_flag(look.name), test_of(look.name)
    if race and look.known(YES_NO) == 1:
        found.races[race] = look
        return True
    if test and fits(look, test[1]):
        found.tests.setdefault(test[0], {})[test[1]] = look
        return True
    return is_private(look.name)


def _count(found: Found, table: str, connection: duckdb.DuckDBPyConnection) -> None:
    """Whether a child has several rows in a year, and which schools have several levels."""
    if "student_id" in found.one:
        keys = [found.one[m].name for m in ("student_id", "school_year") if m in found.one]
        listed = ", ".join(map(quoted, keys))
        query = f"SELECT 1 FROM {table} GROUP BY {listed} HAVING count(*) > 1 LIMIT 1"
        found.many_rows_a_year = connection.execute(query).fetchone() is not None
    if {"school_id", "school_level"} <= set(found.one):
        school, level = (quoted(found.one[m].name) for m in ("school_id", "school_level"))
        query = (
            f"SELECT DISTINCT string_agg(DISTINCT {level}, '+' ORDER BY {level}) AS together "
            f"FROM {table} GROUP BY {school} HAVING count(DISTINCT {level}) > 1 ORDER BY together"
        )
        found.school_levels = tuple(row[0] for row in connection.execute(query).fetchall())


def _year_in(name: str) -> str:
    """The school year in a file's name, such as students_2024-25.csv."""
    found = re.search(r"((?:19|20)\d\d)[-_](?:20)?(\d\d)(?!\d)", name)
    return f"{found[1]}-{found[2]}" if found and int(found[2]) == (int(found[1]) + 1) % 100 else ""


def _why_aside(look: Look) -> str:
    if look.filled == 0:
        return "is empty"
    if is_private(look.name):
        return "holds names or the like, which an audit does not need"
    if meanings(look.name) and meanings(look.name)[0][1] == "district":
        return "names the district"
    if look.distinct == 1 and look.filled == look.rows:
        return "is the same in every row"
    return ""


def _head(file: Path, sheet: str | None, found: Found) -> list[str]:
    lines = [
        f"# A first draft for {file.name}, guessed from column names and codes. Check it.",
        f'# Lines with "{DOUBT.strip()}" are questions to you. Then run `forwhom check`.',
        "# How a mapping is written: docs/how-to/map-your-export.md",
        "",
        "[[file]]",
        f"path = {told(file.name)}",
    ]
    lines += [f"sheet = {told(sheet)}"] if sheet else []
    district = found.one.get("district")
    if district is not None and district.distinct > 1:
        lines += [
            f"{DOUBT}{district.distinct} districts are in this file. To keep one, name it:",
            f'# keep = {{ {told(district.name)} = "…" }}',
        ]
    if "student_id" not in found.one:
        lines.append(f"{DOUBT}No column with the student's number was recognized.")
    return lines


def _understood(found: Found, used: set[str]) -> list[str]:
    """What each column was taken for, and why."""
    taken = [(look.name, meaning) for meaning, look in found.one.items()]
    taken += [(look.name, f"race ({race})") for race, look in found.races.items()]
    taken += [
        (look.name, f"{meaning} in {subject}")
        for subject, parts in found.tests.items()
        for meaning, look in parts.items()
    ]
    return [
        f"# {told(name)} is taken as {meaning.replace('_', ' ')}: "
        + (
            "by its values alone."
            if name in found.by_values
            else "by its name, and its values fit."
        )
        for name, meaning in taken
        if name in used
    ]


def _unplaced(look: Look) -> str:
    if look.may_be_shown:
        values = " · ".join(map(told, look.codes[:10]))
        more = " …" if look.distinct > 10 else ""
        return f"{told(look.name)} was not placed: its values are {values}{more}"
    return (
        f"{told(look.name)} was not placed: {look.distinct} different values, "
        f"in the shape {told(look.shape)}"
    )
