"""What the peers' searches share: made-up districts in, groups with scores out.

Imported by scripts that another Python runs, so it needs nothing of ours.
Usage of each: python flag_PEER.py WORLD.parquet …; writes WORLD.PEER.parquet beside each.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

ENOUGH = 11  # children asked: the same for all


@dataclass(frozen=True)
class World:
    """Children as rows: dimensions as texts, outcomes as 1, 0 or nan, with 1 always the worse.

    `asked` are the values of each dimension that groups are made of; `crossed` are the sets of up
    to three dimensions that may meet.
    """

    rows: pd.DataFrame
    asked: dict[str, list[str]]
    crossed: list[list[str]]
    outcomes: list[str]


Row = tuple[str, str, float, bool]  # measure, group, score (the higher the worse), flagged


def each(peer: str, search: Callable[[World], Iterator[Row]]) -> None:
    """Search every district named on the command line."""
    for name in sys.argv[1:]:
        began = time.process_time()
        file = Path(name)
        world = World(pd.read_parquet(file), **json.loads(file.with_suffix(".json").read_text()))
        found = list(search(world))
        told: dict[str, Any] = dict(
            zip(("measure", "group", "score", "flagged"), zip(*found, strict=True), strict=True)
        )
        frame = pd.DataFrame(
            told or {name: [] for name in ("measure", "group", "score", "flagged")}
        )
        frame["cpu"] = time.process_time() - began
        frame.to_parquet(file.with_suffix(f".{peer}.parquet"))


def text(parts: Iterator[str] | list[str]) -> str:
    """A group's name from its parts, `dimension=value`."""
    return " & ".join(sorted(parts))
