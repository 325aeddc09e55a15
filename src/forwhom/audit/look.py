"""A look at a source before anything is kept: what is there, what is missing, what that costs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from forwhom.audit.children_notes import children_notes
from forwhom.audit.group_values import check_references, unknown_group_words
from forwhom.data.engine import DuckDB, open_duckdb
from forwhom.data.id_changes import under_one_id
from forwhom.data.importer import bring_in, silent
from forwhom.data.open_source import open_source
from forwhom.data.refusals import Account, Reason, write_refusals
from forwhom.data.settings import Settings
from forwhom.data.sources.source import Source
from forwhom.data.store import Calendar, Tables
from forwhom.data.tables import TABLES
from forwhom.errors import ForwhomError
from forwhom.facts import FACTS
from forwhom.facts.events import all_events
from forwhom.measures import MEASURES, Measure
from forwhom.rules import Rules

Say = Callable[[str], None]
PUBLISHED = "published_counts"
NEEDED = "enrollments"  # without it nobody is known to be in school


@dataclass(frozen=True)
class Seen:
    """What a source holds: `possible` measures have records; `costs` says what the others lack."""

    source: str
    accounts: list[Account]
    notes: list[str]
    unreadable: dict[str, ForwhomError] = field(default_factory=dict)
    possible: list[str] = field(default_factory=list)
    costs: dict[str, list[str]] = field(default_factory=dict)

    @property
    def reasons(self) -> list[Reason]:
        """Why rows were refused, the commonest reason first."""
        found = [reason for account in self.accounts for reason in account.reasons]
        return sorted(found, key=lambda reason: -reason.rows)

    @property
    def refused(self) -> int:
        """How many rows were refused in all."""
        return sum(account.refused for account in self.accounts)

    @property
    def missing(self) -> list[str]:
        """Agreed tables that are not there."""
        there = {account.table for account in self.accounts} | set(self.unreadable)
        return [name for name in TABLES if name not in there]

    @property
    def too_many(self) -> bool:
        """Whether an import would stop because of refused rows."""
        return any(account.too_many for account in self.accounts)

    @property
    def exit_code(self) -> int:
        """0 where an import would go through; else that of the error it would end with."""
        worst = next(iter(self.unreadable.values()), None)
        return worst.exit_code if worst else 5 if self.too_many else 0

    def as_dict(self) -> dict[str, Any]:
        """For machines: counts, places and reasons, never values."""
        tables = {a.table: a.as_dict() for a in self.accounts}
        for told in tables.values():
            del told["reasons"], told["notes"]
        return {
            "source": self.source,
            "tables": tables,
            "unreadable_tables": {name: vars(e) for name, e in self.unreadable.items()},
            "missing_tables": self.missing,
            "measures": {"possible": self.possible, "without_data": self.costs},
            "refused": [asdict(reason) for reason in self.reasons],
            "notes": self.notes,
            "import_would_stop": self.exit_code != 0,
        }


def look_at(
    source: Path,
    mapping: Path | None = None,
    *,
    kind: str | None = None,
    refused_to: Path | None = None,
    say: Say = silent,
) -> Seen:
    """Read a source as an import would, keep nothing, and say what was seen.

    `refused_to` is a folder for lists of every refused row, one CSV a table.
    """
    opened = open_source(source, mapping, kind)
    settings = _settings(opened)
    unreadable: dict[str, ForwhomError] = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with open_duckdb(folder) as engine:
            accounts = bring_in(
                opened,
                engine.connection,
                folder,
                year_starts=settings.year_starts,
                say=say,
                unreadable=unreadable,
            )
            notes = _notes(opened, accounts, folder / "tables", engine, settings)
            published = _published(accounts, folder / "tables", engine)
        if refused_to is not None:
            write_refusals(accounts, refused_to)
    lacks = _lacks(accounts, published, settings)
    return Seen(
        source=str(source),
        accounts=accounts,
        notes=notes,
        unreadable=unreadable,
        possible=[name for name, needs in lacks.items() if not needs],
        costs={name: needs for name, needs in lacks.items() if needs},
    )


def _settings(source: Source) -> Settings:
    """Those that came with the records, checked; else the defaults."""
    if source.settings is None:
        return Settings()
    settings = Settings.read(source.settings)
    check_references(settings.reference, source.settings)
    return settings


def _lacks(
    accounts: list[Account], published: set[str], settings: Settings
) -> dict[str, list[str]]:
    """What each measure lacks; nothing where its records are here or its numbers published."""
    filled = {account.table: set(account.filled) for account in accounts if account.kept}
    partly = settings.absences_only
    return {
        name: [] if name in published else lacking(measure, filled, absences_only=partly)
        for name, measure in MEASURES.items()
    }


def _published(accounts: list[Account], tables: Path, engine: DuckDB) -> set[str]:
    """The shares of children that published numbers give, where there are no records."""
    import narwhals as nw

    kept = {account.table for account in accounts if account.kept}
    if PUBLISHED not in kept or NEEDED in kept:
        return set()
    whole = engine.scan(tables / f"{PUBLISHED}.parquet").filter(nw.col("level").is_null())
    frame = whole.select("measure").unique()
    names = set(engine.fetch(frame).column("measure").to_pylist())
    return {name for name in names & set(MEASURES) if MEASURES[name].kind == "share"}


def _notes(
    source: Source, accounts: list[Account], folder: Path, engine: DuckDB, settings: Settings
) -> list[str]:
    told = [*source.notes, *(note for account in accounts for note in account.notes)]
    frames = {a.table: engine.scan(folder / f"{a.table}.parquet") for a in accounts}
    one = under_one_id(frames, engine)
    calendar = Calendar(settings.year_starts, settings.counted_on)
    tables = Tables(engine, one.frames, Rules(settings.rules), calendar)
    words = [*one.notes, *unknown_group_words(tables), *children_notes(tables)]
    told += [english for english, _ in words]
    return list(dict.fromkeys(told))


def lacking(
    measure: Measure, filled: dict[str, set[str]], *, absences_only: bool = False
) -> list[str]:
    """The records a measure needs that are not there; `or` stands between equals.

    `filled` gives for each table the columns that hold anything. A table of absences only does
    not say how long a child was enrolled.
    """
    lacks = [] if filled.get(NEEDED) else [NEEDED]
    for name in sorted((measure.among.columns | measure.outcome.columns) & set(FACTS)):
        fact = FACTS[name]
        reads = fact.reads or all_events()[fact.of].reads
        own = fact.value.columns
        if absences_only and "days_enrolled" in own:
            reads = {table: columns for table, columns in reads.items() if table != "attendance"}
        usable = [
            table
            for table, columns in reads.items()
            if filled.get(table)
            and set(columns) <= filled[table]
            and (own & set(TABLES[table].columns)) <= filled[table]
        ]
        if not usable:
            lacks.append(_told(reads, own, filled))
    return sorted(set(lacks))


def _told(reads: dict[str, tuple[str, ...]], own: set[str], filled: dict[str, set[str]]) -> str:
    told = []
    for table, columns in reads.items():
        wanted = {*columns, *(own & set(TABLES[table].columns))}
        empty = sorted(wanted - filled.get(table, set()))
        told.append(f"{table}.{', '.join(empty)}" if filled.get(table) else table)
    return " or ".join(told)
