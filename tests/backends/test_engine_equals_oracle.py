"""The engine counts what the slow, obvious oracle counts, whatever the records look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from forwhom.data.engine import Engine
from forwhom.data.store import Tables
from forwhom.disparities.cells import count_cells, statistics_of
from forwhom.disparities.pack import Packed, pack
from forwhom.disparities.rollup import Counted, count_district, count_schools
from forwhom.disparities.same_children import changes_of, count_same_children
from forwhom.facts import FACTS
from forwhom.facts.fact import Place
from forwhom.facts.grains import grain
from forwhom.groups import GROUPS, may_cross
from forwhom.measures import MEASURES
from tests.backends import oracle, oracle_changes
from tests.backends.districts import districts
from tests.backends.engines import EACH_CLUSTER, ENGINES
from tests.backends.records import Records, Row

STATISTICS = statistics_of(MEASURES)
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
# An engine plans for seconds what it counts in no time: few examples of many children.
QUICK = settings(
    max_examples=1, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
    suppress_health_check=SLOW,
)  # fmt: skip
LONG = settings(QUICK, max_examples=20, derandomize=False, print_blob=True)

FEW = settings(LONG, max_examples=1)


@pytest.fixture(scope="module")
def duckdb() -> Iterator[Engine]:
    with ENGINES["duckdb"]() as opened:
        yield opened


@pytest.fixture(scope="module", params=EACH_CLUSTER)
def cluster(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with ENGINES[request.param]() as opened:
        yield opened


@QUICK
@given(records=districts())
def test_cells_groups_and_pairs_are_those_of_the_oracle(duckdb: Engine, records: Records) -> None:
    check(duckdb, records)


@pytest.mark.long
@LONG
@given(records=districts())
def test_the_same_of_many_more_districts(duckdb: Engine, records: Records) -> None:
    check(duckdb, records)


@FEW
@given(records=districts(), place=st.sampled_from(("district", "school")))
def test_the_same_on_a_cluster(cluster: Engine, records: Records, place: Place) -> None:
    check(cluster, records, (place,))


def check(
    engine: Engine, records: Records, places: tuple[Place, ...] = ("district", "school")
) -> None:
    tables = records.on(engine)
    for place in places:
        keys = ["school_year", *(["school_id"] if place == "school" else []), *GROUPS]
        cells = count_cells(tables, MEASURES, place)
        children = oracle.told(records, place)
        _check_facts(engine.fetch(grain(tables, place, FACTS)).to_pylist(), children, records)
        assert _by_key(cells.to_pylist(), keys) == oracle.cells(children, place)
        if len(cells):
            packed = pack(cells, keys, STATISTICS, {})
            _check_groups(packed, oracle.counted(children, place, list(GROUPS)), place)
        if place == "district":
            _check_same_children(tables, children)


def _check_same_children(tables: Tables, children: list[oracle.Told]) -> None:
    """Who is known in both years, who gained and who lost."""
    cells, years = count_same_children(tables, MEASURES), oracle_changes.two_years(tables.years)
    assert (cells is None) == (years is None)
    if cells is not None and years is not None:
        wanted = oracle_changes.same_children(children, *years)
        names, keys = changes_of(MEASURES), ["school_year", *GROUPS]
        found = {tuple(r[k] for k in keys): Counter({n: r[n] for n in names})
                 for r in cells.to_pylist()}  # fmt: skip
        assert found == wanted


def _by_key(rows: list[dict], keys: list[str]) -> dict[tuple[str, ...], Counter[str]]:
    return {tuple(r[k] for k in keys): Counter({s: r[s] for s in STATISTICS}) for r in rows}


def _check_groups(packed: Packed, wanted: dict[Any, Counter[str]], place: Place) -> None:
    if place == "district":
        counted = count_district(packed, list(GROUPS), may_cross)
    else:
        counted = count_schools(packed, list(GROUPS))
    found = told(counted)
    assert set(found) == set(wanted)
    assert {key: sums for key, sums in found.items() if sums != wanted[key]} == {}


def told(counted: Counted) -> dict[tuple[str, str, str, str], Counter[str]]:
    found: dict[tuple[str, str, str, str], Counter[str]] = {}
    codes = zip(counted.year, counted.place, counted.group, counted.sums, strict=True)
    for year, place, group, sums in codes:
        key = (counted.years[year], *counted.places[place], counted.groups[group])
        assert key not in found, f"{key} is there twice."
        found[key] = Counter(dict(zip(STATISTICS, sums.tolist(), strict=True)))
    return found


def _check_facts(found: list[Row], children: list[oracle.Told], records: Records) -> None:
    """Every fact of every child; a difference is told with the records of that child."""
    keys = ("student_id", "school_year", "school_id")
    theirs = {tuple(row.get(key) for key in keys): row for row, _, _ in children}
    mine = {tuple(row.get(key) for key in keys): row for row in found}
    assert len(mine) == len(found)
    assert set(mine) == set(theirs)
    for key, row in mine.items():
        for name in ("enrolled", "grade", *(fact for fact in FACTS if fact in oracle.FACTS)):
            a, b = row[name], theirs[key][name]
            same = a == b or (None not in (a, b) and not isinstance(a, str) and _near(a, b))
            assert same, (key, name, a, b, about(records, key[0]))


def _near(a: object, b: object) -> bool:
    return abs(float(a) - float(b)) < 1e-9  # type: ignore[arg-type]


def about(records: Records, student: str) -> dict[str, object]:
    """The child's own rows, and the small tables as a whole."""
    return {
        name: [
            {column: value for column, value in row.items() if value is not None} for row in rows
            if row.get("student_id", student) == student
        ]
        for name, rows in records.tables.items()
    } | {"absences_only": records.absences_only, "only_years": records.only_years}  # fmt: skip
