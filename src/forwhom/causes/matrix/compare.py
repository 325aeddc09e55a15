"""How a group and the others fare under a matrix: in the same rows of it, children counted once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from forwhom.causes.cause import ENOUGH, Evidence, Mask, Real
from forwhom.causes.matrix.decisions import Decisions
from forwhom.causes.matrix.held import Held, Lines
from forwhom.data.matrix import RESPONSES
from forwhom.results.explanation import Cell, Row, Texts
from forwhom.stats.clustered import design_effect, newcombe_around
from forwhom.stats.matched import mantel_haenszel

Counts = tuple[Real, Real, Real, Real]
LEVEL = 0.95
LEAST = 5  # children; the rates of fewer are not told


@dataclass(frozen=True)
class Sides:
    """Which decisions are about children of the group, which about the others, and whose."""

    child: np.ndarray
    group: Mask
    others: Mask

    @staticmethod
    def of(evidence: Evidence, decisions: Decisions) -> Sides:
        """The decisions of the finding's children; in a school, those of that school."""
        here = np.ones(len(decisions), bool)
        if evidence.finding.place_type == "school":
            ids = decisions.schools
            at = ids.index(evidence.finding.place_id) if evidence.finding.place_id in ids else -2
            here = decisions.school == at
        child = decisions.child
        return Sides(child, evidence.group[child] & here, evidence.others[child] & here)

    def children(self, chosen: Mask) -> tuple[int, int]:
        """How many children of the group, and of the others, the chosen decisions are about."""
        sides = (self.group & chosen, self.others & chosen)
        group, others = (np.count_nonzero(np.bincount(self.child[side])) for side in sides)
        return int(group), int(others)


@dataclass(frozen=True)
class Asked:
    """A question of some decisions: whether something happened, 1 or 0, or how far, 0 to 1."""

    name: Texts
    of: tuple[str, str]
    among: Mask
    outcome: Real


def compared(asked: list[Asked], sides: Sides, lines: Lines) -> list[Row]:
    """A row a question. Each is sure only where it is, all questions reckoned with (Bonferroni)."""
    strict = 1.0 - (1.0 - LEVEL) / max(1, len(asked))
    return [_row(one, sides, lines, strict) for one in asked]


def _row(asked: Asked, sides: Sides, lines: Lines, strict: float) -> Row:
    among = asked.among & _both(asked.among, sides, lines)
    children, others = sides.children(among)
    row = Row(name=asked.name, of=asked.of, children=children, others=others)
    if min(children, others) < ENOUGH:
        return row
    counts = _counts(asked, among, sides, lines)
    found = mantel_haenszel(*counts)
    rate = float(asked.outcome[among & sides.group].mean())
    other = float(np.clip(rate - found.difference, 0.0, 1.0))
    around = (rate, counts[1].sum(), other, counts[3].sum(), float(found.error))
    low, high = newcombe_around(*around, level=LEVEL)
    surely = newcombe_around(*around, level=strict)
    return replace(
        row,
        rate=rate,
        comparison_rate=other,
        difference=rate - other,
        difference_low=low,
        difference_high=high,
        ratio=_finite(found.ratio),
        ratio_low=_finite(found.ratio_low),
        ratio_high=_finite(found.ratio_high),
        certain=surely[0] > 0.0 or surely[1] < 0.0,
    )


def _both(among: Mask, sides: Sides, lines: Lines) -> Mask:
    """Decisions on rows of the matrix that hold children of the group and others."""
    both = np.ones(len(lines.ranges) + 1, bool)
    for side in (sides.group, sides.others):
        both &= np.bincount(lines.line[among & side], minlength=len(both)) > 0
    return np.asarray(both[lines.line])


def _counts(asked: Asked, among: Mask, sides: Sides, lines: Lines) -> Counts:
    """Outcomes and decisions by row of the matrix, of each side, in worth of children.

    Several decisions about one child are not as many as if each were about another.
    """
    found: list[Real] = []
    for side in (sides.group, sides.others):
        mine = among & side
        outcome, line = asked.outcome[mine], lines.line[mine]
        worth = design_effect(outcome, sides.child[mine], line)
        if np.isin(outcome, (0.0, 1.0)).all():
            worth = max(worth, 1.0)
        size = len(lines.ranges)
        found += [np.bincount(line, each, size) / worth for each in (outcome, np.ones(len(line)))]
    x, n, y, m = found
    return x, n, y, m


def _finite(number: np.ndarray) -> float | None:
    return float(number) if np.isfinite(number) else None


def cells(decisions: Decisions, held: Held, sides: Sides) -> list[Cell]:
    """For each row of the matrix that was used: how often each response followed."""
    return [
        cell
        for name, numbers in _drawn(held.lines)
        if sum(sides.children(np.isin(held.lines.line, numbers)))
        for cell in _line(name, numbers, decisions, held, sides)
    ]


def _drawn(lines: Lines) -> Iterator[tuple[Texts, list[int]]]:
    """Rows as they are drawn: one a behavior where a repeat changes nothing, else two."""
    for first in range(0, len(lines.ranges), 2):
        name = behavior_name(lines.labels[first][0])
        if lines.ranges[first] == lines.ranges[first + 1]:
            yield {"en": name, "es": name}, [first, first + 1]
            continue
        yield {"en": f"{name}, first time", "es": f"{name}, primera vez"}, [first]
        yield {"en": f"{name}, again", "es": f"{name}, otra vez"}, [first + 1]


def behavior_name(behavior: str) -> str:
    """A behavior as a heading."""
    return behavior[:1].upper() + behavior[1:]


def _line(
    name: Texts, numbers: list[int], decisions: Decisions, held: Held, sides: Sides
) -> Iterator[Cell]:
    mine = np.isin(held.lines.line, numbers)
    children = sides.children(mine)
    taken = [
        np.bincount(decisions.severity[mine & side], minlength=len(RESPONSES))
        for side in (sides.group, sides.others)
    ]
    shares = [
        count / count.sum() if n >= LEAST else None
        for count, n in zip(taken, children, strict=True)
    ]
    for response, kind in enumerate(RESPONSES):
        rates = [None if share is None else float(share[response]) for share in shares]
        yield Cell(row=name, column=kind, place=_place(held.lines, numbers[0], response),
                   children=children[0], others=children[1],
                   rate=rates[0], comparison_rate=rates[1])  # fmt: skip


def _place(lines: Lines, number: int, response: int) -> str:
    if lines.over[number, response]:
        return "above"
    return "inside" if lines.allowed[number, response] else "below"
