"""A real Spark cluster on this machine: a master, workers and a Connect server over them.

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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.conftest import needs

HERE = "127.0.0.1"
CLASSES = "org.apache.spark."
PATIENCE = 600.0  # no test fails because a machine is busy
# A run of minutes is not worth the second compiler, nor a collector with threads of its own.
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
# Two executors of one core, so that every sum is put together from parts of two machines.
SMALL = {
    "spark.cores.max": "2",
    "spark.executor.cores": "1",
    "spark.executor.memory": "600m",
    "spark.driver.memory": "1g",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.extraJavaOptions": JAVA,
    "spark.executor.extraJavaOptions": JAVA,
}
LOCAL = {
    "spark.driver.host": HERE,
    "spark.driver.bindAddress": HERE,
    "spark.ui.enabled": "false",
}


@dataclass(frozen=True)
class Cluster:
    """Where the cluster is to be found, and the programs it runs in."""

    classic: str
    connect: str
    programs: tuple[int, ...]


@cache
def addresses() -> dict[str, str]:
    """The cluster's two addresses, `spark` and `spark connect`. A skip where Spark is not here."""
    needs(shutil.which("java"), "No Java here: install the package `default-jre-headless`.")
    for name in ("pyspark", "py4j", "grpc", "pandas"):
        needs(importlib.util.find_spec(name), "No Spark here: `make test-long` installs it.")
    os.environ.update(
        SPARK_LOCAL_IP=HERE,
        PYSPARK_SUBMIT_ARGS=shlex.join([*_conf({**LOCAL, **SMALL}), "pyspark-shell"]),
    )
    opened = contextlib.ExitStack()
    atexit.register(opened.close)
    cluster = opened.enter_context(running(SMALL, workers=2, room=("2", "1300m"), java=JAVA))
    return {"spark": cluster.classic, "spark connect": cluster.connect}


@contextlib.contextmanager
def running(
    settings: Mapping[str, str], *, workers: int, room: tuple[str, str], java: str = ""
) -> Iterator[Cluster]:
    """A cluster with so many workers, each with room for so many cores and so much memory.

    `settings` are the Connect server's own; `java` goes to the master and the workers.
    """
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        start = _Starting(stack, folder, java)
        master, connect = _free_port(), _free_port()
        classic = f"spark://{HERE}:{master}"
        asked = ("--host", HERE, "--port", str(master), "--webui-port", "0")
        start.program("master", f"{CLASSES}deploy.master.Master", *asked)
        start.wait_for("master", master)
        cores, memory = room
        for number in map(str, range(workers)):
            mine = ("--host", HERE, "-c", cores, "-m", memory, "-d", str(folder / number))
            start.program(
                number, f"{CLASSES}deploy.worker.Worker", *mine, "--webui-port", "0", classic
            )
        start.program("connect", *_connect_server(classic, connect, {**LOCAL, **settings}))
        start.wait_for("connect", connect)
        programs = tuple(program.pid for program in start.programs.values())
        yield Cluster(classic, f"sc://{HERE}:{connect}", programs)


def _connect_server(cluster: str, port: int, settings: Mapping[str, str]) -> list[str]:
    return [
        f"{CLASSES}deploy.SparkSubmit",
        *("--class", f"{CLASSES}sql.connect.service.SparkConnectServer", "--master", cluster),
        *_conf({**settings, "spark.connect.grpc.binding.port": str(port)}),
        *_conf({"spark.connect.grpc.binding.address": HERE}),
        "spark-internal",
    ]


def _conf(settings: Mapping[str, str]) -> list[str]:
    return [word for key, value in settings.items() for word in ("--conf", f"{key}={value}")]


class _Starting:
    """Starts the cluster's own programs; they end with the stack."""

    def __init__(self, stack: contextlib.ExitStack, folder: Path, java: str) -> None:
        self.stack, self.folder = stack, folder
        self.programs: dict[str, subprocess.Popen[bytes]] = {}
        found = importlib.util.find_spec("pyspark")
        assert found is not None
        assert found.origin is not None
        self.home = Path(found.origin).parent
        self.settings = {
            **os.environ,
            "SPARK_HOME": str(self.home),
            "SPARK_LOCAL_IP": HERE,
            "SPARK_DAEMON_JAVA_OPTS": java,
            "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",
        }

    def program(self, name: str, *arguments: str) -> None:
        memory = {"SPARK_DAEMON_MEMORY": "1g" if name == "connect" else "256m"}
        with (self.folder / f"{name}.log").open("w") as log:
            program = subprocess.Popen(
                [str(self.home / "bin" / "spark-class"), *arguments],
                stdout=log, stderr=subprocess.STDOUT, cwd=self.folder,
                env={**self.settings, **memory},
            )  # fmt: skip
        self.programs[name] = program
        self.stack.callback(_end, program)

    def wait_for(self, name: str, port: int) -> None:
        """Until the program listens there; on failure, what all of them said."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.programs[name].poll() is None:
            with contextlib.suppress(OSError), socket.create_connection((HERE, port), timeout=1):
                return
            time.sleep(0.2)
        said = [f"{log.name}: {log.read_text()[-6000:]}" for log in self.folder.glob("*.log")]
        raise AssertionError("The Spark cluster did not start.\n" + "\n".join(said))


def _end(program: subprocess.Popen[bytes]) -> None:
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
