"""Decisions held against a matrix: above its range, below it, or how high inside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from forwhom.causes.cause import Mask, Real
from forwhom.causes.matrix.decisions import SUSPENDED, Decisions
from forwhom.data.matrix import RESPONSES, Matrix, Range
from forwhom.disparities.pack import Whole
from forwhom.errors import DistrictError, did_you_mean

NO_RANGE = -1


@dataclass(frozen=True)
class Lines:
    """The rows of a matrix by number: two for each behavior, for the first time and for a repeat.

    `line` of a decision is a place in `ranges`, NO_RANGE where the matrix says nothing of it.
    `allowed` has a column a response: whether it is inside the range; `over`: whether it is above
    the range or never allowed; `step` its place among the choices, from 0.
    """

    line: Whole
    ranges: list[Range]
    labels: list[tuple[str, bool]]
    allowed: NDArray[np.bool_]
    over: NDArray[np.bool_]
    step: Whole
    steps: Whole
    highest: Whole
    max_days: Real


@dataclass(frozen=True)
class Held:
    """Each decision against its range; all False, and nan, where the matrix says nothing of it.

    `above`: something followed that is above the range, never allowed, or longer than allowed.
    `below`: less than the lowest response followed. `choice`: inside a range of two responses or
    more; there `top` says whether the highest was taken, and `position` how far up the range the
    response lies, from 0 to 1. `over` says of each consequence whether it is too high, `long`
    whether it is too long.
    """

    lines: Lines
    known: Mask
    above: Mask
    below: Mask
    choice: Mask
    top: Mask
    position: Real
    over: Mask
    long: Mask


def held_against(matrix: Matrix, decisions: Decisions) -> Held:
    """Every decision of children who acted, against a matrix."""
    lines = lines_of(matrix, decisions)
    given, known = decisions.given, lines.line != NO_RANGE
    line = lines.line[given.decision]
    asked = line != NO_RANGE
    over = asked & lines.over[line, given.response]
    suspended = np.isin(given.response, SUSPENDED)
    long = asked & ~over & suspended & (given.days > lines.max_days[line])
    above = np.zeros(len(decisions), bool)
    above[given.decision[over | long]] = True
    rank, mine = decisions.severity, lines.line
    inside = known & ~above & lines.allowed[mine, rank]
    choice = inside & (lines.steps[mine] > 1)
    position = lines.step[mine, rank] / np.maximum(lines.steps[mine] - 1, 1)
    return Held(
        lines=lines,
        known=known,
        above=above,
        below=known & ~above & ~lines.allowed[mine, rank],
        choice=choice,
        top=choice & (rank == lines.highest[mine]),
        position=np.where(choice, position, np.nan),
        over=over,
        long=long,
    )


def lines_of(matrix: Matrix, decisions: Decisions) -> Lines:
    """The matrix as arrays, and the line of each decision."""
    _check_spelling(matrix, decisions.behaviors)
    names = [name for name in matrix.rows if name in decisions.behaviors]
    labels = [(name, again) for name in names for again in (False, True)]
    ranges = [matrix.rows[name][again] for name, again in labels]
    first = np.full(len(decisions.behaviors) + 1, NO_RANGE)
    for number, name in enumerate(names):
        first[decisions.behaviors.index(name)] = 2 * number
    line = first[decisions.behavior]  # a child who did not act has no behavior
    line = np.where(line == NO_RANGE, NO_RANGE, line + decisions.again)
    choices = [one.choices for one in ranges]
    allowed = _table([[r in some for r in range(len(RESPONSES))] for some in choices], bool)
    over = [
        [r > one.highest or r in one.never for r in range(len(RESPONSES))] for one in ranges
    ]  # fmt: skip
    return Lines(
        line=line,
        ranges=ranges,
        labels=labels,
        allowed=allowed,
        over=_table(over, bool),
        step=np.cumsum(allowed, axis=1, dtype=np.int64) - 1,
        steps=np.array([*map(len, choices), 0]),
        highest=np.array([*(one.highest for one in ranges), 0]),
        max_days=np.array([*(one.max_days or np.inf for one in ranges), np.inf]),
    )


def _table(rows: list[list[bool]], kind: type) -> NDArray[np.bool_]:
    """One row a line, and one of nothing at the end, for decisions without a line (-1)."""
    return np.array([*rows, [False] * len(RESPONSES)], kind)


def _check_spelling(matrix: Matrix, recorded: list[str]) -> None:
    """A row that no record names, but which is almost a behavior that has no row, is misspelt."""
    free = [name for name in recorded if name not in matrix.rows]
    for name in matrix.rows:
        near = "" if name in recorded else did_you_mean(name, free)
        if near:
            raise DistrictError(
                f"The matrix has a row `{name}`, and no record names that behavior.",
                where=matrix.where,
                did="Nothing was counted.",
                remedy=f"{near} Write behaviors as the records do.",
            )
