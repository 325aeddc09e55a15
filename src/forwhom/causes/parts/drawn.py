"""What the children of two groups add up to, grade by grade of each school, and drawn again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from forwhom.causes.cause import Evidence, Real
from forwhom.disparities.pack import Whole
from forwhom.stats.bootstrap import alike

REPLICATES, OF_MANY = 400, 200
MANY = 20_000  # children; half as many replicates then place limits as well, in half the time
SUMS = 4  # the group's total and its children, the others' total and theirs
FEW = 0.5  # kinds of children to children: below, kinds are drawn instead of children
SEED = 20


@dataclass(frozen=True)
class Sums:
    """What the children of both groups add up to in each place, and in each of many new draws.

    `found` has shape (places, 4): the group's total and children, the others' total and children;
    `drawn` has shape (replicates, places, 4). `numbers` are the places' own numbers.
    """

    found: Real
    drawn: Real
    numbers: Whole

    def over(self, wider: Whole) -> Sums:
        """The same over wider places: `wider` has, by number, the one each place lies in."""
        numbers, at = np.unique(wider[self.numbers], return_inverse=True)
        lies = np.zeros((len(at), len(numbers)))
        lies[np.arange(len(at)), at] = 1.0
        drawn = np.swapaxes(np.swapaxes(self.drawn, 1, 2) @ lies, 1, 2)
        return Sums(lies.T @ self.found, drawn, numbers)


def sums_of(evidence: Evidence) -> Sums:
    """The sums of each grade of each school, with the children of each school drawn again.

    Worked out once for a finding. Children who count alike are drawn as one kind where that is
    less work; where there are many, or nearly each counts differently (scores), fewer replicates
    are drawn.
    """
    if "sums" not in evidence.kept:
        evidence.kept["sums"] = _sums_of(evidence)
    found: Sums = evidence.kept["sums"]
    return found


def _sums_of(evidence: Evidence) -> Sums:
    children = np.flatnonzero(evidence.group | evidence.others)
    numbers, place = np.unique(evidence.children.stratum[children], return_inverse=True)
    values = _of_children(evidence, children)
    added = [np.bincount(place, each, len(numbers)) for each in values.T]
    found = np.stack(added, axis=1).astype(np.float64)
    keyed, times, _ = alike(np.column_stack([place, values]))
    if many := len(keyed) > FEW * len(children):
        keyed, times = np.column_stack([place, values]), np.ones(len(children), np.int64)
    replicates = OF_MANY if many or len(children) > MANY else REPLICATES
    drawn = np.zeros((replicates, len(numbers), SUMS))
    school = evidence.children.schools[numbers[keyed[:, 0].astype(np.int64)]]
    for number, own in enumerate(_each(school)):
        first, at = np.unique(keyed[own, 0].astype(np.int64), return_inverse=True)
        adds = np.zeros((len(own), len(first), SUMS))
        adds[np.arange(len(own)), at] = keyed[own, 1:]
        often = _often(times[own], len(drawn), np.random.default_rng((SEED, number)))
        sums = often @ adds.reshape(len(own), -1)
        drawn[:, first] = sums.reshape(len(drawn), len(first), SUMS)
    return Sums(found, drawn, numbers)


def _of_children(evidence: Evidence, children: Whole) -> Real:
    """What each child adds: the group's total and children, and the others'."""
    group = evidence.group[children].astype(np.float64)
    outcome = evidence.outcome[children]
    return np.stack([group * outcome, group, (1 - group) * outcome, 1 - group], axis=1)


def _each(school: Whole) -> Iterator[Whole]:
    """The rows of each school."""
    order = np.argsort(school, kind="stable")
    yield from np.split(order, np.flatnonzero(np.diff(school[order])) + 1)


def _often(times: Whole, replicates: int, rng: np.random.Generator) -> Real:
    """How often each kind comes up when a school's children are drawn again, for each replicate."""
    n = int(times.sum())
    if len(times) < FEW * n:
        return rng.multinomial(n, times / n, replicates).astype(np.float64)
    kind = np.repeat(np.arange(len(times)), times)
    first = np.arange(replicates)[:, None] * len(times)
    chosen = first + kind[rng.integers(0, n, (replicates, n))]
    counts = np.bincount(chosen.ravel(), minlength=replicates * len(times))
    return counts.reshape(replicates, -1).astype(np.float64)
