"""All groups and measures of the family at once: what chance would show somewhere among them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.search.asked import Column
from forwhom.disparities.search.draws import Real, Single

BATCH = 50
LEAST, MOST = 200, 1_000
LEVEL = 0.05
CANDIDATE = 2.5  # scores below are no candidates, but count in what chance shows
SURE = 3.0  # standard errors from the level at which more draws are spared


@dataclass
class StepDown:
    """Free step-down max-T of Westfall and Young (1993), Resampling-Based Multiple Testing, 2.8.

    Candidates are those whose observed score is at least 2.5; all others are in every maximum.
    Draws end when each adjusted p is plainly above or below the level. `unsure`, the chance that
    what draws rest on is not so, is added to each.
    """

    observed: Real  # absolute scores of the candidates
    unsure: float = 0.0
    draws: int = 0
    maxima: list[Real] = field(default_factory=list)  # the greatest score of each draw
    _order: NDArray[np.int64] = field(init=False)
    _reached: NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        self._order = np.argsort(-self.observed, kind="stable")
        self._reached = np.zeros(len(self.observed), np.int64)

    def add(self, candidates: Single, rest: Single) -> None:
        """Absolute scores of draws: of candidates, shape (candidates, draws), and the greatest of
        all others, shape (draws,).
        """
        self.draws += len(rest)
        ranked = candidates[self._order[::-1]]  # from the least of the observed upwards
        greatest = np.maximum(np.maximum.accumulate(ranked, axis=0), rest)[::-1]
        self.maxima.append(np.asarray(greatest[0] if len(greatest) else rest, np.float64))
        reached = greatest >= self.observed[self._order][:, None]
        self._reached += reached.sum(axis=1)

    def adjusted(self) -> Real:
        """Adjusted p of each candidate, in the order given: (b + 1) / (B + 1), made monotone."""
        p = np.maximum.accumulate((self._reached + 1) / (self.draws + 1))
        found = np.empty(len(p))
        found[self._order] = np.minimum(p + self.unsure, 1.0)
        return found

    def bar(self) -> float:
        """The score that chance passes somewhere once in twenty; nan without draws."""
        if not self.maxima:
            return math.nan
        return float(np.quantile(np.concatenate(self.maxima), 1 - LEVEL + self.unsure))

    def plain(self) -> bool:
        """Whether more draws would hardly move any candidate over the level."""
        p = self.adjusted()
        wide = SURE * np.sqrt(LEVEL * (1 - LEVEL) / max(self.draws, 1))
        return self.draws >= LEAST and not np.any(np.abs(p - LEVEL) < wide)


class Question(Protocol):
    """What is asked of a measure: what is seen of each group or slice, and what chance gives.

    Scores have shape (questions, groups), and drawn ones (questions, groups, times), from 0 up.
    """

    column: Column

    def seen(self) -> Real:
        """As observed."""

    def drawn(self, times: int, rng: np.random.Generator) -> Single:
        """As chance gives them."""


@dataclass(frozen=True)
class Result:
    """One measure's answers, shape (questions, groups): scores and adjusted p; 1 where not asked.

    A positive score is more than expected.
    """

    scores: Real
    adjusted: Real


def search(
    asked: Mapping[str, Question],
    rng: np.random.Generator,
    most: int = MOST,
    unsure: float = 0.0,
) -> tuple[dict[str, Result], StepDown]:
    """Scores of both questions for every measure, and one joint adjustment of all of them.

    Measures are dealt out apart from each other. That they go together in children only lowers
    the chance that any lies far out (Royen 2014, Far East J. Theor. Stat. 48:139-145), so the
    adjusted p are, if anything, too high.
    """
    seen = {name: one.seen() for name, one in asked.items()}
    chosen = {name: np.abs(scores) >= CANDIDATE for name, scores in seen.items()}
    parts = [np.abs(seen[name][chosen[name]]) for name in asked]
    step = StepDown(np.concatenate(parts) if parts else np.zeros(0), unsure)
    some = any(one.column.tested.any() for one in asked.values())
    while some and step.draws < most and not step.plain():
        candidates, rest = [], np.zeros(BATCH, np.float32)
        for name, one in asked.items():
            drawn = one.drawn(BATCH, rng)
            candidates.append(drawn[chosen[name]])
            drawn[chosen[name]] = 0
            rest = np.maximum(rest, drawn.max(axis=(0, 1), initial=0))
        step.add(np.concatenate(candidates), rest)
    return _results(seen, chosen, step), step


def _results(
    seen: dict[str, Real], chosen: dict[str, NDArray[np.bool_]], step: StepDown
) -> dict[str, Result]:
    p = step.adjusted() if step.draws else np.ones(len(step.observed))
    first, results = 0, {}
    for name, scores in seen.items():
        adjusted = np.ones(scores.shape)
        last = first + int(chosen[name].sum())
        adjusted[chosen[name]] = p[first:last]
        first = last
        results[name] = Result(scores, adjusted)
    return results
