"""Reading what is to be attacked: a release of ours, numbers of others, and enrolments."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forwhom.audit.published_rows import Told, published_rows
from forwhom.disparities.published_levels import of_one_grade
from forwhom.disparities.published_numbers import group_of
from forwhom.errors import AttackError
from forwhom.privacy.reading import NotShown
from forwhom.release.attack import Shown
from forwhom.release.attack.attacked import Enrolled
from forwhom.release.attack.shown import Place, of_published, of_release
from forwhom.release.released import COLUMNS, NUMBERS, Number

ENROLLMENT = ("school_year", "place_type", "place_id", "group", "n")
MOST_DIGITS = 8


@dataclass
class Read:
    """The rows of a table to attack, what its places are called, and what reading it told."""

    rows: list[Shown]
    names: dict[Place, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_release(folder: Path) -> Read:
    """The rows of numbers.csv."""
    path = folder / NUMBERS
    rows = []
    for number, line in _lines(path, COLUMNS):
        try:
            rows.append(of_release(Number(*(line[name] for name in COLUMNS))))
        except NotShown as error:
            raise _wrong_row(path, number, str(error)) from None
    return Read(rows)


def _lines(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with their number in the file. Raises AttackError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            lacks = [name for name in needed if name not in (reader.fieldnames or ())]
            if lacks:
                raise _wrong_row(path, 1, f"The column `{lacks[0]}` is missing.")
            for line in reader:
                if None in line or None in line.values():
                    raise _wrong_row(path, reader.line_num, "The row has too many or few cells.")
                yield reader.line_num, line
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise AttackError(
            f"`{path.name}` cannot be read as a table ({type(error).__name__}).",
            where=str(path),
            did="Nothing was attacked.",
            remedy="Save it as CSV in UTF-8.",
        ) from None


def _wrong_row(path: Path, row: int, what: str) -> AttackError:
    return AttackError(
        what,
        where=f"{path}, row {row}",
        did="Nothing was attacked.",
        remedy="Mend that row; docs/how-to/attack-a-release.md shows what each column holds.",
    )


def read_enrollment(path: Path) -> dict[Enrolled, int]:
    """How many children each group of each place has, by an optional measure."""
    found: dict[Enrolled, int] = {}
    for number, line in _lines(path, ENROLLMENT):
        n = line["n"].strip()
        if not n.isascii() or not n.isdecimal() or len(n) > MOST_DIGITS:
            raise _wrong_row(path, number, "`n` is no number of children.")
        place = Place(line["place_type"].strip(), line["place_id"].strip())
        measure = (line.get("measure") or "").strip() or None
        key = (measure, line["school_year"].strip(), place, line["group"].strip())
        if found.setdefault(key, int(n)) != int(n):
            raise _wrong_row(path, number, "A group stands there twice, with two numbers.")
    return found


def read_published(where: Path, mapping: Path | None, kind: str | None, accept: bool) -> Read:
    """The rows of published_counts, as they stand there or as a source or mapping reads them."""
    told = Told(
        did="Nothing was attacked.",
        refused="and not attacked",
        remedy="Name a release of ours, or numbers in the form of published_counts "
        "(docs/how-to/published-counts.md). Records of students are not attacked: publish them.",
        error=AttackError,
    )
    rows, notes = published_rows(where, mapping, kind, accept, told)
    read = Read([], notes=notes)
    for row in rows:
        place = Place(row["place_type"], row["place_id"])
        if row.get("place_name"):
            read.names[place] = row["place_name"]
        read.rows.append(_shown(of_one_grade(row), place))
    return read


def _shown(row: dict[str, Any], place: Place) -> Shown:
    measure = row["measure"]
    if row.get("level") is not None:  # children on one level of a test, of one grade or of all
        grade = f"grade {row['grade']}, " if row.get("grade") else ""
        measure = f"{measure} ({grade}level {row['level']})"
    group = group_of(row["dimension"], row["group"])
    numbers = (row["numerator"], row["denominator"], row["rate"])
    return of_published(measure, row["school_year"], place, group, *numbers)
