"""Reading `examples`: small tables as people write them, with `|` between the cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from forwhom.data.tables import TABLES
from tests.backends.records import Records, typed

IN_DISTRICT, IN_SCHOOLS = "expected in the district", "expected in schools"
NO_ROW = "no row"
Cells = dict[str, str]


@dataclass
class Example:
    """The records of a fact's examples, and the rows they must give in each grain."""

    records: Records
    expected: dict[str, list[Cells]] = field(default_factory=dict)


def table(lines: list[str]) -> list[Cells]:
    """Rows by the names in the first line; every row must have as many cells as it."""
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [dict(zip(head, row, strict=True)) for row in rows]


def lines_of(text: str) -> list[str]:
    """The lines that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def fact_example(text: str) -> Example:
    """A fact's examples: blocks with a title, parted by empty lines: tables, what is expected."""
    tables, expected = {}, {}
    for block in text.strip().split("\n\n"):
        title, *lines = lines_of(block)
        if title in TABLES:
            tables[title] = typed(title, table(lines))
        else:
            assert title in (IN_DISTRICT, IN_SCHOOLS), f"`{title}` is no agreed table."
            expected["district" if title == IN_DISTRICT else "school"] = table(lines)
    assert any(expected.values()), "The examples say nothing of what is expected."
    return Example(Records(tables), expected)
