"""A look at a source before anything is kept: what is there, what is missing, what that costs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forwhom.data.district import write_refusals
from forwhom.data.engine import open_duckdb
from forwhom.data.importer import Account, Refusal, bring_in, silent
from forwhom.data.open_source import open_source
from forwhom.data.tables import TABLES
from forwhom.facts import FACTS
from forwhom.facts.events import all_events
from forwhom.measures import MEASURES, Measure

Say = Callable[[str], None]
NEEDED = "enrollments"  # without it nobody is known to be in school


@dataclass(frozen=True)
class Seen:
    """What a source holds. `possible` measures have their records; `costs` says what others lack."""

    source: str
    accounts: list[Account]
    notes: list[str]
    possible: list[str] = field(default_factory=list)
    costs: dict[str, list[str]] = field(default_factory=dict)

    @property
    def refusals(self) -> list[Refusal]:
        """Every refused row of every table."""
        return [refusal for account in self.accounts for refusal in account.refusals]

    @property
    def missing(self) -> list[str]:
        """Agreed tables that are not there."""
        there = {account.table for account in self.accounts}
        return [name for name in TABLES if name not in there]

    @property
    def too_many(self) -> bool:
        """Whether an import would stop."""
        return any(account.too_many for account in self.accounts)

    def as_dict(self) -> dict[str, Any]:
        """For machines: counts, places and reasons, never values."""
        return {
            "source": self.source,
            "tables": {
                a.table: {
                    "file": a.file,
                    "rows_in": a.rows_in,
                    "kept": a.kept,
                    "refused": a.refused,
                }
                for a in self.accounts
            },
            "missing_tables": self.missing,
            "measures": {"possible": self.possible, "without_data": self.costs},
            "refused": [vars(refusal) for refusal in self.refusals],
            "notes": self.notes,
            "import_would_stop": self.too_many,
        }


def look_at(
    source: Path,
    mapping: Path | None = None,
    *,
    refused_to: Path | None = None,
    say: Say = silent,
) -> Seen:
    """Read a source as an import would, keep nothing, and say what was seen."""
    opened = open_source(source, mapping)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with open_duckdb(folder) as engine:
            accounts = bring_in(opened, engine.connection, folder, say=say)
    if refused_to is not None:
        write_refusals(accounts, refused_to)
    filled = {account.table: set(account.filled) for account in accounts if account.kept}
    costs = {name: lacking(measure, filled) for name, measure in MEASURES.items()}
    notes = [*opened.notes, *(note for account in accounts for note in account.notes)]
    return Seen(
        source=str(source),
        accounts=accounts,
        notes=list(dict.fromkeys(notes)),
        possible=[name for name, lacks in costs.items() if not lacks],
        costs={name: lacks for name, lacks in costs.items() if lacks},
    )


def lacking(measure: Measure, filled: dict[str, set[str]]) -> list[str]:
    """The records a measure needs that are not there; `or` stands between equals.

    `filled` gives for each table the columns that hold anything.
    """
    lacks = [] if filled.get(NEEDED) else [NEEDED]
    for name in sorted((measure.among.columns | measure.outcome.columns) & set(FACTS)):
        fact = FACTS[name]
        reads = all_events()[fact.of].reads
        own = fact.value.columns
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
