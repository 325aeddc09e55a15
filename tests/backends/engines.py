"""Everything that answers for records: each engine, and the oracle. Spark will be one more line."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from forwhom.data.engine import Engine, open_duckdb
from forwhom.facts.fact import Place
from forwhom.facts.grains import grain
from forwhom.groups import GROUPS
from forwhom.groups.belonging import add_groups
from tests.backends import oracle
from tests.backends.records import Records, Row

ENGINES: dict[str, Callable[[], contextlib.AbstractContextManager[Engine]]] = {
    "duckdb": open_duckdb,
}
NAMES = (*ENGINES, "oracle")


class Answering(Protocol):
    """Gives the rows of a grain with facts, and the same rows with groups."""

    def knows(self, fact: str) -> bool: ...

    def facts(self, records: Records, place: Place, names: Iterable[str]) -> list[Row]: ...

    def groups(self, records: Records) -> list[Row]: ...


class OnEngine:
    """Answers by the product's own code on one engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def knows(self, fact: str) -> bool:
        return True

    def facts(self, records: Records, place: Place, names: Iterable[str]) -> list[Row]:
        return self._fetch(grain(records.on(self.engine), place, names))

    def groups(self, records: Records) -> list[Row]:
        tables = records.on(self.engine)
        return self._fetch(add_groups(grain(tables, "district", []), tables, GROUPS))

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
