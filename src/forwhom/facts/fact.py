"""What a fact is: one column about a child and a year, and how it comes from the records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from forwhom.data.expressions import Expression
from forwhom.data.store import Tables
from forwhom.errors import DeclarationError

if TYPE_CHECKING:
    import narwhals as nw

Place = Literal["district", "school"]
Take = Literal["sum", "any", "count", "first"]


@dataclass(frozen=True, kw_only=True)
class Events:
    """Rows that several facts add up: what counts as one day, one removal, one test.

    `rows` gives them for a grain, each with student_id and school_year, and with school_id in the
    school grain where `by_school` holds. `reads` names the tables that can give them, each with
    the columns it cannot do without; one such table is enough. `recorded` gives the years in which
    a child without rows had none, rather than that nothing was recorded. Where a table holds rows
    of many kinds, `wants` names those that are read.
    """

    title: str
    rows: Callable[[Tables, Place], nw.LazyFrame[Any]]
    reads: dict[str, tuple[str, ...]]
    by_school: bool
    recorded: Callable[[Tables], list[str]] | None = None
    wants: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One column of the rows that measures read: one value per child and year (and school).

    `take` says how the events of a child become one value: their sum, whether any holds, how many
    there are, or the first by alphabet. `where` keeps some of the events. `none_means` is the
    value of a child without events in a year that is recorded; without it the value is unknown.
    `reads` and `recorded` are said where they differ from those of its kind of event: a district
    may fill one column and leave another empty.
    """

    title: str
    unit: str
    of: str
    take: Take
    value: Expression
    rule: str
    source: str
    examples: str
    where: Expression | None = None
    none_means: int | None = None
    reads: dict[str, tuple[str, ...]] | None = None
    recorded: Callable[[Tables], list[str]] | None = None
    name: str = ""

    def __post_init__(self) -> None:
        for word in ("title", "rule", "source", "examples"):
            if not getattr(self, word).strip():
                raise DeclarationError(
                    f"The fact `{self.title or 'without a title'}` lacks {word}."
                )
