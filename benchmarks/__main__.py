"""What we time, as ratios in one run: `python -m benchmarks [--only a|b|…|i|start] [--json]`.

Seconds are of CPU: user and system, of a process and of those it starts. They hold far better than
wall, which stands in brackets, when others use the machine. Runs are interleaved and repeated;
figures are medians, memory the most of any run. Nothing here is a test: to be busy is no fault.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
from collections.abc import Iterator

from benchmarks.lines import Note, Told, head
from benchmarks.runs import FailedRunError

PARTS = {"a": "rollup", "b": "store", "c": "growth", "d": "state", "e": "impact",
         "f": "searching", "g": "explaining", "h": "effects", "i": "page_reads",
         "start": "start"}  # fmt: skip
ASKED = ("d",)  # only where asked for: it needs Java, Spark and an hour


def main() -> None:
    """Run the parts asked for and print each as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--only",
        choices=PARTS,
        help="one part: a takes 4 minutes, b 5, c 6, d an hour, e 1, f 2, g 4, h 1, i 4",
    )
    parser.add_argument("--json", action="store_true", help="only JSON, one object a line")
    wanted = parser.parse_args()
    if not wanted.json:
        print(f"{os.cpu_count()} cores\n      {head()}", flush=True)
    for part in [wanted.only] if wanted.only else [name for name in PARTS if name not in ASKED]:
        for line in _lines(part):
            told = json.dumps({"part": part, **line.told()})
            print(told if wanted.json else f"{part.ljust(6)}{line}", flush=True)


def _lines(part: str) -> Iterator[Told]:
    """One part must not take the others with it."""
    try:
        yield from importlib.import_module(f"benchmarks.{PARTS[part]}").lines()
    except FailedRunError as error:
        yield Note(f"failed: {error}")


if __name__ == "__main__":
    main()
