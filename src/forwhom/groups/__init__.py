"""For whom: every way of grouping children that an audit looks at, in one order."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import replace

from forwhom.errors import DeclarationError, declared_in
from forwhom.groups import library
from forwhom.groups.group import NOT_REPORTED, Group, Value

__all__ = ["GROUPS", "NOT_REPORTED", "Group", "Value", "may_cross", "words_for"]

# The order of the contract. A new file joins behind these, by name.
ORDER = (
    "race_ethnicity race_ethnicity_california ancestry sex english_learner disability "
    "disability_category economically_disadvantaged foster homeless migrant section_504 grade "
    "grade_band home_language"
).split()


def _found() -> dict[str, Group]:
    names = {module.name for module in pkgutil.iter_modules(library.__path__)}
    known = [name for name in ORDER if name in names]
    return {name: _named(name) for name in [*known, *sorted(names.difference(ORDER))]}


def _named(name: str) -> Group:
    with declared_in(f"groups/library/{name}.py"):
        found = getattr(importlib.import_module(f"{library.__name__}.{name}"), "group", None)
    if not isinstance(found, Group):
        raise DeclarationError(
            f"groups/library/{name}.py declares no group.",
            remedy="Write `group = Group(...)` in it; docs/how-to/add-a-group.md shows how.",
        )
    return replace(found, name=name)


GROUPS: dict[str, Group] = _found()


def may_cross(a: str, b: str) -> bool:
    """Whether the pair of two dimensions says more than each alone: they are about other things.

    Args:
        a: The name of a dimension, such as `race_ethnicity`.
        b: The name of another.

    Raises:
        KeyError: One of the two is not a dimension.
    """
    return GROUPS[a].about != GROUPS[b].about


def words_for(dimension: str, value: str) -> Value:
    """How to speak of one group: its own words, or plain ones for a value only this district has.

    Raises:
        KeyError: There is no such dimension.
    """
    group = GROUPS[dimension]
    if value in group.values:
        return group.values[value]
    if group.words is not None:
        return group.words(value)
    return Value(
        title=value,
        title_es=value,
        after=f"with {group.title.lower()} {value}",
        after_es=f"con {group.title_es.lower()} {value}",
    )
