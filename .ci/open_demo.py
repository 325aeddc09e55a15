"""Open the made-up district in the background and say where, or end the one that is open."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

BUILD = Path("build")
RUNNING, LOG = BUILD / "demo.pid", BUILD / "demo.log"
PATIENCE = 60  # seconds


def main() -> int:
    """`open_demo.py FOLDER PORT` or `open_demo.py --stop`."""
    if sys.argv[1:] == ["--stop"]:
        return stop()
    folder, wished = sys.argv[1], int(sys.argv[2])
    port = free_from(wished)
    words = [sys.executable, "-m", "forwhom", "serve", folder, "--demo", "--port", str(port)]
    with LOG.open("wb") as log:
        server = subprocess.Popen(
            words, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
        )
    RUNNING.write_text(str(server.pid), "ascii")
    address = f"http://127.0.0.1:{port}/"
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        if answers(address):
            print(f"\nOpen {address} and sign in as any of the made-up people.")
            print(f"A finished inquiry to learn from: {address}inquiries/")
            print("It stays open until `make demo-stop`.")
            return 0
        time.sleep(0.2)
    print(LOG.read_text("utf-8", errors="replace"), file=sys.stderr)
    return 1


def free_from(port: int) -> int:
    """The first port from this one on that nobody listens at."""
    for number in range(port, port + 50):
        with socket.socket() as tried, contextlib.suppress(OSError):
            tried.bind(("127.0.0.1", number))
            return number
    raise SystemExit(f"No free port from {port} on: name another with PORT=9000.")


def answers(address: str) -> bool:
    """Whether the sign-in page is there."""
    try:
        with urllib.request.urlopen(f"{address}account/sign-in/", timeout=5):  # noqa: S310 - http
            return True
    except OSError:
        return False


def stop() -> int:
    """End the one that is open, if there is one; only a process of ours is ever ended."""
    if not RUNNING.is_file():
        return 0
    number = int(RUNNING.read_text("ascii"))
    command = Path(f"/proc/{number}/cmdline")
    ours = not Path("/proc").is_dir() or (command.is_file() and b"forwhom" in command.read_bytes())
    if ours:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGTERM)
            for _ in range(100):
                os.kill(number, 0)
                time.sleep(0.1)
    RUNNING.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
