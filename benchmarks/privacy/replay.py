"""The attacker who runs our own program: does the choice of what is hidden tell of the children?

Whoever knows the program can run it on every world that agrees with a release, and rule out those
for which it would have shown something else. Here that is done: worlds that agree with all that is
shown are protected anew, and only those that give the very same release are left. Over these the
interval of a small group may be narrower than it must be.

`whole`: tables so small that every world is tried: what is counted is exactly what such an attacker
learns. `drawn`: schools of usual size, of whose worlds some are tried: more worlds can only make an
interval wider, so that a group not shown to be wide may yet be.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.privacy.schools import school
from forwhom.privacy.ladder import Step, shown
from forwhom.privacy.lean import bring_back
from forwhom.privacy.linked import Linked
from forwhom.privacy.protect import Protection, needed, small, windows
from forwhom.privacy.rehearsal import rehearsed

THRESHOLD, WIDTH = 11, 3
MOST_WORLDS = 3_000
Program = Callable[[Linked], NDArray[np.int64]]  # from a place to the step of each number


@dataclass
class Learned:
    """What replaying tells: small groups, those too narrow, and how many worlds were the same."""

    places: int = 0
    groups: int = 0
    narrow: int = 0
    exact: int = 0
    worlds: int = 0
    same: int = 0

    def add(self, other: Learned) -> None:
        """Count the places of another, too."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def program(first: Step, lean: bool = False) -> Program:
    """Protection of a school by itself, every number beginning at one step."""

    def steps(linked: Linked) -> NDArray[np.int64]:
        start = np.full(len(linked.groups), int(first))
        protection = Protection(linked, start, threshold=THRESHOLD, width=WIDTH)
        protection.protect()
        if lean:
            bring_back(protection, start)
        return protection.steps

    return steps


def texts(linked: Linked, steps: NDArray[np.int64]) -> tuple[str, ...]:
    """What is shown of every group."""
    every = zip(linked.truth.tolist(), linked.children.tolist(), steps.tolist(), strict=True)
    return tuple(shown(k, n, Step(step)) for k, n, step in every)


def other(linked: Linked, counts: NDArray[np.int64]) -> Linked:
    """The same place with other counts."""
    return Linked(linked.sizes, counts, linked.groups, within=linked.within)


def whole(linked: Linked, made: Program, most_worlds: int = MOST_WORLDS) -> Learned | None:
    """What the attacker learns who tries every world; None where there are too many."""
    steps = made(linked)
    worlds = _every(linked, *windows(linked.truth, linked.children, steps), most_worlds)
    if worlds is None:
        return None
    seen = _Seen(linked, made, steps)
    for counts in worlds:
        seen.try_world(counts)
    return seen.learned()


def _every(
    linked: Linked, low: NDArray[np.int64], high: NDArray[np.int64], most_worlds: int
) -> NDArray[np.int64] | None:
    """All whole counts of cells that agree with the windows of all groups, cell by cell."""
    member = np.zeros((len(linked.groups), len(linked.sizes)), np.int64)
    for group, cells in enumerate(linked.groups):
        member[group, cells] = 1
    found = np.zeros((1, 0), np.int64)
    for cell, size in enumerate(linked.sizes):
        column = np.tile(np.arange(size + 1), len(found))
        found = np.column_stack([np.repeat(found, size + 1, axis=0), column])
        sums = found @ member[:, : cell + 1].T
        rest = member[:, cell + 1 :] @ linked.sizes[cell + 1 :]
        found = found[((sums <= high) & (sums + rest >= low)).all(axis=1)]
        if len(found) > most_worlds:
            return None
    return found


def drawn(linked: Linked, made: Program, tries: int, seed: int) -> Learned:
    """What is not shown to be safe from the attacker, by the nearest worlds of other counts."""
    steps = made(linked)
    seen = _Seen(linked, made, steps)
    near = _Near(linked, steps, np.random.default_rng(seed))
    for row, group in enumerate(seen.secret):
        for apart in range(1, int(needed(linked.children, WIDTH)[group]) + 1):
            for value in (linked.truth[group] - apart, linked.truth[group] + apart):
                for _ in range(tries):
                    if seen.wide(row) or seen.holds(row, int(value)):
                        break
                    counts = near.world(int(group), int(value))
                    if counts is None:
                        break
                    seen.try_world(counts)
    return seen.learned()


class _Near:
    """Worlds that agree with what is shown, near the true one in random weights of the cells."""

    def __init__(self, linked: Linked, steps: NDArray[np.int64], draw: np.random.Generator) -> None:
        self.linked, self.draw = linked, draw
        self.low, self.high = windows(linked.truth, linked.children, steps)
        self.member = np.zeros((len(linked.groups), len(linked.sizes)))
        for group, cells in enumerate(linked.groups):
            self.member[group, cells] = 1

    def world(self, group: int, value: int) -> NDArray[np.int64] | None:
        """One where a group has this count, if there is one."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        low, high = self.low.copy(), self.high.copy()
        low[group] = high[group] = value
        truth, counts = self.linked.truth, self.linked.counts
        both = np.hstack([self.member, -self.member])  # children more, children fewer
        weights = self.draw.uniform(0.5, 1.5, len(counts))
        found = milp(
            np.concatenate([weights, weights]),
            integrality=np.ones(2 * len(counts)),
            bounds=Bounds(0, np.concatenate([self.linked.sizes - counts, counts])),
            constraints=LinearConstraint(both, low - truth, high - truth),
        )
        if found.x is None:
            return None
        more, fewer = np.round(found.x).astype(np.int64).reshape(2, -1)
        return counts + more - fewer


class _Seen:
    """Worlds that give the same release, and the counts of small groups in them."""

    def __init__(self, linked: Linked, made: Program, steps: NDArray[np.int64]) -> None:
        self.linked, self.made, self.steps = linked, made, steps
        self.told = texts(linked, steps)
        self.secret = np.flatnonzero(small(linked.children, THRESHOLD))
        self.needed = needed(linked.children[self.secret], WIDTH)
        self.values = linked.truth[self.secret][None]
        self.tried = 0

    def try_world(self, counts: NDArray[np.int64]) -> None:
        """Protect a world, and keep it if nobody could tell it from the true one."""
        self.tried += 1
        world = other(self.linked, counts)
        if texts(world, self.steps) == self.told and texts(world, self.made(world)) == self.told:
            self.values = np.vstack([self.values, world.truth[self.secret]])

    def holds(self, row: int, value: int) -> bool:
        """Whether a world with this count of a small group gave the same."""
        return bool((self.values[:, row] == value).any())

    def wide(self, row: int) -> bool:
        """Whether the worlds seen leave a small group as wide as it must be."""
        return bool(np.ptp(self.values[:, row]) >= self.needed[row])

    def learned(self) -> Learned:
        """What is told of the place."""
        if not len(self.secret):
            return Learned(1)
        wide = np.ptp(self.values, axis=0)
        return Learned(
            places=1,
            groups=len(self.secret),
            narrow=int((wide < self.needed).sum()),
            exact=int((wide == 0).sum()),
            worlds=self.tried,
            same=len(self.values) - 1,
        )


USUAL = ((7, 2, 2), 20)  # 81 groups, and children enough for most of a school's to be told


def main() -> None:
    """Print what replaying tells of made-up places, program by program."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.privacy.replay", description=__doc__
    )
    parser.add_argument("--places", type=int, default=12, help="made-up places of each kind")
    wanted = parser.parse_args()
    for name, made in _programs().items():
        small_ones, usual, steps = Learned(), Learned(), []
        for seed in range(wanted.places):
            small_ones.add(whole(school(seed, mean=5), made, most_worlds=500) or Learned())
            large = school(seed, *USUAL)
            usual.add(drawn(large, made, tries=3, seed=seed))
            steps.append(made(large)[large.children >= THRESHOLD])
        hidden = float((np.concatenate(steps) == Step.HIDDEN).mean())
        print(f"{name}: {hidden:.1%} of large groups hidden", flush=True)
        print(f"  every world tried:  {_said(small_ones)}", flush=True)
        print(f"  some worlds tried:  {_said(usual)}", flush=True)


def _programs() -> dict[str, Program]:
    return {
        f"{first.name.lower()}, {kind}": made
        for first in (Step.BAND, Step.WHOLE)
        for kind, made in (
            ("as the numbers ask", program(first)),
            ("the same, and brought back", program(first, lean=True)),
            ("rehearsed twice, and brought back", rehearsed_program(first, worlds=2)),
            ("rehearsed four times, and brought back", rehearsed_program(first, worlds=4)),
        )
    }


def rehearsed_program(first: Step, worlds: int, share: float = 0.1) -> Program:
    """Protection of a school that begins where made-up counts would end."""
    known: dict[bytes, NDArray[np.int64]] = {}

    def steps(linked: Linked) -> NDArray[np.int64]:
        key = linked.sizes.tobytes()
        if key not in known:  # the same in every world of a place: it reads no counts
            start = np.full(len(linked.groups), int(first))
            shares = np.full(len(linked.sizes), share)
            known[key] = rehearsed(
                linked, start, shares, threshold=THRESHOLD, width=WIDTH, worlds=worlds
            )
        protection = Protection(linked, known[key], threshold=THRESHOLD, width=WIDTH)
        protection.protect()
        bring_back(protection, known[key])
        return protection.steps

    return steps


def _said(learned: Learned) -> str:
    return (
        f"{learned.narrow} of {learned.groups} small groups not shown to be wide enough "
        f"({learned.exact} with one count), {learned.same} of {learned.worlds} worlds the same"
    )


if __name__ == "__main__":
    main()
