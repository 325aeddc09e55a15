"""What is known of the teacher of each section: new, out of field, without a full credential."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from forwhom.causes.access.courses import Seats
from forwhom.causes.cause import Real
from forwhom.causes.records import Records

NEW, OUT_OF_FIELD, WITHOUT = "inexperienced", "out_of_field", "without_full_credential"
KINDS = (NEW, OUT_OF_FIELD, WITHOUT)
COLUMNS = ("staff_id", "school_id", "role", "years_of_experience", "credential", "in_field")
SUBSTITUTE = ("substitute", "sub", "sustituto", "suplente")
Person = Mapping[str, Any]


def of_sections(records: Records, seats: Seats, year: str) -> dict[str, Real]:
    """For each kind and section 1, 0, or nan where it is not known.

    A teacher is looked up at the section's school, and else anywhere in the district.
    """
    most = float(records.tables.rules.value("teachers.inexperienced_years", year))
    rows = _rows(records, year)
    here = {(row["staff_id"], row["school_id"]): row for row in rows}
    anywhere = {row["staff_id"]: row for row in rows}
    pairs = zip(seats.column("staff_id"), seats.column("school_id"), strict=True)
    people = [here.get(pair) or anywhere.get(pair[0]) for pair in pairs]
    asks: dict[str, Callable[[Person], bool | None]] = {
        NEW: lambda row: _if_known(row["years_of_experience"], lambda years: years <= most),
        OUT_OF_FIELD: lambda row: _if_known(row["in_field"], lambda inside: not inside),
        WITHOUT: _without,
    }
    return {kind: _numbers(people, ask) for kind, ask in asks.items()}


def teachers_of(seats: Seats, told: Real) -> int:
    """How many teachers of sections are of a kind: where there are two, numbers speak of people."""
    named = np.array(seats.column("staff_id"), object)[told == 1]
    return len(set(named))


def _rows(records: Records, year: str) -> list[dict[str, Any]]:
    """One row a person and school; of two rows, teachers before aides, then by what they say."""
    import narwhals as nw

    key = f"why staff of {year}"
    if key not in records.tables.kept:
        frame = records.tables.frame("staff_years").filter(nw.col("school_year") == year)
        found = records.tables.engine.fetch(frame.select(*COLUMNS)).to_pylist()
        records.tables.kept[key] = sorted(found, key=_last_stands)
    rows: list[dict[str, Any]] = records.tables.kept[key]
    return rows


def _last_stands(row: Person) -> tuple[Any, ...]:
    teaches = (row["role"] or "teacher") == "teacher" or _substitutes(row)
    return (teaches, *(str(row[name] or "") for name in COLUMNS))


def _substitutes(row: Person) -> bool:
    words = (row["role"] or "").lower().replace("-", " ").replace("_", " ").split()
    return any(word in SUBSTITUTE for word in words)


def _without(row: Person) -> bool | None:
    """On an emergency permit, without a credential, or a substitute as the section's teacher."""
    if _substitutes(row):
        return True
    return _if_known(row["credential"], lambda word: word in ("emergency", "none"))


def _if_known(value: Any, ask: Callable[[Any], bool]) -> bool | None:
    return None if value is None else ask(value)


def _numbers(people: Iterable[Person | None], ask: Callable[[Person], bool | None]) -> Real:
    told = (None if person is None else ask(person) for person in people)
    return np.array([np.nan if value is None else float(value) for value in told])
