"""Two made-up districts of the usual size, made once: one with planted effects, one without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from forwhom.sample import make
from tests.engine.sample.reckoning import Reckoned, open_folder, reckon


@dataclass
class Made:
    """A district's folder, its tables in DuckDB, and the outcomes reckoned from them."""

    folder: Path
    tables: duckdb.DuckDBPyConnection
    reckoned: Reckoned

    def ask(self, sql: str) -> list[tuple]:
        return self.tables.execute(sql).fetchall()


def _made(folder: Path, **more: int) -> Made:
    make(folder, **more)
    tables = open_folder(folder)
    return Made(folder, tables, reckon(tables))


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    made = _made(tmp_path_factory.mktemp("planted"))
    yield made
    made.tables.close()


@pytest.fixture(scope="session")
def null(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    made = _made(tmp_path_factory.mktemp("null"), null=True, years=2)
    yield made
    made.tables.close()
