"""(start) How long `forwhom --help` takes, beside a Python that does nothing at all.

Here wall seconds count, since someone waits; the ratio is of CPU seconds as everywhere.
"""

from __future__ import annotations

from benchmarks.lines import Limit, Line
from benchmarks.runs import interleaved, python, whole

SECONDS, TIMES = 0.3, 15


def lines() -> list[Line | Limit]:
    """The median of fifteen of each."""
    seen = interleaved(
        {
            "help": lambda: whole(python("-m", "forwhom", "--help")),
            "pass": lambda: whole(python("-c", "pass")),
        },
        TIMES,
    )
    return [
        Line("forwhom --help, to python -c pass", seen["help"], seen["pass"], None),
        Limit("  seconds of wall", seen["help"].wall, "s", SECONDS),
    ]
