"""Measures that tell of one another: one holds the other's children, or is nearly the same."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

BEGINS = "_"  # a name that ends so stands for all names that begin so


@dataclass(frozen=True)
class Telling:
    """What some release tells of one school year: measures, and dimensions of its groups."""

    measures: frozenset[str]
    dimensions: frozenset[str] = frozenset()

    def __or__(self, other: Telling) -> Telling:
        """Both together."""
        return Telling(self.measures | other.measures, self.dimensions | other.dimensions)


def known_nested() -> dict[str, str]:
    """Measures whose children are all among those of another, as far as Forwhom knows."""
    return {str(inner): str(outer) for inner, outer in _read("nested.toml").items()}


def nested_among(
    measures: Collection[str], known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Of some measures, each one's nearest among them that holds all its children, if any does.

    Where B holds A and C holds B, but B is not among them, C is nearest to A. `known`: which is
    held by which, if not as Forwhom knows it.
    """
    known = known_nested() if known is None else known
    found: dict[str, str] = {}
    for name in measures:
        outer, passed = _holder(name, known), {name}
        while outer is not None and outer not in measures and outer not in passed:
            passed.add(outer)
            outer = _holder(outer, known)
        if outer is not None and outer in measures and outer != name:
            found[name] = outer
    return found


def _holder(name: str, known: Mapping[str, str]) -> str | None:
    if name in known:
        return known[name]
    begins = (outer for inner, outer in known.items() if _begins(name, inner) and outer != name)
    return next(begins, None)


def _begins(name: str, pattern: str) -> bool:
    return pattern.endswith(BEGINS) and name.startswith(pattern)


def give_away(
    told: Telling, not_by: Mapping[str, Sequence[str]], before: Telling | None = None
) -> str | None:
    """Why these may not be told together, in plain words; None where they may.

    `not_by`: for each measure, dimensions whose groups are what it counts. `before`: what is out
    already. What that gives away alone cannot be taken back, and is no reason.
    """
    before = before or Telling(frozenset())
    both = told | before
    alike = _read("alike.toml")
    for names in map(set, alike["together"]):
        if names <= both.measures and not names <= before.measures and names & told.measures:
            return f"{_said(sorted(names))} give one another away"
    by_size = [*alike["told_by_sizes"]]
    for name in sorted(m for m in both.measures if any(m.startswith(p) for p in by_size)):
        same = {*(not_by.get(name) or ())}
        out = name in before.measures and same & before.dimensions
        if same & both.dimensions and not out:
            dimension = min(same & both.dimensions)
            return f"How many children are in a group of `{dimension}` tells `{name}`"
    return None


def _said(names: Iterable[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))
