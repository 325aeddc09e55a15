"""Drafts the table of course codes from a district's own catalogue, for a person to look over."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forwhom.data.sources.column_names import words_of
from forwhom.data.sources.course_names import Reading, read_name
from forwhom.data.sources.course_words import COLLEGE_LEVEL
from forwhom.data.sources.files import load, raw_rows
from forwhom.data.sources.sql_text import fresh_name, quoted
from forwhom.data.tables import TABLES
from forwhom.errors import SourceError

COLUMNS = {  # what a catalogue's column may be called, the surest first
    "course_id": ("courseid", "coursecode", "coursenumber", "courseno", "crsid", "crsnumber",
                  "localcoursecode", "id", "code", "number", "course"),
    "name": ("coursename", "coursetitle", "title", "name", "longtitle", "description",
             "coursedescription", "longname", "shortname"),
    "sced": ("scedcode", "scedcoursecode", "sced", "nationalcoursecode", "ncescode"),
    "department": ("department", "dept", "subject", "subjectarea", "departmentname", "creditarea"),
    "a_g": ("ag", "agcode", "agsubject", "uccsu", "uccsuag", "uccsurequirement", "collegeprep",
            "csuuc", "uccsucode"),
    "level": ("level", "courselevel", "crslevel", "rigor"),
    "algebra_1": ("algebra1",),
    "arts": ("arts",),
}  # fmt: skip
LEVELS = {
    "ap": ("ap", "advanced placement"), "ib": ("ib", "international baccalaureate"),
    "dual": ("dual", "de", "dc", "dual enrollment", "dual credit", "college"),
    "honors": ("honors", "h", "hon"), "remedial": ("remedial", "basic", "support"),
    "regular": ("regular", "general", "r", "g", "standard"),
}  # fmt: skip
LETTER = re.compile(r"[a-g]($|[^a-z])")
YES, NO = ("y", "yes", "1", "true"), ("n", "no", "none", "0", "false")


@dataclass(frozen=True)
class CourseDraft:
    """A drafted table as CSV, and how many of its courses are sure, in doubt and not understood.

    `doubled` rows named a course that was there already, `without_id` rows named none, and
    `unreadable` rows have too many or too few cells; none of these stands in the draft.
    """

    text: str
    sure: int
    in_doubt: int
    unknown: int
    doubled: int
    without_id: int
    unreadable: int

    @property
    def courses(self) -> int:
        """How many courses stand in the draft."""
        return self.sure + self.in_doubt + self.unknown

    @property
    def counts(self) -> dict[str, int]:
        """All counts by name; courses and the rows left out make up the catalogue's rows."""
        return {name: n for name, n in vars(self).items() if name != "text"} | {
            "courses": self.courses
        }

    @property
    def left_out(self) -> list[str]:
        """A line for each kind of row of the catalogue that does not stand in the draft."""
        told = {
            "name a course that is there already": self.doubled,
            "name no course": self.without_id,
            "have too many or too few cells": self.unreadable,
        }
        return [f"Left out      {n:,} rows: they {why}" for why, n in told.items() if n]


def draft_courses(file: Path) -> CourseDraft:
    """Read a catalogue of courses and say what each seems to be. Raises SourceError.

    A row that leaves a question is marked `sure = no`, with the question in `why`; it is not used
    until a person has settled it. What is not understood stays empty.
    """
    rows, columns, unreadable = _rows(file)
    found = _columns_of(columns, file)
    drafted: dict[str, dict[str, str]] = {}
    lettered = _is_lettered([row.get(found.get("a_g", "")) for row in rows])
    doubled = without_id = 0
    for row in rows:
        course_id = row[found["course_id"]] or ""
        if not course_id or course_id in drafted:
            doubled, without_id = doubled + bool(course_id), without_id + (not course_id)
            continue
        given = {meaning: row[column] or "" for meaning, column in found.items()}
        drafted[course_id] = _row(given, lettered)
    read = [row for row in drafted.values() if row.get("subject") or row.get("level")]
    doubt = sum(row["sure"] == "no" for row in drafted.values())
    sure = sum(row["sure"] == "yes" for row in read)
    return CourseDraft(
        _csv(drafted), sure, doubt, len(drafted) - sure - doubt, doubled, without_id, unreadable
    )


def _rows(file: Path) -> tuple[list[dict[str, Any]], list[str], int]:
    import duckdb

    config: dict[str, Any] = dict.fromkeys(
        ("autoinstall_known_extensions", "autoload_known_extensions"), "false"
    )
    with duckdb.connect(config=config) as connection:
        raw = raw_rows(file, connection)
        loaded = load(raw, connection, fresh_name("courses"))
        chosen = ", ".join(map(quoted, raw.columns))
        query = f"SELECT {chosen} FROM {quoted(loaded.table)} ORDER BY {loaded.counter}"
        values = connection.execute(query).fetchall()
    rows = [dict(zip(raw.columns, value, strict=True)) for value in values]
    return rows, raw.columns, len(loaded.unreadable)


def _columns_of(columns: list[str], file: Path) -> dict[str, str]:
    """The catalogue's column for each meaning; SourceError without an id or a name."""
    plain = {"".join(words_of(column)): column for column in reversed(columns)}
    found: dict[str, str] = {}
    for meaning, names in COLUMNS.items():
        column = next((plain[name] for name in names if name in plain), None)
        if column is not None and column not in found.values():
            found[meaning] = column
    missing = [word for word in ("course_id", "name") if word not in found]
    if missing:
        told = {"course_id": "the course's number", "name": "the course's name"}
        raise SourceError(
            f"`{file.name}` has no column that we know for {told[missing[0]]}.",
            where=f"{file}, row 1",
            did="Nothing was written.",
            remedy="Call one column course_id and one name, and try again.",
        )
    return found


def _is_lettered(values: list[Any]) -> bool:
    """Whether the college column names A-G subjects; then nothing in it means no."""
    return any(LETTER.match((value or "").strip().lower()) for value in values)


def _row(given: Mapping[str, str], lettered: bool) -> dict[str, str]:
    reading = read_name(given["name"], given.get("sced", ""), given.get("department", ""))
    _say_level(reading, given.get("level", "").lower())
    _say_a_g(reading, given.get("a_g", "").strip().lower(), lettered)
    for flag in ("algebra_1", "arts"):
        if given.get(flag, "").lower() in (*YES, *NO):
            reading.say(flag, given[flag].lower() in YES, f"the catalogue's column {flag}")
    questions = [f"? {doubt}" for doubt in reading.doubts]
    known = bool(reading.cells or reading.doubts)
    return {
        **reading.cells,
        "course_id": given["course_id"],
        "name": given["name"],
        "sure": ("yes" if reading.sure else "no") if known else "",
        "why": "; ".join([*questions, *reading.why]),
    }


def _say_level(reading: Reading, value: str) -> None:
    """The catalogue's own column of levels; a name that says another is a doubt."""
    own = next((level for level, names in LEVELS.items() if value in names), None)
    named = reading.cells.get("level", "regular")
    if own is None:
        return
    if named not in ("regular", own):
        reading.doubt(f"the catalogue's level is {own}, the name says {named}")
    elif own != named:
        reading.say("level", own, "the catalogue's level column")
        if own in COLLEGE_LEVEL and reading.cells.get("subject") == "science":
            reading.say("advanced_science", True)


def _say_a_g(reading: Reading, plain: str, lettered: bool) -> None:
    """The catalogue's own column of college entrance."""
    if plain in NO or (not plain and lettered):
        reading.say("college_prep", False, "no mark in the catalogue's college column")
    elif plain in YES or (lettered and LETTER.match(plain)):
        reading.say("college_prep", True, "the catalogue's college column")
    elif plain:
        reading.doubt("what does the catalogue's college column mean here?")


def _csv(drafted: Mapping[str, Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(TABLES["course_codes"].columns), lineterminator="\n")
    writer.writeheader()
    for row in drafted.values():
        writer.writerow(row)
    return out.getvalue()
