"""Reading what is to be attacked: a release of ours, numbers of others, and enrolments."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from forwhom.data.district import District
from forwhom.data.engine import DuckDB, open_duckdb
from forwhom.data.importer import bring_in
from forwhom.data.open_source import open_source
from forwhom.data.refusals import Account
from forwhom.data.settings import Settings
from forwhom.data.sources.own import OwnFolder
from forwhom.data.sources.source import Source
from forwhom.data.tables import TABLES
from forwhom.disparities.published_levels import of_one_grade
from forwhom.disparities.published_numbers import group_of
from forwhom.errors import AttackError, ForwhomError, RefusedError
from forwhom.privacy.reading import NotShown
from forwhom.release.attack import Shown
from forwhom.release.attack.attacked import Enrolled
from forwhom.release.attack.shown import Place, of_published, of_release
from forwhom.release.released import COLUMNS, NUMBERS, Number

PUBLISHED = "published_counts"
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
    if where.is_dir() and mapping is None and kind is None and District.is_at(where):
        with open_duckdb() as engine:
            return _rows(engine, where / "tables", where)
    source = _one_file(where) if mapping is None and kind is None else None
    source = source or open_source(where, mapping, kind)
    if PUBLISHED not in source.tables:
        raise _no_table(where)
    settings = Settings.read(source.settings) if source.settings else Settings()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with open_duckdb(folder) as engine:
            only = _Only(source)
            unreadable: dict[str, ForwhomError] = {}
            accounts = bring_in(
                only,
                engine.connection,
                folder,
                year_starts=settings.year_starts,
                unreadable=unreadable,
            )
            for error in unreadable.values():
                raise error
            notes = _refused(accounts, accept)
            read = _rows(engine, folder / "tables", where)
    return replace(read, notes=notes)


@dataclass
class _Only:
    """A source of which only the published numbers are read."""

    source: Source

    @property
    def tables(self) -> list[str]:
        return [PUBLISHED]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.source, name)


def _one_file(where: Path) -> Source | None:
    """A single file whose columns are those of published_counts."""
    if not where.is_file() or not where.name.lower().endswith((".csv", ".csv.gz", ".parquet")):
        return None
    own = OwnFolder(where.parent, {PUBLISHED: where})
    with open_duckdb() as engine:
        try:
            own.rows(PUBLISHED, engine.connection)
        except ForwhomError:
            return None
    return OwnFolder(where.parent, {PUBLISHED: where})


def _no_table(where: Path) -> AttackError:
    return AttackError(
        f"There are no published numbers in `{where.name}`.",
        where=str(where),
        did="Nothing was attacked.",
        remedy="Name a release of ours, or numbers in the form of published_counts "
        "(docs/how-to/published-counts.md). Records of students are not attacked: publish them.",
    )


def _refused(accounts: list[Account], accept: bool) -> list[str]:
    """What was refused, as notes. Raises RefusedError where it is more than an import allows."""
    notes = []
    for account in accounts:
        if account.refused:
            first = account.reasons[0]
            told = (
                f"{account.refused:,} of {account.rows_in:,} rows were refused and not attacked, "
                f"most often: {first.reason} ({first.file}, row {first.first[0]}, "
                f"column {first.column or '-'})."
            )
            if account.too_many and not accept:
                raise RefusedError(
                    told,
                    did="Nothing was attacked.",
                    remedy=f"{first.remedy} `forwhom check` lists every refused row. Or go on "
                    "without them: --accept-refused.",
                )
            notes.append(told)
    return notes


def _rows(engine: DuckDB, tables: Path, where: Path) -> Read:
    path = tables / f"{PUBLISHED}.parquet"
    if not path.is_file():
        raise _no_table(where)
    frame = engine.scan(path)
    order = [*TABLES[PUBLISHED].key]
    known = frame.collect_schema().names()
    read = Read([])
    for row in engine.fetch(frame.sort([name for name in order if name in known])).to_pylist():
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
