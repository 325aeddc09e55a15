"""Where a state counts: a Spark cluster that is already there, spoken to directly or by Connect."""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from forwhom.data.engine import may_be_empty, stored_types
from forwhom.data.table import Table
from forwhom.errors import EngineError

if TYPE_CHECKING:
    import narwhals as nw
    import pyarrow as pa

CONNECT = "sc://"
PORTS = {"sc": 15002, "spark": 7077}
PATIENCE = 10  # seconds for a first answer
# The same numbers and days whatever the cluster's own settings are: no time zone moves a day, and
# what cannot be worked out is an error, never a silent null.
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
}
QUIET = {"spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}
SPARK_TYPES = {"VARCHAR": "STRING", **{k: k for k in ("DATE", "DOUBLE", "BIGINT", "BOOLEAN")}}
PATTERN = re.compile(r"([\[\]{}*?\\])")  # signs that Spark would take for a pattern of file names


class Spark:
    """A Spark session; student rows stay on the cluster, only small results come back."""

    def __init__(self, session: Any) -> None:
        self.session = session

    def scan(self, path: Path | str) -> nw.LazyFrame[Any]:
        """A stored Parquet table, not yet read, at a path or address that the cluster can reach."""
        if isinstance(path, Path):
            path = "file://" + PATTERN.sub(r"\\\1", path.resolve().as_posix())
        return self._lazy(self.session.read.parquet(path))

    def rows(self, table: Table, rows: list[dict[str, object]]) -> nw.LazyFrame[Any]:
        """An agreed table from rows in memory; none makes it empty with the right columns."""
        import pyarrow as pa

        types = stored_types(table)
        columns = ", ".join(f"`{name}` {SPARK_TYPES[kind]}" for name, kind in types.items())
        if not rows:
            return self._lazy(self.session.createDataFrame([], columns))
        schema = pa.schema([(name, _arrow_type(kind)) for name, kind in types.items()])
        filled = pa.Table.from_pylist(rows, schema=schema)
        return self._lazy(self.session.createDataFrame(filled, columns))

    def keep(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Work the frame out once; it stays on the cluster's workers until the session ends."""
        return self._lazy(frame.to_native().localCheckpoint())

    def let_go(self, kept: nw.LazyFrame[Any]) -> None:
        """Nothing: Spark gives back what no frame here speaks of any more."""

    def fetch(self, frame: nw.LazyFrame[Any]) -> pa.Table:
        """Bring a small result into this process."""
        return may_be_empty(frame.to_native().toArrow())

    def _lazy(self, native: Any) -> nw.LazyFrame[Any]:
        import narwhals as nw

        return nw.from_native(native)


def _arrow_type(kind: str) -> pa.DataType:
    import pyarrow as pa

    types = {"DATE": pa.date32(), "DOUBLE": pa.float64(), "BIGINT": pa.int64()}
    return {"VARCHAR": pa.string(), "BOOLEAN": pa.bool_(), **types}[kind]


@contextlib.contextmanager
def open_spark(name: str) -> Iterator[Spark]:
    """A session on `sc://host`, `spark://host:7077` or `local[2]`, ended with the block.

    Raises:
        EngineError: Spark is not installed here, the cluster does not answer, or it gives up.
    """
    _need_installed(name)
    _need_answer(name)
    from pyspark.errors import PySparkException

    try:
        with _session(name) as session:
            for key, value in SETTINGS.items():
                session.conf.set(key, value)
            yield Spark(session)
    except PySparkException as error:
        raise _gave_up(name, error) from error


@contextlib.contextmanager
def _session(name: str) -> Iterator[Any]:
    """A session of our own. One that runs in this process already, as in a notebook, goes on."""
    if name.startswith(CONNECT):
        from pyspark.sql.connect.session import SparkSession as ConnectSession

        session = ConnectSession.builder.remote(name).create()
        with _active(session), _ended(session):
            yield session
    else:
        from pyspark.sql import SparkSession

        running = SparkSession.getActiveSession()
        if running is not None:
            yield running.newSession()
            return
        builder = SparkSession.builder.master(name).appName("forwhom")
        for key, value in QUIET.items():
            builder = builder.config(key, value)
        session = builder.getOrCreate()
        with _ended(session):
            yield session


@contextlib.contextmanager
def _ended(session: Any) -> Iterator[None]:
    """The session ends with the block."""
    try:
        yield
    finally:
        with contextlib.suppress(Exception):  # the cluster may be gone; the work is done
            session.stop()


@contextlib.contextmanager
def _active(session: Any) -> Iterator[None]:
    """Ours is the active session of Connect's client, which takes what we keep for that one's."""
    place = type(session)._active_session
    before = getattr(place, "session", None)
    place.session = session
    try:
        yield
    finally:
        place.session = before


def _need_installed(name: str) -> None:
    """Connect needs the light client; a cluster's own driver the whole of Spark, and Java."""
    try:
        import pyspark
        from pyspark.util import is_remote_only
    except ImportError:
        raise EngineError(
            "Spark is not installed here.",
            where=name,
            did="Nothing was counted.",
            remedy='Install it with `pip install "forwhom[spark]"`, or leave --engine out: '
            "DuckDB is built in.",
        ) from None
    if name.startswith(CONNECT):
        return
    if is_remote_only():
        raise EngineError(
            "Only the client for Spark Connect is installed here, which speaks to `sc://` alone.",
            where=name,
            did="Nothing was counted.",
            remedy="Use the cluster's Connect address, or install the whole of Spark in the "
            "cluster's own version: `pip uninstall pyspark-client`, then `pip install "
            "pyspark==VERSION`.",
        )
    if shutil.which("java") is None:
        raise EngineError(
            f"Spark {pyspark.__version__} needs Java here, and there is none.",
            where=name,
            did="Nothing was counted.",
            remedy="Install Java 17 or newer, or use the cluster's Connect address, `sc://…`.",
        )


def _need_answer(name: str) -> None:
    """Spark itself goes on trying for minutes where nobody listens."""
    parts = urlsplit(name)
    if not parts.hostname:
        return
    try:
        place = (parts.hostname, parts.port or PORTS[parts.scheme])
        with socket.create_connection(place, timeout=PATIENCE):
            return
    except (OSError, ValueError) as error:
        raise EngineError(
            "The Spark cluster does not answer.",
            where=f"{parts.scheme}://{parts.netloc}",
            did="Nothing was counted.",
            remedy="Check host and port, and that the cluster (for `sc://`, its Connect server) "
            "runs and lets this machine in.",
        ) from error


def _gave_up(name: str, error: Any) -> EngineError:
    """Spark's own condition and no more of what it says, which may hold a student's value."""
    condition = error.getCondition() or type(error).__name__
    not_found = condition == "PATH_NOT_FOUND"
    return EngineError(
        "The cluster cannot see the district's tables."
        if not_found
        else f"The cluster could not do the work: {condition}.",
        where=f"{name.split(';', maxsplit=1)[0]}",
        did="Nothing was written.",
        remedy="Copy the folder `tables` to where every worker can read it and name that place "
        "with --tables, such as `--tables s3a://bucket/district/tables`."
        if not_found
        else "See the cluster's log for this session; docs/how-to/state.md says what it needs.",
    )
