"""Calm lines: what, ours, theirs, their ratio, the target, and whether it is met."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Protocol

from benchmarks.runs import Run

HEAD = ("CPU seconds (wall) and memory", "ours", "theirs", "ratio", "target", "")
WIDE = (50, 28, 28, 8, 8, 9)
MB = 1_000_000


class Told(Protocol):
    """Anything that prints as a line and can be told to a machine."""

    def told(self) -> dict[str, Any]:
        """The same for machines."""


@dataclass(frozen=True)
class Note:
    """A line of words."""

    text: str

    def __str__(self) -> str:
        return self.text

    def told(self) -> dict[str, Any]:
        """The same for machines."""
        return {"note": self.text}


@dataclass(frozen=True)
class Line:
    """One comparison. The ratio is ours to theirs, or theirs to ours where more is better."""

    what: str
    ours: Run
    theirs: Run
    target: float | None
    at_least: bool = False

    @property
    def ratio(self) -> float:
        """Of CPU seconds."""
        first, second = (self.theirs, self.ours) if self.at_least else (self.ours, self.theirs)
        return first.cpu / second.cpu

    @property
    def met(self) -> bool | None:
        """None where there is no target."""
        if self.target is None:
            return None
        return self.ratio >= self.target if self.at_least else self.ratio <= self.target

    def __str__(self) -> str:
        sign = ">=" if self.at_least else "<="
        target = "" if self.target is None else f"{sign} {self.target:g}"
        ratio = f"{self.ratio:.1f}" if self.ratio >= 10 else f"{self.ratio:.2f}"
        return _row(
            self.what, _seconds(self.ours), _seconds(self.theirs), ratio, target, _met(self.met)
        )

    def told(self) -> dict[str, Any]:
        """The same for machines."""
        return {**asdict(self), "ratio": round(self.ratio, 4), "met": self.met}


@dataclass(frozen=True)
class Growth:
    """A step from a smaller to a larger: the ratio is of times, over that of rows; at most 1."""

    what: str
    small: Run
    large: Run
    rows: float

    @property
    def ratio(self) -> float:
        """How many times the CPU seconds, over how many times the rows."""
        return self.large.cpu / self.small.cpu / self.rows

    def __str__(self) -> str:
        times = f"time x {self.large.cpu / self.small.cpu:.2f}, rows x {self.rows:.2f}"
        met = _met(self.ratio <= 1)
        return _row(self.what, _seconds(self.large), times, f"{self.ratio:.2f}", "<= 1", met)

    def told(self) -> dict[str, Any]:
        """The same for machines."""
        return {**asdict(self), "ratio": round(self.ratio, 4), "met": self.ratio <= 1}


@dataclass(frozen=True)
class Limit:
    """A figure that should stay under a limit of its own."""

    what: str
    value: float
    unit: str
    at_most: float

    def __str__(self) -> str:
        met = _met(self.value <= self.at_most)
        return _row(self.what, f"{self.value:.2f} {self.unit}", "", "", f"<= {self.at_most:g}", met)

    def told(self) -> dict[str, Any]:
        """The same for machines."""
        return {**asdict(self), "met": self.value <= self.at_most}


def head() -> str:
    """The names of the columns."""
    return _row(*HEAD)


def _met(met: bool | None) -> str:
    return {None: "", True: "met", False: "not met"}[met]


def _seconds(run: Run) -> str:
    return f"{run.cpu:.2f} ({run.wall:.2f}) {run.memory / MB:6,.0f} MB"


def _row(*parts: str) -> str:
    rest = (part.rjust(width) for part, width in zip(parts[1:], WIDE[1:], strict=True))
    return (parts[0].ljust(WIDE[0]) + "".join(rest)).rstrip()
