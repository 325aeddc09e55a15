"""Which children passed a gate, as the records tell it; unknown stays unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from forwhom.causes.processes.declared import ANY, JOINED
from forwhom.causes.processes.process import FACT, MEASURE, PROGRAM, TABLE, Gate
from forwhom.causes.records import CHILD, Records
from forwhom.data.store import Tables
from forwhom.disparities.search.children import Children
from forwhom.facts.events import seats
from forwhom.facts.grains import facts_of
from forwhom.measures import MEASURES

if TYPE_CHECKING:
    import narwhals as nw

Real = NDArray[np.float64]
STUDENT, YEAR, HELD = "student_id", "school_year", "held"
STARTED = "started"  # a step of a program that is not told is a start
OF_CHILD = (FACT, MEASURE)  # read from the wide table of children and years


def passing(gates: Sequence[Gate], records: Records, year: str) -> dict[str, Real]:
    """By gate: 1, 0 or nan (not known) a child of the year, or the amount that each has.

    A gate that nobody is recorded to have passed is left out: then it was not written down. Asked
    for once: findings of one process share it.
    """
    key = f"why gates {year} {key_of(gates)}"
    if key not in records.tables.kept:
        records.tables.kept[key] = _passing(gates, records, year)
    found: dict[str, Real] = records.tables.kept[key]
    return dict(found)


def _passing(gates: Sequence[Gate], records: Records, year: str) -> dict[str, Real]:
    wide = [gate for gate in gates if gate.reads in OF_CHILD]
    found = _of_children(wide, records, year) if wide else {}
    for gate in gates:
        if gate.reads in (PROGRAM, TABLE):
            found[gate.name] = _of_rows(gate, records, year)
    for gate in gates:
        if gate.at_school:
            found[gate.name] = _at_school(found[gate.name], records.children)
    return {g.name: found[g.name] for g in gates if g.reads and np.nansum(found[g.name]) > 0}


def _of_children(gates: Sequence[Gate], records: Records, year: str) -> dict[str, Real]:
    """Facts and measures of the year, from one pass over the children."""
    found: dict[str, Real] = {}
    facts = sorted({fact for gate in gates for fact in _facts(gate)})
    tables = _of_year(records.tables, year)
    values = {gate.name: _value(gate, tables) for gate in gates}
    asked = f"gates {year} {key_of(gates)}"
    frame = facts_of(_children(tables, year), tables, facts).select(STUDENT, **values)
    fetched = records.fetched(asked, frame)
    child = fetched.column(CHILD).to_numpy()
    for gate in gates:
        column = np.full(len(records.children), np.nan)
        column[child] = fetched.column(gate.name).fill_null(np.nan).to_numpy()
        found[gate.name] = column
    return found


def _children(tables: Tables, year: str) -> nw.LazyFrame[Any]:
    import narwhals as nw

    stays = tables.frame("enrollments").filter(nw.col(YEAR) == year)
    return stays.select(STUDENT, YEAR).unique()


def _of_year(tables: Tables, year: str) -> Tables:
    """The same tables, of which only this year is counted: a third of the work of three."""
    key = f"why {year} alone"
    if key not in tables.kept:
        tables.kept[key] = tables.of_year(year)
    found: Tables = tables.kept[key]
    return found


def key_of(gates: Sequence[Gate]) -> str:
    """What tells one question of the records from another."""
    return "; ".join(
        f"{g.name} {g.reads} {' '.join(g.of)} {g.at_least} {' '.join(g.steps)} {g.where} {g.so_far}"
        for g in gates
    )


def _facts(gate: Gate) -> set[str]:
    if gate.reads == FACT:
        return set(gate.of)
    return {fact for name in gate.of for fact in MEASURES[name].outcome.columns}


def _value(gate: Gate, tables: Tables) -> nw.Expr:
    """1 or 0 (or the amount), and nothing where it is not known."""
    import narwhals as nw

    if gate.reads == FACT:
        value = nw.col(gate.of[0]).cast(nw.Float64)
        return value if gate.amount else _one_if(value >= gate.at_least, ~value.is_null())
    outcome = MEASURES[gate.of[0]].outcome.bind(tables.rule)
    return outcome.cast(nw.Float64) if gate.amount else _one_if(outcome, ~outcome.is_null())


def _one_if(holds: nw.Expr, known: nw.Expr) -> nw.Expr:
    import narwhals as nw

    value = nw.when(holds).then(nw.lit(1.0)).otherwise(nw.lit(0.0))
    return nw.when(known).then(value).otherwise(None)


def _of_rows(gate: Gate, records: Records, year: str) -> Real:
    """Children with a row that says so; of others the records say no, as far as they go."""
    import narwhals as nw

    there = records.tables.has("programs" if gate.reads == PROGRAM else gate.of[0])
    found = np.zeros(len(records.children))
    if there:
        rows = _rows(gate, records.tables)
        of_year = nw.col(YEAR) <= year if gate.so_far else nw.col(YEAR) == year
        frame = rows.filter(of_year).select(STUDENT).unique()
        fetched = records.fetched(f"gates {year} {key_of([gate])}", frame)
        found[fetched.column(CHILD).to_numpy()] = 1.0
    return found


def _rows(gate: Gate, tables: Tables) -> nw.LazyFrame[Any]:
    import narwhals as nw

    if gate.reads == PROGRAM:
        step = nw.col("step").is_in(list(gate.steps))
        step = step | nw.col("step").is_null() if STARTED in gate.steps else step
        return tables.frame("programs").filter(nw.col("program").is_in(list(gate.of)) & step)
    return _joined(gate.of[0], tables).filter(*(_holds(*told) for told in gate.where.items()))


def _joined(table: str, tables: Tables) -> nw.LazyFrame[Any]:
    """A table's rows with what is known of the incident, or of the course, that they are of."""
    if table == "seats":
        return seats.rows(tables, "district")
    frame = tables.frame(table)
    for other in JOINED.get(table, ()):
        there = frame.collect_schema().names()
        more = tables.frame(other)
        named = [n for n in more.collect_schema().names() if n not in there]
        frame = frame.join(more.select("incident_id", *named), on="incident_id", how="inner")
    return frame


def _holds(column: str, value: float | bool | tuple[str, ...]) -> nw.Expr:
    import narwhals as nw

    if isinstance(value, bool):
        return nw.col(column) if value else ~nw.col(column)
    if isinstance(value, float):
        return nw.col(column) >= value
    if ANY in value:
        return ~nw.col(column).is_null()
    return nw.col(column).str.to_lowercase().is_in([word.lower() for word in value])


def _at_school(passed: Real, children: Children) -> Real:
    """Passed by all children of a school where anyone is known to have passed it."""
    anyone = np.bincount(children.school, np.nan_to_num(passed)) > 0
    return np.asarray(anyone[children.school], np.float64)
