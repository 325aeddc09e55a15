"""Ten pages, fifty people, one click each in five seconds: `python -m benchmarks.web`.

A made-up district of 70,000 students with its audit is served on this machine by two gunicorn
workers and read over loopback (locust). Printed for each page: the median and the 95th percentile
of its answers, beside those of a page that asks nothing of the audit.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from benchmarks.web.first import look
from benchmarks.web.pages import ten_pages

HERE = Path(__file__).parent
PATIENCE = 120  # seconds until the server answers


def main() -> None:
    """Serve, read, and print what each page took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("--district", type=Path, help="a district's folder that has an audit")
    parser.add_argument("--students", type=int, default=70_000, help="of a district made anew")
    parser.add_argument("--cycle", action="store_true", help="pages of a cycle in full swing")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        district = asked.district or made(Path(name), asked.students)
        with served(district) as address:
            pages = cycle(district) if asked.cycle else ten_pages(district)
            look(address, pages)
            for line in read(address, pages, asked.people, asked.seconds, Path(name)):
                print(line, flush=True)


def cycle(district: Path) -> list[str]:
    """The pages of a cycle of 12 meetings, 60 causes and 200 commitments, made for this."""
    words = [sys.executable, "-m", "benchmarks.web.cycle", str(district)]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()


def made(folder: Path, students: int) -> Path:
    """A made-up district with its audit."""
    forwhom = [sys.executable, "-m", "forwhom"]
    sample, district = folder / "sample", folder / "district"
    schools = max(4, students * 107 // 70_000)
    size = ["--students", str(students), "--schools", str(schools), "--years", "3", "--seed", "1"]
    for words in (
        ["sample", str(sample), *size],
        ["import", str(sample), "--into", str(district)],
        ["audit", str(district)],
    ):
        subprocess.run([*forwhom, *words], check=True, stdout=subprocess.DEVNULL)
    return district


@contextlib.contextmanager
def served(district: Path) -> Iterator[str]:
    """The district behind two workers, as the demo serves it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["serve", str(district), "--demo", "--port", str(port), "--workers", "2"]
    server = subprocess.Popen(
        [sys.executable, "-m", "forwhom", *words],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, server)
        yield address
    finally:
        server.terminate()
        server.communicate(timeout=30)


def _wait(address: str, server: subprocess.Popen[str]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise SystemExit(f"The server ended:\n{server.communicate()[1]}")
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/account/sign-in/"):
            return
        time.sleep(0.2)
    raise SystemExit(f"No answer from {address} within {PATIENCE} seconds.")


def read(address: str, pages: list[str], people: int, seconds: int, folder: Path) -> Iterator[str]:
    """What locust measured, a line a page; its failures end the run with an error."""
    words = [sys.executable, "-m", "locust", "-f", str(HERE / "people.py"), "--headless",
             "--users", str(people), "--spawn-rate", "10", "--run-time", f"{seconds}s",
             "--host", address, "--csv", str(folder / "read"), "--reset-stats",
             "--only-summary"]  # fmt: skip
    around = {**os.environ, "FORWHOM_BENCH_PAGES": " ".join(pages)}
    done = subprocess.run(words, env=around, capture_output=True, text=True, check=False)
    with (folder / "read_stats.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Type"] == "GET" or not row["Type"]]
    yield f"{'page':56} {'answers':>8} {'failed':>7} {'median':>8} {'p95':>8} {'kB':>6}"
    for row in rows:
        size = float(row["Average Content Size"]) / 1000
        yield (
            f"{row['Name'][:56]:56} {row['Request Count']:>8} {row['Failure Count']:>7} "
            f"{row['50%']:>5} ms {row['95%']:>5} ms {size:6.0f}"
        )
    if done.returncode:
        yield f"failed: some pages did not answer as they should (locust: {done.returncode})"


if __name__ == "__main__":
    main()
