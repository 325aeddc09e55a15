"""Many examples as one district, each with ids and school years of its own.

A cluster plans for a second what it counts in no time. Examples that record the same tables are put
side by side: the first stays in its years, the next stands 400 years later, when days fall on the
same weekdays again, and so on. Which years are recorded then stays each example's own matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from forwhom.data.table import Kind
from forwhom.data.tables import TABLES
from forwhom.facts import FACTS
from forwhom.facts.fact import Place
from forwhom.rules import Rules, all_rules
from tests.backends.records import Records, Row
from tests.examples.tables import Cells, Example, fact_example

# Who is listed there at all says something of everyone in the district, whatever the year.
OF_THE_DISTRICT = "student_groups"
CYCLE = 400  # years after which the calendar repeats, weekdays too
TOGETHER = 10


@dataclass
class Batch:
    """The records of several facts' examples, and the rows each fact must have in each grain."""

    records: Records
    expected: dict[Place, dict[str, list[Cells]]]


def batches() -> Iterator[Batch]:
    """Every fact's example, in one batch or another."""
    examples = {name: fact_example(fact.examples) for name, fact in sorted(FACTS.items())}
    alone = [name for name, example in examples.items() if _stands_alone(example)]
    rest = sorted(set(examples) - set(alone), key=lambda name: (_recorded(examples[name]), name))
    together = [[name] for name in alone]
    for _, found in groupby(rest, key=lambda name: _recorded(examples[name])):
        alike = list(found)
        together += [alike[at : at + TOGETHER] for at in range(0, len(alike), TOGETHER)]
    return (_batch({name: examples[name] for name in names}) for names in together)


def _recorded(example: Example) -> list[str]:
    return sorted(example.records.tables)


def _stands_alone(example: Example) -> bool:
    """Whether its meaning hangs on more than its own years: a rule changes, or it has no year."""
    if OF_THE_DISTRICT in example.records.tables:
        return True
    rows = [row for rows in example.records.tables.values() for row in rows]
    years = {row["school_year"] for row in rows if row.get("school_year")}
    rules = Rules()
    return any(
        rules.value(name, year) != rules.value(name, _year_later(year, 1))
        for name in all_rules()
        for year in years
    )


def _batch(examples: dict[str, Example]) -> Batch:
    tables: dict[str, list[Row]] = {}
    expected: dict[Place, dict[str, list[Cells]]] = {"district": {}, "school": {}}
    for number, (name, example) in enumerate(examples.items()):
        for table, rows in example.records.tables.items():
            tables.setdefault(table, []).extend(_row_apart(table, row, number) for row in rows)
        for place, cells in example.expected.items():
            expected[place][name] = [_cells_apart(row, number) for row in cells]
    return Batch(Records(tables), {place: names for place, names in expected.items() if names})


def _row_apart(table: str, row: Row, number: int) -> Row:
    columns = TABLES[table].columns
    return {
        name: _apart(
            name, columns[name].kind if name in columns else Kind.SCHOOL_YEAR, value, number
        )
        for name, value in row.items()
    }


def _cells_apart(cells: Cells, number: int) -> Cells:
    kinds = {"school_year": Kind.SCHOOL_YEAR}
    return {
        name: _apart(name, kinds.get(name, Kind.TEXT), text, number) for name, text in cells.items()
    }


def _apart(name: str, kind: Kind, value: Any, number: int) -> Any:
    if value is None:
        return None
    if kind is Kind.SCHOOL_YEAR:
        return _year_later(value, number)
    if kind is Kind.DATE:
        day: date = value
        return day.replace(year=day.year + CYCLE * number)
    return f"{number}:{value}" if name.endswith("_id") else value


def _year_later(school_year: str, number: int) -> str:
    return f"{int(school_year[:4]) + CYCLE * number}{school_year[4:]}"
