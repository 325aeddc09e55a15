"""A real Spark cluster on this machine: a master, two workers and a Connect server over them.

It is started by the first test that needs it and ends with the tests.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import os
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conftest import needs

HERE = "127.0.0.1"
CLASSES = "org.apache.spark."
PATIENCE = 600.0  # no test fails because a machine is busy
# A run of minutes is not worth the second compiler, nor a collector with threads of its own.
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
# Two executors of one core, so that every sum is put together from parts of two machines.
APPLICATION = {
    "spark.cores.max": "2",
    "spark.executor.cores": "1",
    "spark.executor.memory": "600m",
    "spark.driver.memory": "1g",
    "spark.driver.host": HERE,
    "spark.driver.bindAddress": HERE,
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
    "spark.driver.extraJavaOptions": JAVA,
    "spark.executor.extraJavaOptions": JAVA,
}
SETTINGS = [word for key, value in APPLICATION.items() for word in ("--conf", f"{key}={value}")]


@cache
def addresses() -> dict[str, str]:
    """The cluster's two addresses, `spark` and `spark connect`. A skip where Spark is not here."""
    needs(shutil.which("java"), "No Java here: install the package `default-jre-headless`.")
    for name in ("pyspark", "py4j", "grpc", "pandas"):
        needs(importlib.util.find_spec(name), "No Spark here: `make test-long` installs it.")
    os.environ.update(
        SPARK_LOCAL_IP=HERE,
        PYSPARK_SUBMIT_ARGS=shlex.join([*SETTINGS, "pyspark-shell"]),
    )
    opened = contextlib.ExitStack()
    atexit.register(opened.close)
    return opened.enter_context(_running())


@contextlib.contextmanager
def _running() -> Iterator[dict[str, str]]:
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name,
        contextlib.ExitStack() as s,
    ):
        folder = Path(name)
        master, connect = _free_port(), _free_port()
        cluster = f"spark://{HERE}:{master}"
        asked = ("--host", HERE, "--port", str(master), "--webui-port", "0")
        s.enter_context(_started(folder, "master", f"{CLASSES}deploy.master.Master", *asked))
        _await(master, folder)
        for number in ("1", "2"):
            room = ("-c", "2", "-m", "1300m", "-d", str(folder / number), "--webui-port", "0")
            worker = (f"{CLASSES}deploy.worker.Worker", "--host", HERE, *room, cluster)
            s.enter_context(_started(folder, number, *worker))
        s.enter_context(_started(folder, "connect", *_connect_server(cluster, connect)))
        _await(connect, folder)
        yield {"spark": cluster, "spark connect": f"sc://{HERE}:{connect}"}


def _connect_server(cluster: str, port: int) -> list[str]:
    return [
        f"{CLASSES}deploy.SparkSubmit",
        *("--class", f"{CLASSES}sql.connect.service.SparkConnectServer", "--master", cluster),
        *SETTINGS,
        *("--conf", f"spark.connect.grpc.binding.port={port}"),
        *("--conf", f"spark.connect.grpc.binding.address={HERE}"),
        "spark-internal",
    ]


@contextlib.contextmanager
def _started(folder: Path, name: str, *arguments: str) -> Iterator[None]:
    """One of the cluster's own programs, which ends with the block."""
    found = importlib.util.find_spec("pyspark")
    assert found is not None
    assert found.origin is not None
    home = Path(found.origin).parent
    settings = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": JAVA,
        "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",
    }
    with (folder / f"{name}.log").open("w") as log:
        program = subprocess.Popen(
            [str(home / "bin" / "spark-class"), *arguments],
            stdout=log, stderr=subprocess.STDOUT, env=settings, cwd=folder,
        )  # fmt: skip
    try:
        yield
    finally:
        program.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.wait(20)
        program.kill()
        program.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HERE, 0))
        port: int = found.getsockname()[1]
        return port


def _await(port: int, folder: Path) -> None:
    """Until somebody listens there; on failure, what the programs said."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection((HERE, port), timeout=1):
            return
        time.sleep(0.2)
    said = [f"{log.name}: {log.read_text()[-6000:]}" for log in sorted(folder.glob("*.log"))]
    raise AssertionError("The Spark cluster did not start.\n" + "\n".join(said))
