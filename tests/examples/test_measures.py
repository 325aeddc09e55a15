"""Every measure's examples, on every engine and by a plain reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from forwhom.data.engine import Engine
from forwhom.data.expressions import Expression
from forwhom.data.table import Column, Kind, Table
from forwhom.disparities.cells import _parts
from forwhom.facts import FACTS
from forwhom.facts.grains import GIVEN
from forwhom.measures import MEASURES, Measure
from forwhom.rules import Rules
from tests.backends.engines import ENGINES
from tests.backends.oracle_measures import MEASURED, asked
from tests.backends.plain import read
from tests.backends.records import Records, Row
from tests.examples.tables import lines_of, table

YEAR = "2025-26"
YES = {"yes": True, "no": False}
Told = tuple[bool, Any]  # whether the child is among them, and whether it counts, or its score


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with ENGINES[request.param]() as opened:
        yield opened


def kind_of(column: str) -> Kind:
    if column == "enrolled":
        return Kind.YES_NO
    words = column == "grade" or (column in FACTS and FACTS[column].take == "first")
    return Kind.TEXT if words else Kind.NUMBER


def example_of(measure: Measure) -> list[tuple[Row, Told]]:
    """The rows of facts, typed, each with what must come out. `counted` of no child is no."""
    columns = sorted(measure.among.columns | measure.outcome.columns)
    found = []
    for cells in table(lines_of(measure.examples)):
        among = YES[cells.pop("among")]
        score = measure.kind == "score"
        told = cells.pop("score" if score else "counted")
        wanted: Any = (float(told) if told else None) if score else YES[told]
        assert set(cells) <= {*FACTS, *GIVEN}, f"{measure.name}: there is no such fact."
        row = {column: _typed(column, cells.get(column, "")) for column in columns}
        found.append((row, (among, wanted)))
    return found


def _typed(column: str, text: str) -> Any:
    kind = kind_of(column)
    if not text:
        return None
    if kind is Kind.YES_NO:
        return YES[text]
    return text if kind is Kind.TEXT else float(text)


def on_engine(engine: Engine, measure: Measure, rows: list[Row]) -> list[Told]:
    """What the engine makes of the rows, through the very sums that become cells."""
    kinds = {column: kind_of(column) for column in rows[0]} | {"place": Kind.WHOLE}
    shape = Table(name="examples", title="", columns={c: Column(kind=k) for c, k in kinds.items()})
    numbered = [{**row, "place": number} for number, row in enumerate(rows)]
    tables = Records({"enrollments": []}).on(engine)
    parts = _parts("it", measure, tables)
    frame = engine.rows(shape, numbered).select("place", **parts).sort("place")
    found = engine.fetch(frame).to_pylist()
    if measure.kind == "share":
        return [(bool(row["it__n"]), bool(row["it__count"])) for row in found]
    return [(bool(row["it__n"]), row["it__sum"] / 1000 if row["it__n"] else None) for row in found]


@pytest.mark.parametrize("name", MEASURES)
def test_the_examples_of_a_measure_come_out_on_an_engine(name: str, engine: Engine) -> None:
    example = example_of(MEASURES[name])
    found = on_engine(engine, MEASURES[name], [row for row, _ in example])
    for (row, told), mine in zip(example, found, strict=True):
        assert mine == told, row


@pytest.mark.parametrize("name", MEASURES)
def test_the_examples_of_a_measure_come_out_by_plain_reading(name: str) -> None:
    def rule(rule_name: str) -> Any:
        return read(Expression("value", (Rules().value(rule_name, YEAR),)), {})

    measure = MEASURES[name]
    for row, told in example_of(measure):
        readings = [(read(measure.among, row, rule) is True, read(measure.outcome, row, rule))]
        if name in MEASURED:
            readings.append(asked(name, row, rule))
        for among, outcome in readings:
            known = bool(among) and outcome is not None
            counted = (known and outcome) if measure.kind == "share" else outcome if known else None
            assert (known, counted) == told, row
