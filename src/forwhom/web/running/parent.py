"""A process that ends when the one that started it ends, however that ends."""

from __future__ import annotations

import os
import signal
import sys
import threading


def end_with_parent() -> None:
    """End this process, cleanly, as soon as its parent has gone.

    The parent holds the other end of our standard input: it closes when the parent ends, even by
    kill -9, on every system.
    """
    threading.Thread(target=_wait, name="parent", daemon=True).start()


def _wait() -> None:
    # Raw, so that no lock of Python's own input is held when this process ends.
    while os.read(sys.stdin.fileno(), 64):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
