"""What one program did on null and on planted districts: what it flagged, and at which bar."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Program:
    """Its records of null worlds and of planted ones, as `judge` made them."""

    name: str
    null: list[Any]
    planted: list[Any]

    @property
    def plants(self) -> list[Any]:
        """All planted effects, with what it said of each."""
        return [plant for record in self.planted for plant in record["plants"]]

    @property
    def null_flags(self) -> list[int]:
        """How many groups it flagged in each null world; all are false alarms."""
        return [sum(record["flags"].values()) for record in self.null]

    @property
    def any_false(self) -> float:
        """The share of null worlds in which it flagged any."""
        return float(np.mean(np.array(self.null_flags) > 0))

    def false_of_flags(self) -> tuple[int, int]:
        """In planted worlds: false alarms, and flags in all."""
        false = sum(sum(record["false"].values()) for record in self.planted)
        return false, sum(sum(record["flags"].values()) for record in self.planted)

    def recall(self) -> float:
        """The share of planted effects that it flags by itself."""
        return float(np.mean([plant["flagged"] for plant in self.plants]))

    def recall_at(self, share: float) -> float:
        """The same with its bar where this share of null worlds has anything above it.

        Each measure's scores are set beside the middle and the spread of its highest scores in null
        worlds first, as what is a high score may differ by measure.
        """
        highest = [
            max(
                (self._beyond(top, name) for name, top in record["highest"].items()),
                default=-np.inf,
            )
            for record in self.null
        ]
        bar = float(np.quantile(highest, 1 - share, method="higher"))
        above = [self._beyond(plant["best"], plant["measure"]) > bar for plant in self.plants]
        return float(np.mean(above))

    def _beyond(self, score: float | None, measure: str) -> float:
        if score is None or measure not in self._scale:
            return -np.inf
        middle, spread = self._scale[measure]
        return (score - middle) / spread

    @cached_property
    def _scale(self) -> dict[str, tuple[float, float]]:
        found = {}
        for name in {name for record in self.null for name in record["highest"]}:
            tops = [record["highest"].get(name) for record in self.null]
            told = [top for top in tops if top is not None]
            if told:
                low, middle, high = np.quantile(told, [0.25, 0.5, 0.75])
                found[name] = (float(middle), max(float(high - low), 1e-9))
        return found
