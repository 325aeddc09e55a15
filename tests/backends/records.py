"""A district's records as lists of rows, the same for the engine and for the oracle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forwhom.data.engine import Engine
from forwhom.data.id_changes import under_one_id
from forwhom.data.store import Calendar, Tables
from forwhom.data.table import Kind
from forwhom.data.tables import TABLES
from forwhom.rules import Rules

Row = dict[str, Any]
READ = {
    Kind.TEXT: str,
    Kind.SCHOOL_YEAR: str,
    Kind.DATE: date.fromisoformat,
    Kind.NUMBER: float,
    Kind.WHOLE: int,
    Kind.YES_NO: {"yes": True, "no": False}.__getitem__,
}


@dataclass
class Records:
    """Rows by table. A table that is not named is not recorded at all."""

    tables: Mapping[str, list[Row]]
    absences_only: bool = False
    only_years: tuple[str, ...] = ()
    overrides: Mapping[str, float] = field(default_factory=dict)

    def on(self, engine: Engine) -> Tables:
        """The same records as the engine's tables."""
        frames = {name: engine.rows(TABLES[name], rows) for name, rows in self.tables.items()}
        return Tables(
            engine=engine,
            frames=under_one_id(frames, engine).frames,
            rules=Rules(self.overrides),
            calendar=Calendar(),
            absences_only=self.absences_only,
            only_years=self.only_years,
        )


def typed(name: str, rows: list[dict[str, str]]) -> list[Row]:
    """Rows of text as an import stores them: typed, empty as missing, dated with their year."""
    table = TABLES[name]
    found = []
    for row in rows:
        unknown = set(row) - set(table.columns)
        assert not unknown, f"The table {name} has no column {', '.join(sorted(unknown))}."
        read: Row = {column: _value(name, column, row.get(column, "")) for column in table.columns}
        found.append(dated(name, read))
    return found


def dated(name: str, row: Row) -> Row:
    """The row with the school year worked out from its date, where its table has one."""
    table = TABLES[name]
    if table.dated and not row.get("school_year"):
        row = {**row, "school_year": year_of(row[table.dated])}
    return row


def year_of(day: date) -> str:
    """The school year of a day: it turns on July 1."""
    first = day.year if day.month >= 7 else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def _value(name: str, column: str, text: str) -> Any:
    return READ[TABLES[name].columns[column].kind](text) if text else None
