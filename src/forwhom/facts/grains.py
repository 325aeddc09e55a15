"""The wide tables that measures read: one row per child and year, by district or by school."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.errors import DeclarationError, did_you_mean
from forwhom.facts import FACTS
from forwhom.facts.events import all_events
from forwhom.facts.events.enrolled import child_years, children, school_children
from forwhom.facts.fact import Events, Fact, Place

if TYPE_CHECKING:
    import narwhals as nw

CHILD = ["student_id", "school_year"]
GIVEN = ("enrolled", "grade")  # columns of every row that are no fact's


def grain(tables: Tables, place: Place, names: Iterable[str]) -> nw.LazyFrame[Any]:
    """One row per child and year (and school), with the named facts beside `enrolled`, `grade`.

    All facts of one kind of event come from one pass over its rows.
    """
    facts = [_fact(name) for name in sorted(set(names) - set(GIVEN))]
    kinds = {fact.of: all_events()[fact.of] for fact in facts}
    of_child = [fact for fact in facts if not kinds[fact.of].by_school]
    wide = tables.engine.keep(children(tables) if place == "district" else school_children(tables))
    if of_child:
        base = wide
        wide = tables.engine.keep(base.join(_of_child(tables, of_child), on=CHILD, how="left"))
        tables.engine.let_go(base)
    return _add_all(wide, tables, place, [fact for fact in facts if kinds[fact.of].by_school])


def facts_of(
    children: nw.LazyFrame[Any], tables: Tables, names: Iterable[str]
) -> nw.LazyFrame[Any]:
    """The named facts in the district beside these children, given as student_id, school_year.

    For a question of few facts: who is enrolled, and where, is not worked out again.
    """
    facts = [_fact(name) for name in sorted(set(names))]
    return _add_all(tables.engine.keep(children.select(CHILD)), tables, "district", facts)


def _of_child(tables: Tables, facts: list[Fact]) -> nw.LazyFrame[Any]:
    """The facts that are a child's at every school of the year, worked out once for both grains."""
    key = " ".join(["of_child", *[fact.name for fact in facts]])
    if key not in tables.kept:
        everyone = tables.engine.keep(child_years(tables))
        tables.kept[key] = _add_all(everyone, tables, "district", facts)
    found: nw.LazyFrame[Any] = tables.kept[key]
    return found


def _add_all(
    wide: nw.LazyFrame[Any], tables: Tables, place: Place, facts: list[Fact]
) -> nw.LazyFrame[Any]:
    for kind in sorted({fact.of for fact in facts}):
        chosen = [fact for fact in facts if fact.of == kind]
        # Kept at each step: an engine that plans one long query plans far longer than it counts.
        fuller = tables.engine.keep(_add(wide, tables, place, all_events()[kind], chosen))
        tables.engine.let_go(wide)  # of a state, each is a good part of the memory
        wide = fuller
    return wide


def _fact(name: str) -> Fact:
    if name not in FACTS:
        known = [*FACTS, *GIVEN]
        raise DeclarationError(
            f"There is no fact `{name}`.",
            remedy=did_you_mean(name, known) or f"Use one of {', '.join(known)}.",
        )
    return FACTS[name]


def _add(
    wide: nw.LazyFrame[Any], tables: Tables, place: Place, events: Events, facts: list[Fact]
) -> nw.LazyFrame[Any]:
    import narwhals as nw

    keys = [*CHILD, "school_id"] if place == "school" and events.by_school else CHILD
    rows = events.rows(tables, place)
    parts = [part for fact in facts for part in _aggregates(fact, tables)]
    there = wide.collect_schema().names()
    joined = wide.join(rows.group_by(keys).agg(*parts), on=keys, how="left")
    finished = {fact.name: _finish(fact, _recorded(fact, events, tables)) for fact in facts}
    return joined.select(*[nw.col(name) for name in there], **finished)


def _value(fact: Fact, tables: Tables) -> nw.Expr:
    import narwhals as nw

    value = fact.value.bind(tables.rule)
    if fact.take == "any":
        value = value.cast(nw.Float64)
    if fact.where is None:
        return value
    return nw.when(fact.where.bind(tables.rule)).then(value).otherwise(None)


def _is_strict(fact: Fact) -> bool:
    """Whether no row means none: then a row whose own value is not known is not to be lost."""
    return fact.take == "sum" and fact.none_means is not None


def _unknown(fact: Fact, tables: Tables) -> nw.Expr:
    import narwhals as nw

    missing = fact.value.bind(tables.rule).is_null()
    if fact.where is not None:
        missing = missing & fact.where.bind(tables.rule)
    return nw.when(missing).then(nw.lit(1)).otherwise(nw.lit(0))


def _aggregates(fact: Fact, tables: Tables) -> list[nw.Expr]:
    import narwhals as nw

    value = _value(fact, tables)
    if fact.take == "sum":
        known = value.count().alias(f"{fact.name}__known")
        parts = [value.cast(nw.Float64).sum().alias(fact.name), known]
        if _is_strict(fact):
            missing = _unknown(fact, tables).sum().cast(nw.Int64)
            parts.append(missing.alias(f"{fact.name}__unknown"))
        return parts
    if fact.take == "any":
        return [value.max().alias(fact.name)]
    if fact.take == "first":
        return [value.min().alias(fact.name)]
    return [value.count().cast(nw.Int64).alias(fact.name)]


def _recorded(fact: Fact, events: Events, tables: Tables) -> list[str]:
    """The years in which a child without events had none."""
    years = fact.recorded or events.recorded
    return years(tables) if years and fact.none_means is not None else []


def _finish(fact: Fact, recorded: list[str]) -> nw.Expr:
    """Unknown where nothing is known; none where the year is recorded and the child has no rows.

    In a year that is not recorded it is unknown of every child: those with events alone would be
    all of those asked about.
    """
    import narwhals as nw

    value = nw.col(fact.name)
    if fact.take == "sum":
        value = nw.when(nw.col(f"{fact.name}__known") > 0).then(value).otherwise(None)
    if fact.none_means is None:
        return value
    told = nw.col("school_year").is_in(recorded or [""])
    if _is_strict(fact):
        told = told & (nw.coalesce(nw.col(f"{fact.name}__unknown"), nw.lit(0)) == 0)
    return nw.when(told).then(nw.coalesce(value, nw.lit(fact.none_means))).otherwise(None)
