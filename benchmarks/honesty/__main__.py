"""How honest the search is: `python -m benchmarks.honesty [--seeds 200] [--only PART] [--json]`.

null, siblings: no group differs, so whatever is found is false. Each number is of audits that have
any, before / after the rule of findings: at least 2 points, on the side worse for children.
planted: what is found of effects that are there, by the size of the effect and of the group.
peers: the same children before other programs, with false alarms beside what is found.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from benchmarks.honesty import compared, nulls

PARTS = ("null", "siblings", "planted", "peers")


def main() -> None:
    """Print each line as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.honesty", description=__doc__)
    parser.add_argument("--seeds", type=int, default=200, help="made-up districts of each kind")
    parser.add_argument("--students", type=int, default=5_000, help="in each district")
    parser.add_argument("--only", choices=PARTS, help="one part")
    parser.add_argument("--json", action="store_true", help="only JSON, one object a line")
    wanted = parser.parse_args()
    for part in [wanted.only] if wanted.only else PARTS:
        if not wanted.json and part in nulls.KINDS:
            print(nulls.HEAD, flush=True)
        for line in _lines(part, wanted.seeds, wanted.students):
            told = {"part": part, **line.told()} if wanted.json else line
            print(json.dumps(told) if wanted.json else told, flush=True)


def _lines(part: str, seeds: int, students: int) -> Iterator[Any]:
    if part in nulls.KINDS:
        return nulls.lines(part, seeds, students)
    of = {"planted": compared.planted, "peers": compared.table}
    return of[part](seeds, students)


if __name__ == "__main__":
    main()
