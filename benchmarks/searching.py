"""(f) The search: how long the honest search of a district of 20,000 and of 70,000 takes.

What is timed is the whole search of the headline measures: every group to three dimensions, both
questions, up to 1,000 draws, grade bands and schools. Children and outcomes are in memory. The
limits are of wall seconds, since someone waits for them, on two cores.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.lines import Limit
from benchmarks.runs import inside, python

LIMITS = {20_000: 20.0, 70_000: 120.0}  # seconds
GIGABYTES = 1.5


def lines() -> Iterator[Limit]:
    """For each size: the seconds, and the most memory."""
    for children, most in LIMITS.items():
        run = inside(python("-m", "benchmarks.search_job", str(children)))
        yield Limit(f"search of {children:,} children, wall", run.wall, "s", most)
        yield Limit(f"search of {children:,} children, CPU", run.cpu, "s", 2 * most)
        yield Limit(f"search of {children:,} children, memory", run.memory / 1e9, "GB", GIGABYTES)
