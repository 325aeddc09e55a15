"""What is right: facts, groups, measures and counts in plain Python, slow and obvious.

Written from the rules of the facts, the contract and the sources, not from the engine's code.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations

from forwhom.facts.fact import Place
from forwhom.groups import GROUPS, may_cross
from forwhom.measures import MEASURES
from tests.backends import oracle_children, oracle_discipline, oracle_facts, oracle_services
from tests.backends.oracle_groups import value_of
from tests.backends.oracle_ids import merged
from tests.backends.oracle_measures import asked
from tests.backends.oracle_rules import rule
from tests.backends.records import Records, Row

__all__ = ["FACTS", "cells", "children", "counted", "told", "with_facts", "with_groups"]

FACTS = {**oracle_facts.FACTS, **oracle_discipline.FACTS, **oracle_services.FACTS}


def with_facts(records: Records, place: Place, names: Iterable[str]) -> list[Row]:
    names, records = list(names), merged(records)
    return [
        {**row, **{name: FACTS[name](records, place, row) for name in names}}
        for row in children(records, place)
    ]


def children(records: Records, place: Place) -> list[Row]:
    """One row per child and year (and school)."""
    return oracle_children.children(merged(records), place)


def with_groups(records: Records, found: list[Row]) -> list[Row]:
    """Each row with the value of every dimension beside it."""
    records = merged(records)
    return [{**row, **{name: value_of(name, records, row) for name in GROUPS}} for row in found]


Told = tuple[Row, dict[str, str], Counter[str]]


def told(records: Records, place: Place) -> list[Told]:
    """Each child's row, its groups, and what it adds to every statistic."""
    found, records = [], merged(records)
    for row in with_facts(records, place, FACTS):
        groups = {name: value_of(name, records, row) for name in GROUPS}
        found.append((row, groups, adds(records, row)))
    return found


def adds(records: Records, row: Row) -> Counter[str]:
    added = Counter({"children": int(row["enrolled"])})
    for name, measure in MEASURES.items():
        among, outcome = asked(name, row, lambda n: rule(records, n, row["school_year"]))
        known = bool(among) and outcome is not None
        added[f"{name}__n"] += known
        if measure.kind == "share":
            added[f"{name}__count"] += known and bool(outcome)
        elif known:
            points = round(Fraction(str(outcome)) * 1000)
            added[f"{name}__sum"] += points
            added[f"{name}__sum_of_squares"] += points**2
    return added


def cells(children_told: list[Told], place: Place) -> dict[tuple[str, ...], Counter[str]]:
    """The sums of each year, (school,) and kind of child."""
    found: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row, groups, added in children_told:
        school = [row["school_id"]] if place == "school" else []
        found[row["school_year"], *school, *groups.values()].update(added)
    return found


def counted(
    children_told: list[Told], place: Place, dimensions: Sequence[str]
) -> dict[tuple[str, str, str, str], Counter[str]]:
    """The sums of each year, place and group: every child adds to each group it is in."""
    found: dict[tuple[str, str, str, str], Counter[str]] = defaultdict(Counter)
    for row, groups, added in children_told:
        for group in in_groups(dimensions, pairs=place == "district"):
            for kind, name in in_places(row, groups, place):
                about_grade = kind == "grade_band" and not all(
                    may_cross("grade_band", dimension) for dimension in group
                )
                if not about_grade:
                    text = " & ".join(f"{d}={groups[d]}" for d in sorted(group)) or "all"
                    found[row["school_year"], kind, name, text].update(added)
    return found


def in_groups(dimensions: Sequence[str], *, pairs: bool) -> list[tuple[str, ...]]:
    """Everyone, each dimension, and each pair of dimensions that are about different things."""
    crossed = [pair for pair in combinations(dimensions, 2) if may_cross(*pair)] if pairs else []
    return [(), *((name,) for name in dimensions), *crossed]


def in_places(row: Row, groups: dict[str, str], place: Place) -> list[tuple[str, str]]:
    if place == "school":
        return [("school", row["school_id"])]
    return [("district", "district"), ("grade_band", groups["grade_band"])]
