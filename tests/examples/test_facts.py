"""Every fact's examples, on every engine and on the oracle."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from forwhom.facts import FACTS
from forwhom.facts.fact import Place
from tests.backends.engines import EACH_ENGINE, Answering, answering
from tests.backends.records import Row
from tests.examples.batches import batches
from tests.examples.tables import NO_ROW, Cells, fact_example

KEYS = ("student_id", "school_id", "school_year")


ALONE = [pytest.param("duckdb", marks=pytest.mark.long), "oracle"]


@pytest.fixture(scope="module", params=ALONE)
def answers(request: pytest.FixtureRequest) -> Iterator[Answering]:
    with answering(request.param) as opened:
        yield opened


@pytest.fixture(scope="module")
def side_by_side() -> dict[tuple[str, Place], tuple[list[Cells], list[Row]]]:
    """What DuckDB makes of all examples in few batches, as it plans far longer than it counts."""
    found: dict[tuple[str, Place], tuple[list[Cells], list[Row]]] = {}
    with answering("duckdb") as opened:
        for batch in batches():
            for place, expected in batch.expected.items():
                rows = opened.facts(batch.records, place, expected)
                found |= {(name, place): (cells, rows) for name, cells in expected.items()}
    return found


@pytest.mark.parametrize("name", FACTS)
def test_the_examples_of_a_fact_come_out_on_duckdb(
    name: str, side_by_side: dict[tuple[str, Place], tuple[list[Cells], list[Row]]]
) -> None:
    for place in fact_example(FACTS[name].examples).expected:
        expected, found = side_by_side[name, place]
        assert expected
        for cells in expected:
            assert _told(name, cells, found) == _meant(cells[name]), (place, cells)


@pytest.mark.parametrize("name", FACTS)
def test_the_examples_of_a_fact_come_out_as_they_say(name: str, answers: Answering) -> None:
    """Each alone: on the oracle always, on DuckDB in the long run."""
    if not answers.knows(name):
        pytest.skip(f"The oracle has no reading of {name} of its own.")
    example = fact_example(FACTS[name].examples)
    for place, expected in example.expected.items():
        found = answers.facts(example.records, place, [name])
        for cells in expected:
            assert _told(name, cells, found) == _meant(cells[name]), (place, cells)


@pytest.mark.long
@pytest.mark.parametrize("engine", EACH_ENGINE)
def test_the_examples_of_all_facts_come_out_on_a_cluster(engine: str) -> None:
    """Side by side, and on DuckDB too: examples that are put together must mean the same."""
    wrong, told = [], set()
    with answering(engine) as answers:
        for batch in batches():
            for place, expected in batch.expected.items():
                found = answers.facts(batch.records, place, expected)
                told |= set(expected)
                wrong += [
                    (name, place, row, _told(name, row, found))
                    for name, rows in expected.items()
                    for row in rows
                    if _told(name, row, found) != _meant(row[name])
                ]
    assert wrong == []
    assert told == set(FACTS)


@pytest.mark.parametrize("name", FACTS)
def test_the_examples_of_a_fact_name_no_column_but_its_own(name: str) -> None:
    for expected in fact_example(FACTS[name].examples).expected.values():
        assert {column for cells in expected for column in cells} <= {*KEYS, name}


def _told(name: str, cells: Cells, found: list[Row]) -> object:
    """The one row's value as text or number, `no row`, or an error where there are several."""
    same = [row for row in found if all(row[key] == cells[key] for key in KEYS if key in cells)]
    if not same:
        return NO_ROW
    assert len(same) == 1, f"{cells} stands for {len(same)} rows."
    value = same[0][name]
    return value if value is None or isinstance(value, str) else float(value)


def _meant(text: str) -> object:
    if text in ("", NO_ROW):
        return text or None
    try:
        return float(text)
    except ValueError:
        return text
