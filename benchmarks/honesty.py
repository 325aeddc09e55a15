"""How honest the search is: `python -m benchmarks.honesty [--seeds 200] [--only PART] [--json]`.

Null worlds: no group differs, so whatever is found is false. Each number is of audits that have
any, before / after the rule of findings: at least 2 points, on the side worse for children.
Planted worlds: what is found of effects that are there, beside other programs on the same children.
"""

from __future__ import annotations

import argparse
import json

from benchmarks import nulls

PARTS = ("null", "siblings")


def main() -> None:
    """Print each line as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.honesty", description=__doc__)
    parser.add_argument("--seeds", type=int, default=200, help="made-up districts of each kind")
    parser.add_argument("--students", type=int, default=5_000, help="in each district")
    parser.add_argument("--only", choices=PARTS, help="one part")
    parser.add_argument("--json", action="store_true", help="only JSON, one object a line")
    wanted = parser.parse_args()
    for part in [wanted.only] if wanted.only else PARTS:
        if not wanted.json:
            print(nulls.HEAD, flush=True)
        for line in nulls.lines(part, wanted.seeds, wanted.students):
            print(json.dumps(line.told()) if wanted.json else line, flush=True)


if __name__ == "__main__":
    main()
