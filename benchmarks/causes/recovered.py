"""What many districts say of each question: how near, and how often the limits held the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from benchmarks.causes.questions import Question
from forwhom.stats.rates import clopper_pearson

Record = dict[str, Any]
PLANTED = (
    "| planted | found by | districts | true | found | off by | limits held the truth | seen |\n"
    "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
)
NOTHING = (
    "| nothing planted | asked of | districts | true | found | limits held the truth "
    "| false alarms |\n| --- | --- | ---: | ---: | ---: | ---: | ---: |"
)


@dataclass(frozen=True)
class Recovered:
    """Means over the districts that were told; `off` is the mean of found less true.

    `off_error` is its standard error; `covered` and `seen` count districts whose limits held the
    truth and whose limits left 0 out; `silent` those where nothing was said.
    """

    cause: str
    asks: str
    null: bool
    told: int
    silent: int
    truth: float
    found: float
    off: float
    off_error: float
    covered: int
    seen: int

    @staticmethod
    def of(question: Question, records: Sequence[Record]) -> Recovered:
        """One row of the table."""
        kept = [record["asked"][question.name] for record in records]
        told = [one for one in kept if one is not None]
        estimate, low, high, truth = (
            np.array([one.get(name, np.nan) for one in told])
            for name in ("estimate", "low", "high", "truth")
        )
        marked = sum(one.get("marked", 0.0) > 0 for one in told)
        off = estimate - truth
        return Recovered(
            question.cause, question.asks, question.null, len(told), len(kept) - len(told),
            truth=_mean(truth), found=_mean(estimate), off=_mean(off),
            off_error=float(off.std(ddof=1) / np.sqrt(len(off))) if len(off) > 1 else float("nan"),
            covered=int(((low <= truth) & (truth <= high)).sum()),
            seen=int(((low > 0) | (high < 0)).sum()) + marked,
        )  # fmt: skip

    def __str__(self) -> str:
        """The row of its table: PLANTED, or NOTHING."""
        measured = not np.isnan(self.off)
        points = [f"{100 * x:.1f}" if measured else "" for x in (self.truth, self.found)]
        off = f"{100 * self.off:+.1f} ± {196 * self.off_error:.1f}" if measured else ""
        silent = f", {self.silent} silent" if self.silent else ""
        cells = [
            self.asks, f"`{self.cause}`", f"{self.told}{silent}", *points,
            *([] if self.null else [off]),
            _of(self.covered, self.told) if measured else "", _of(self.seen, self.told),
        ]  # fmt: skip
        return f"| {' | '.join(cells)} |"

    def as_dict(self) -> dict[str, Any]:
        """The same for machines."""
        return asdict(self)


def _mean(column: Any) -> float:
    return float(column.mean()) if len(column) else float("nan")


def _of(count: int, n: int) -> str:
    """A count with the 95 % limits of its share; nothing where nothing was told."""
    if not n:
        return ""
    low, high = clopper_pearson(count, n)
    return f"{count} ({100 * float(low):.0f} to {100 * float(high):.0f} %)"


def tables(rows: Sequence[Recovered]) -> str:
    """Both tables, of what was planted and of what was not."""
    planted = [str(row) for row in rows if not row.null]
    nothing = [str(row) for row in rows if row.null]
    return "\n".join([PLANTED, *planted, "", NOTHING, *nothing])
