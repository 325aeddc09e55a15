"""The district's own codes become names, and names of very few children become one group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.data.table import Table, text
from forwhom.facts.events.enrolled import in_district, spans
from forwhom.groups.group import NOT_REPORTED, Group

if TYPE_CHECKING:
    import narwhals as nw

CHILD = ["student_id", "school_year"]
NAMES = Table(
    name="names",
    title="Names of codes",
    columns={"school_year": text(), "code": text(), "name": text()},
)


def named_and_folded(
    wide: nw.LazyFrame[Any], tables: Tables, name: str, group: Group
) -> nw.LazyFrame[Any]:
    """The column `name` of codes as names; those of too few children as the group's `folded`.

    The district's children of the year decide, so that a school's child is in the same group.
    """
    import narwhals as nw

    names = names_of(tables, name, group)
    if names is None:
        return wide
    joined = wide.join(names, left_on=["school_year", name], right_on=["school_year", "code"],
                       how="left")  # fmt: skip
    few = nw.when(~nw.col(name).is_null()).then(nw.lit(group.folded)).otherwise(None)
    named = joined.with_columns(**{name: nw.coalesce(nw.col("name"), few)})
    return named.select([column for column in named.collect_schema().names() if column != "name"])


def names_of(tables: Tables, name: str, group: Group) -> nw.LazyFrame[Any] | None:
    """Year, code and name of every code that is not folded; None where nobody has a code."""
    key = f"names of {name}"
    if key not in tables.kept:
        counted = _counted(tables, group)
        rows = _kept(counted, tables, group)
        tables.kept[key] = tables.engine.rows(NAMES, rows) if counted else None
    found: nw.LazyFrame[Any] | None = tables.kept[key]
    return found


def _counted(tables: Tables, group: Group) -> list[dict[str, Any]]:
    """How many children of the district have each code, in each year; codes of others with 0."""
    import narwhals as nw

    assert group.of is not None
    codes = tables.frame("students").select("student_id", code=group.of.bind(tables.rule))
    codes = codes.filter(~nw.col("code").is_null())
    children = in_district(spans(tables), tables).select(CHILD).unique()
    there = children.join(codes, on="student_id", how="inner")
    counted = there.group_by("school_year", "code").agg(n=nw.len().cast(nw.Int64))
    found: list[dict[str, Any]] = tables.engine.fetch(counted).to_pylist()
    seen = tables.engine.fetch(codes.select("code").unique()).column("code").to_pylist()
    years = tables.years
    return found + [{"school_year": y, "code": code, "n": 0} for y in years for code in seen]


def _kept(counted: list[dict[str, Any]], tables: Tables, group: Group) -> list[dict[str, object]]:
    named: Callable[[str], str] = group.named or (lambda code: code)
    children: Counter[tuple[str, str]] = Counter()
    for row in counted:
        children[row["school_year"], named(row["code"])] += row["n"]
    found = {(row["school_year"], row["code"]): named(row["code"]) for row in counted}
    return [
        {"school_year": year, "code": code, "name": name}
        for (year, code), name in sorted(found.items())
        if name == NOT_REPORTED or children[year, name] >= tables.rules.value(group.at_least, year)
    ]
