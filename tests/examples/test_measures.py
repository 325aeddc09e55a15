"""Every measure's examples, on every engine and by a plain reading."""

from __future__ import annotations

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
from tests.backends.engines import EACH_ENGINE, ENGINES
from tests.backends.oracle_measures import MEASURED, asked
from tests.backends.plain import read
from tests.backends.records import Records, Row
from tests.examples.tables import lines_of, table

YEAR = "2025-26"
YES = {"yes": True, "no": False}
Told = tuple[bool, Any]  # whether the child is among them, and whether it counts, or its score


@pytest.fixture(scope="module", params=EACH_ENGINE)
def found(request: pytest.FixtureRequest) -> dict[str, list[Told]]:
    """What an engine makes of every measure's examples, all asked at once."""
    with ENGINES[request.param]() as engine:
        return on_engine(engine, {name: example_of(MEASURES[name]) for name in MEASURES})


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


def on_engine(engine: Engine, examples: dict[str, list[tuple[Row, Told]]]) -> dict[str, list[Told]]:
    """What the engine makes of the rows, through the very sums that become cells."""
    rows = [(name, row) for name, example in examples.items() for row, _ in example]
    kinds = {column: kind_of(column) for _, row in rows for column in row} | {"place": Kind.WHOLE}
    shape = Table(name="examples", title="", columns={c: Column(kind=k) for c, k in kinds.items()})
    numbered = [{**row, "place": number} for number, (_, row) in enumerate(rows)]
    tables = Records({"enrollments": []}).on(engine)
    parts = {
        part: expression
        for name in examples
        for part, expression in _parts(name, MEASURES[name], tables).items()
    }
    frame = engine.rows(shape, numbered).select("place", **parts).sort("place")
    sums = engine.fetch(frame).to_pylist()
    told: dict[str, list[Told]] = {name: [] for name in examples}
    for (name, _), row in zip(rows, sums, strict=True):
        told[name].append(_told(name, row))
    return told


def _told(name: str, sums: Row) -> Told:
    among = bool(sums[f"{name}__n"])
    if MEASURES[name].kind == "share":
        return among, bool(sums[f"{name}__count"])
    return among, sums[f"{name}__sum"] / 1000 if among else None


@pytest.mark.parametrize("name", MEASURES)
def test_the_examples_of_a_measure_come_out_on_an_engine(
    name: str, found: dict[str, list[Told]]
) -> None:
    for (row, told), mine in zip(example_of(MEASURES[name]), found[name], strict=True):
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
