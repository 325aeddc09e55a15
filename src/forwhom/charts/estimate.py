"""One number of one group: best estimate, where the truth plausibly lies, how many children."""

from __future__ import annotations

from dataclasses import dataclass

from forwhom.charts.numbers import TOO_FEW_TO_TRUST


@dataclass(frozen=True)
class Estimate:
    """A rate (a fraction) or mean score of `n` children; none where they are too few to say."""

    label: str
    n: int
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    count: int | None = None
    bounded: bool = False
    """Numbers are hidden: `low` and `high` are sure, and no rate or `n` may be known."""

    @property
    def shown(self) -> bool:
        """Whether there is anything to draw."""
        return self.rate is not None or (self.bounded and self.low is not None)

    @property
    def trusted(self) -> bool:
        """Whether the group is large enough for its dot to be read as more than a hint."""
        hidden = self.bounded and not self.n  # how many they are is not published
        return self.shown and (hidden or self.n >= TOO_FEW_TO_TRUST)

    @property
    def ends(self) -> tuple[float, ...]:
        """Every value that must fit on the axis."""
        return tuple(v for v in (self.low, self.rate, self.high) if v is not None)
