"""What a group is: its values, when a child is in it, and its words in English and Spanish."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from forwhom.data.expressions import Expression
from forwhom.errors import DeclarationError

NOT_REPORTED = "Not reported"
WhenCounted = Literal["as_last_reported", "census_day", "any_day", "last_in_year", "last_enrolled"]


@dataclass(frozen=True, kw_only=True)
class Value:
    """One group of a dimension, and how to speak of its children.

    English puts words `before` and `after` the noun students; Spanish puts `after_es` behind
    estudiantes. "Black or African American" + students; students + "with disabilities".
    """

    title: str = ""
    title_es: str = ""
    before: str = ""
    after: str = ""
    after_es: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """A dimension: one way to ask for whom.

    `values` are the canonical values in the one order used everywhere. A child's value comes from
    `of`, an expression over the students table, or, where `of` is absent, from `recorded`: rows of
    student_groups with that dimension; `otherwise` is the value of a child without a row in a
    district that lists only those who are in the group. `about` names what several dimensions
    describe in common: two of the same are never crossed. Values outside the list are kept as
    they are when `open_values` is set, and become Not reported otherwise. `named` turns a code of
    the records into a name, `words` speaks of a name that is not in the list. Names of fewer
    children in the district and year than the rule `at_least` says become the group `folded`.
    """

    title: str
    title_es: str
    about: str
    when: WhenCounted
    when_says: str
    source: str
    values: dict[str, Value] = field(default_factory=dict)
    of: Expression | None = None
    recorded: str = ""
    otherwise: str = ""
    open_values: bool = False
    named: Callable[[str], str] | None = None
    words: Callable[[str], Value] | None = None
    at_least: str = ""
    folded: str = ""
    examples: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        if not self.source:
            raise DeclarationError(f"The group `{self.title}` names no source.")
