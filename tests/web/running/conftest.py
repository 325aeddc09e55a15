"""A `forwhom serve` of its own for whoever needs a running one."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import needs
from tests.web.postgresql import postgresql, programs

STARTS = 60  # seconds that a busy machine may take


def serving(district: Path, database: str = "") -> dict[str, str]:
    """The environment of the web as people run it, not as its tests do."""
    ours = {"FORWHOM_DISTRICT": str(district), "FORWHOM_DATABASE": database, "FORWHOM_DEMO": ""}
    return {**os.environ, **ours, "DJANGO_SETTINGS_MODULE": "forwhom.web.settings"}


class Running:
    """A `forwhom serve` in a process of its own."""

    def __init__(self, district: Path, database: str = "", *options: str) -> None:
        self.district, self.port = district, free_port()
        self.environment = serving(district, database)
        self.log = district.parent / f"serve-{self.port}.log"
        command = [sys.executable, "-m", "forwhom", "serve", str(district), *options]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port)],
                env=self.environment, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        self.address = f"http://127.0.0.1:{self.port}"

    def wait(self) -> None:
        until = time.monotonic() + STARTS
        while time.monotonic() < until:
            assert self.process.poll() is None, self.said()
            try:
                with urllib.request.urlopen(self.address + "/account/sign-in/") as answer:
                    assert answer.status == 200
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.said())

    def until(self, words: str) -> None:
        """Wait until it has said so."""
        until = time.monotonic() + STARTS
        while words not in self.said():
            assert time.monotonic() < until, self.said()
            time.sleep(0.1)

    def said(self) -> str:
        return self.log.read_text()

    def children(self) -> list[int]:
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(pid) for pid in listed.stdout.split()]

    def until_children(self, number: int, besides: list[int]) -> None:
        """Wait for so many that are not those: what served before may answer a moment longer."""
        until = time.monotonic() + STARTS
        while len(set(self.children()) - set(besides)) != number:
            assert time.monotonic() < until, self.said()
            time.sleep(0.1)

    def end(self, how: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(60)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """`running()`: a district that is being served; `running(database=address)` in PostgreSQL."""
    started: list[Running] = []

    def made(*options: str, database: str = "", district: Path | None = None) -> Running:
        folder = district or tmp_path / "district"
        folder.mkdir(exist_ok=True)
        started.append(Running(folder, database, *options))
        started[-1].wait()
        return started[-1]

    yield made
    for one in started:
        one.end()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: Any) -> Iterator[str]:
    """The address of a database of each kind in turn; empty for SQLite."""
    if request.param == "sqlite":
        yield ""
        return
    needs(programs(), "No PostgreSQL here: install the package `postgresql`.")
    with postgresql(durable=True) as address:
        yield address
