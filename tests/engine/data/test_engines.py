"""Which engine counts, and what is said where it cannot."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from forwhom.data.elsewhere import scan
from forwhom.data.engine import Counting, open_duckdb, open_engine
from forwhom.data.spark import _gave_up, open_spark
from forwhom.data.tables import TABLES
from forwhom.errors import EngineError


@pytest.mark.parametrize(
    "name", ["", "DuckDB", "spark", "sc:", "http://host", "local[x]", "polars"]
)
def test_an_engine_that_is_none_is_refused_before_anything_is_read(name: str) -> None:
    with pytest.raises(EngineError, match="There is no engine"):
        Counting(name)


def test_every_engine_we_speak_of_has_a_name() -> None:
    for name in ("duckdb", "sc://host", "sc://host:15002/;token=abc", "spark://a:7077", "local[2]"):
        assert Counting(name).engine == name


def test_duckdb_reads_no_copy_of_the_tables() -> None:
    with pytest.raises(EngineError, match="DuckDB reads the tables"):
        Counting("duckdb", "s3a://bucket/tables")


def test_without_spark_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(EngineError, match="not installed") as error, open_engine("sc://host"):
        pass
    assert "forwhom[spark]" in error.value.remedy


@pytest.fixture
def client_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `pip install pyspark-client` leaves it."""
    package, tools = ModuleType("pyspark"), ModuleType("pyspark.util")
    tools.is_remote_only = lambda: True  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyspark", package)
    monkeypatch.setitem(sys.modules, "pyspark.util", tools)


def test_the_light_client_speaks_to_connect_alone(client_only: None) -> None:
    with pytest.raises(EngineError, match="Only the client") as error, open_spark("spark://host"):
        pass
    assert "pip install pyspark==VERSION" in error.value.remedy


@pytest.mark.parametrize("scheme", ["sc", "spark"])
def test_a_cluster_that_nobody_runs_is_told_at_once(
    scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from forwhom.data import spark

    monkeypatch.setattr(spark, "_need_installed", lambda name: None)
    with socket.socket() as taken:  # bound, so that nobody else gets it, and not listening
        taken.bind(("127.0.0.1", 0))
        address = f"{scheme}://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(EngineError, match="does not answer") as error, open_spark(address):
            pass
    assert address in error.value.where


def test_what_spark_says_of_a_value_is_not_passed_on() -> None:
    said = "[CAST_INVALID_INPUT] The value 'Ana Pérez' of the type STRING cannot be cast"
    fault = type("Fault", (Exception,), {"getCondition": lambda self: "CAST_INVALID_INPUT"})(said)
    told = str(_gave_up("sc://host/;token=secret", fault))
    assert "CAST_INVALID_INPUT" in told
    assert "Ana" not in told
    assert "secret" not in told


def test_a_path_the_cluster_cannot_see_is_told_with_what_to_do() -> None:
    fault = SimpleNamespace(getCondition=lambda: "PATH_NOT_FOUND")
    assert "--tables" in _gave_up("sc://host", fault).remedy


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "Ours [old] *"
    folder.mkdir()
    with open_duckdb() as engine:
        engine.rows(TABLES["schools"], []).to_native().to_parquet(str(folder / "schools.parquet"))
        assert len(engine.fetch(engine.scan(folder / "schools.parquet"))) == 0


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[dict[str, Path]]:
    """Two schools, as an import leaves them."""
    rows = [{"school_id": number, "name": "A school"} for number in "12"]
    with open_duckdb() as engine:
        path = tmp_path / "schools.parquet"
        engine.rows(TABLES["schools"], rows).to_native().to_parquet(str(path))
        yield {"schools": path}


def test_a_copy_elsewhere_is_read_in_place_of_the_folder(
    stored: dict[str, Path], tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "schools.parquet").write_bytes(stored["schools"].read_bytes())
    with open_duckdb() as engine:
        frames = scan(engine, stored, f"{copy}/")
        stored["schools"].unlink()
        assert len(engine.fetch(frames["schools"])) == 2


def test_a_copy_of_another_import_is_refused(stored: dict[str, Path], tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    with open_duckdb() as engine:
        one = engine.rows(TABLES["schools"], [{"school_id": "1", "name": "A school"}])
        one.to_native().to_parquet(str(copy / "schools.parquet"))
        with pytest.raises(EngineError, match="another number of rows"):
            scan(engine, stored, str(copy))
