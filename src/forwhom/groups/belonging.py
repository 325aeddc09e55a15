"""Which groups each child is in, each year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.groups.folding import named_and_folded
from forwhom.groups.group import NOT_REPORTED, Group

if TYPE_CHECKING:
    import narwhals as nw

CHILD = ["student_id", "school_year"]
GRADE_BANDS = {
    **dict.fromkeys(("TK", "KG", "1", "2"), "TK-2"),
    **dict.fromkeys(("3", "4", "5"), "3-5"),
    **dict.fromkeys(("6", "7", "8"), "6-8"),
    **dict.fromkeys(("9", "10", "11", "12"), "9-12"),
}


def add_groups(
    wide: nw.LazyFrame[Any], tables: Tables, groups: dict[str, Group]
) -> nw.LazyFrame[Any]:
    """The wide table with one text column per dimension; unknown is `Not reported`, never empty."""
    import narwhals as nw

    wide = wide.rename({"grade": "last_grade"})
    described = _from_students(tables, groups)
    wide = wide.join(described, on="student_id", how="left")
    for name in (name for name, group in groups.items() if group.at_least):
        wide = named_and_folded(wide, tables, name, groups[name])
    recorded = {name: group for name, group in groups.items() if group.recorded}
    if recorded and tables.has("student_groups"):
        wide = wide.join(_kept_rows(tables, recorded), on=CHILD, how="left")
        otherwise = _otherwise(tables, recorded)
        wide = wide.with_columns(**otherwise) if otherwise else wide
    columns = {}
    for name in groups:
        if name == "grade":
            value = nw.col("last_grade")
        elif name == "grade_band":
            value = _band()
        elif name in recorded and not tables.has("student_groups"):
            value = nw.lit(None, dtype=nw.String)
        else:
            value = nw.col(name)
        columns[name] = nw.coalesce(value, nw.lit(NOT_REPORTED))
    return wide.with_columns(**columns).drop("last_grade")


def _from_students(tables: Tables, groups: dict[str, Group]) -> nw.LazyFrame[Any]:
    described = {
        name: group.of.bind(tables.rule) for name, group in groups.items() if group.of is not None
    }
    return tables.frame("students").select("student_id", **described)


def _band() -> nw.Expr:
    from forwhom.facts.events.enrolled import recode

    return recode("last_grade", GRADE_BANDS, None)


def _kept_rows(tables: Tables, groups: dict[str, Group]) -> nw.LazyFrame[Any]:
    """The same for both grains, worked out once."""
    key = " ".join(["groups", *groups])
    if key not in tables.kept:
        tables.kept[key] = tables.engine.keep(_from_rows(tables, groups))
    found: nw.LazyFrame[Any] = tables.kept[key]
    return found


def _from_rows(tables: Tables, groups: dict[str, Group]) -> nw.LazyFrame[Any]:
    """One row per child and year, one column per dimension, read from student_groups."""
    import narwhals as nw

    from forwhom.facts.events.memberships import by_year

    rows = by_year(tables, tables.years or [""])
    rows = rows.filter(nw.col("dimension").is_in([group.recorded for group in groups.values()]))
    chosen = []
    for name, group in groups.items():
        mine = nw.col("dimension") == group.recorded
        if group.when == "census_day":
            mine = mine & nw.col("on_census_day")
        ranked = nw.concat_str([_rank(group), nw.lit("|"), _listed(group)])
        chosen.append(nw.when(mine).then(ranked).otherwise(None).alias(f"_{name}"))
    ranked_rows = rows.with_columns(*chosen)
    best = ranked_rows.group_by(CHILD).agg(
        *[nw.col(f"_{name}").max().alias(name) for name in groups]
    )
    return best.with_columns(**{name: nw.col(name).str.slice(RANK_LENGTH + 1) for name in groups})


RANK_LENGTH = 10


def _listed(group: Group) -> nw.Expr:
    """The value; not reported where it is none of the group's own."""
    import narwhals as nw

    if group.open_values:
        return nw.col("value")
    known = nw.col("value").is_in(list(group.values))
    return nw.when(known).then(nw.col("value")).otherwise(nw.lit(NOT_REPORTED))


def _rank(group: Group) -> nw.Expr:
    """What decides between several rows: any day, being in it; else the row that began last."""
    import narwhals as nw

    if group.when != "any_day":
        return nw.col("since")
    value = _listed(group)
    unknown = nw.when(value == NOT_REPORTED).then(nw.lit("0" * RANK_LENGTH))
    is_in = unknown.otherwise(nw.lit("2" * RANK_LENGTH))
    return nw.when(value == "No").then(nw.lit("1" * RANK_LENGTH)).otherwise(is_in)


def _otherwise(tables: Tables, groups: dict[str, Group]) -> dict[str, nw.Expr]:
    """The value of children without a row, in a district that lists only those in the group.

    Where the records also say who is not in the group, a child without a row is not reported.
    """
    import narwhals as nw

    told = {name: group for name, group in groups.items() if group.otherwise}
    seen = _values_seen(tables, [group.recorded for group in told.values()]) if told else {}
    columns = {}
    for name, group in told.items():
        values = seen.get(group.recorded, set())
        if values and group.otherwise not in values:
            columns[name] = nw.coalesce(nw.col(name), nw.lit(group.otherwise))
    return columns


def _values_seen(tables: Tables, dimensions: list[str]) -> dict[str, set[str]]:
    import narwhals as nw

    key = " ".join(["group words", *dimensions])
    if key not in tables.of_all_years:
        rows = tables.frame("student_groups").select("dimension", "value")
        mine = rows.filter(nw.col("dimension").is_in(dimensions)).unique()
        tables.of_all_years[key] = tables.engine.fetch(mine).to_pylist()
    seen: dict[str, set[str]] = {}
    for pair in tables.of_all_years[key]:
        seen.setdefault(pair["dimension"], set()).add(pair["value"])
    return seen
