"""Two processes kept alive together, and ended together."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from forwhom.errors import WebError

LOOK = 0.2  # seconds between two looks
YOUNG, TOO_OFTEN = 10, 5  # a process that ends within 10 seconds, five times in a row
GRACE = 30  # seconds to finish what is being done


@dataclass
class Kept:
    """One process that is started again when it ends."""

    name: str
    module: str
    arguments: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    since: float = 0
    young: int = 0
    ended: list[int] = field(default_factory=list)

    def start(self) -> None:
        """Start it, with our end of its standard input to tell it that we live."""
        command = [sys.executable, "-m", self.module, *self.arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, **_apart())
        self.since = time.monotonic()

    def look(self, say: Callable[[str], None]) -> None:
        """Start it again where it has ended. Raises WebError where that happens too often."""
        if self.process is None or self.process.poll() is None:
            return
        self.young = self.young + 1 if time.monotonic() - self.since < YOUNG else 0
        if self.young >= TOO_OFTEN:
            raise WebError(
                f"The process for {self.name} ended {TOO_OFTEN} times as soon as it had started.",
                did="We stopped serving.",
                remedy="The lines above say where. `forwhom doctor DISTRICT` looks it over.",
            )
        say(f"The process for {self.name} ended; we start it again.")
        self.start()

    def end(self) -> None:
        """Ask it to end."""
        if self.process and self.process.poll() is None:
            with contextlib.suppress(OSError):
                self.process.terminate()

    def wait(self, until: float) -> None:
        """Wait for its end, and make an end of it at `until`."""
        if self.process is None:
            return
        try:
            self.process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdin:
            self.process.stdin.close()


def keep(kept: list[Kept], say: Callable[[str], None]) -> None:
    """Keep them running until Ctrl-C or SIGTERM, then end them all."""
    with told_to_end() as end:
        try:
            for one in kept:
                one.start()
            while not end.wait(LOOK):
                for one in kept:
                    one.look(say)
        finally:
            for one in kept:
                one.end()
            until = time.monotonic() + GRACE
            for one in kept:
                one.wait(until)


@contextlib.contextmanager
def told_to_end() -> Iterator[threading.Event]:
    """An event that is set by Ctrl-C or SIGTERM while the block runs."""
    end = threading.Event()
    before = {}
    for name in (signal.SIGINT, signal.SIGTERM):
        before[name] = signal.signal(name, lambda *_: end.set())
    try:
        yield end
    finally:
        for name, was in before.items():
            signal.signal(name, was)


def _apart() -> dict[str, Any]:
    """A group of its own: a Ctrl-C at the keyboard reaches us, and we end it in order."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}
