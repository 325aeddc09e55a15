"""Everything that answers for records: each engine, and the oracle."""

from __future__ import annotations

import atexit
import contextlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, Protocol

import pytest

from forwhom.data.engine import Engine, open_duckdb, open_engine
from forwhom.data.store import Tables
from forwhom.facts.fact import Place
from forwhom.facts.grains import grain
from forwhom.groups import GROUPS
from forwhom.groups.belonging import add_groups
from tests.backends import oracle
from tests.backends.cluster import addresses
from tests.backends.records import Records, Row

CLUSTERS = ("spark", "spark connect")
ON_CLUSTER = (pytest.mark.spark, pytest.mark.long)


@contextlib.contextmanager
def on_cluster(name: str) -> Iterator[Engine]:
    """A session on the cluster; one serves all tests, as each takes many seconds to open."""
    yield _session(name)


@cache
def _session(name: str) -> Engine:
    opened = contextlib.ExitStack()
    address = addresses()[name]
    atexit.register(opened.close)  # before the cluster, as it was opened after it
    return opened.enter_context(open_engine(address))


ENGINES: dict[str, Callable[[], contextlib.AbstractContextManager[Engine]]] = {
    "duckdb": open_duckdb,
    "spark": lambda: on_cluster("spark"),
    "spark connect": lambda: on_cluster("spark connect"),
}
# As pytest wants them: what needs the cluster is left out of the quick tests.
EACH_CLUSTER = [pytest.param(name, marks=ON_CLUSTER) for name in CLUSTERS]
EACH_ENGINE = ["duckdb", *EACH_CLUSTER]
EACH = [*EACH_ENGINE, "oracle"]


class Answering(Protocol):
    """Gives the rows of a grain with facts, and the same rows with groups."""

    def knows(self, fact: str) -> bool: ...

    def facts(self, records: Records, place: Place, names: Iterable[str]) -> list[Row]: ...

    def groups(self, records: Records) -> list[Row]: ...


class OnEngine:
    """Answers by the product's own code on one engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._last: tuple[Records, Tables] | None = None

    def knows(self, fact: str) -> bool:
        return True

    def facts(self, records: Records, place: Place, names: Iterable[str]) -> list[Row]:
        return self._fetch(grain(self._tables(records), place, names))

    def groups(self, records: Records) -> list[Row]:
        tables = self._tables(records)
        return self._fetch(add_groups(grain(tables, "district", []), tables, GROUPS))

    def _tables(self, records: Records) -> Tables:
        """The records on the engine: once for both grains, as in an audit."""
        if self._last is None or self._last[0] is not records:
            self._last = records, records.on(self.engine)
        return self._last[1]

    def _fetch(self, frame: Any) -> list[Row]:
        return self.engine.fetch(frame).to_pylist()


class ByOracle:
    """Answers by plain Python, slow and obvious."""

    def knows(self, fact: str) -> bool:
        return fact in oracle.FACTS

    def facts(self, records: Records, place: Place, names: Iterable[str]) -> list[Row]:
        return oracle.with_facts(records, place, [n for n in names if n in oracle.FACTS])

    def groups(self, records: Records) -> list[Row]:
        return oracle.with_groups(records, oracle.children(records, "district"))


@contextlib.contextmanager
def answering(name: str) -> Iterator[Answering]:
    """The engine of that name, opened, or the oracle."""
    if name == "oracle":
        yield ByOracle()
        return
    with ENGINES[name]() as engine:
        yield OnEngine(engine)
