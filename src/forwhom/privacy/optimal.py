"""The pattern that hides the least of one table, with the proof that no other hides less.

Which numbers to hide is a whole program: a number is shown at its first step or hidden. Whether
small groups are safe is asked of the attacker; where one is not, the dual values of that attack are
a cut that every safe pattern fulfils. Fischetti and Salazar (2001), "Solving the cell suppression
problem on tabular data with linear constraints", Management Science 47(7), 1008-1027.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forwhom.privacy.attack import SLACK, NotSolved, intervals
from forwhom.privacy.insider import insider_risk
from forwhom.privacy.ladder import Step
from forwhom.privacy.least import Choice, Cut, Limits, Priced
from forwhom.privacy.linked import Linked
from forwhom.privacy.protect import needed, small, windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LITTLE = 1e-3  # a round that lifts the bound by less is one of the last of the rough phase


@dataclass(frozen=True)
class Told:
    """What a number tells where it is shown (`low`, `high`; groups) and what is asked of it.

    `needed`: how wide the attacker's interval must be, 0 for groups that need nothing (groups).
    `always`, `never`: groups hidden, and groups shown, whatever happens (groups).
    """

    low: NDArray[np.int64]
    high: NDArray[np.int64]
    needed: NDArray[np.int64]
    always: NDArray[np.bool_]
    never: NDArray[np.bool_]


@dataclass(frozen=True)
class Proof:
    """Why no pattern hides less: the weight hidden equals what any safe pattern must hide.

    `value`: weight of what is hidden beside the small groups; `bound`: the least that any pattern
    that fulfils the cuts hides, by the whole program solved to its end; `gap`: one less the other.
    `rounds`, `cuts`, `programs`: rounds of attack, cuts they gave, linear programs solved.
    """

    value: float
    bound: float
    rounds: int
    cuts: int
    programs: int

    @property
    def gap(self) -> float:
        """What a better pattern might still save: 0 where the pattern is proved to be the best."""
        return self.value - self.bound


@dataclass(frozen=True)
class Optimal:
    """Which groups are hidden (groups), at which step each is shown (groups), and the proof.

    `insider_risk`: for each place asked about, how many small groups elsewhere are told too closely
    by who knows all of that place (places). A pattern that hides the least leans on few numbers.
    """

    hidden: NDArray[np.bool_]
    steps: NDArray[np.int64]
    proof: Proof
    insider_risk: NDArray[np.int64]


def optimal(
    linked: Linked,
    start: NDArray[np.int64],
    *,
    threshold: int,
    width: int,
    last: NDArray[np.int64] | None = None,
    weights: NDArray[np.float64] | None = None,
    places: Sequence[NDArray[np.int64]] = (),
    seconds: float = 60.0,
) -> Optimal:
    """The safe pattern of one table that hides the least, each number at its first step or hidden.

    `start`: the step at which a number is shown (groups); small groups are hidden whatever it says.
    `last`: a group whose last step is not `HIDDEN` is never hidden.
    `weights`: what it costs to hide each group (groups; 0 or more), by default 1.
    `places`: the cells of each place, to be told what its insiders would work out.
    Raises NotSolved where no pattern is safe or the proof is not done in time.
    """
    children = linked.children
    low, high = windows(linked.truth, children, start)
    secret = small(children, threshold)
    told = Told(
        np.maximum(low, linked.low),
        np.minimum(high, linked.high),
        np.where(secret, needed(children, width), 0),
        always=children < threshold,
        never=np.zeros(len(children), bool) if last is None else last < int(Step.HIDDEN),
    )
    hidden, proof = least_hidden(linked, told, weights, seconds)
    risk = insider_risk(_shown(linked, told, hidden), places, threshold=threshold, width=width)
    return Optimal(hidden, np.where(hidden, int(Step.HIDDEN), start), proof, risk)


def least_hidden(
    linked: Linked,
    told: Told,
    weights: NDArray[np.float64] | None = None,
    seconds: float = 60.0,
) -> tuple[NDArray[np.bool_], Proof]:
    """Which groups to hide so that all that need it stay wide enough, with the least weight.

    Hidden groups tell `linked.low` to `linked.high`. Weights are 1 where none are given.
    Raises NotSolved where that cannot be, or is not proved in time.
    """
    found = _Search(linked, told, np.ones(len(told.low)) if weights is None else weights, seconds)
    hidden = found.search()
    shown = _shown(linked, told, hidden)
    asked = np.flatnonzero(told.needed)
    ends = intervals(shown, [int(group) for group in asked])
    if np.any(ends[:, 1] - ends[:, 0] < told.needed[asked]):
        raise NotSolved("Whole counts tell more than the proof allows for.")
    return hidden, found.proof(hidden)


def _shown(linked: Linked, told: Told, hidden: NDArray[np.bool_]) -> Linked:
    low, high = np.where(hidden, linked.low, told.low), np.where(hidden, linked.high, told.high)
    return Linked(linked.sizes, linked.counts, linked.groups, low, high, linked.within)


class _Search:
    def __init__(
        self, linked: Linked, told: Told, weights: NDArray[np.float64], seconds: float
    ) -> None:
        self.linked, self.told, self.weights = linked, told, weights
        self.until = time.monotonic() + seconds
        coarser = (told.low > linked.low) | (told.high < linked.high)
        self.free = ~told.always & ~told.never & coarser
        self.attacker = Priced(linked, seconds)
        self.limits = Limits(linked, told.low, told.high)
        self.choice = Choice(weights, self.free)
        self.asked = [int(group) for group in np.flatnonzero(told.needed)]
        self.rounds = self.programs = self.cuts = 0
        self.bound = 0.0

    def search(self) -> NDArray[np.bool_]:
        """Rough, with shares of hiding, then whole, until no attack gives a cut."""
        before = -np.inf
        while self.cut(self.choose(whole=False)) and self.bound > before + LITTLE:
            before = self.bound
        while self.cut(hidden := np.round(self.choose(whole=True))):
            pass
        return hidden > 0

    def choose(self, whole: bool) -> NDArray[np.float64]:
        """The pattern of least weight that fulfils every cut so far (groups)."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise NotSolved("The best pattern is not proved in the time given.")
        share = self.told.always.astype(float)
        share[self.free], self.bound = self.choice.solve(whole, left)
        return share

    def cut(self, share: NDArray[np.float64]) -> int:
        """Attack every group that needs it; a cut for each that is too narrow. How many."""
        linked, told = self.linked, self.told
        low = told.low - share * (told.low - linked.low)
        high = told.high + share * (linked.high - told.high)
        for group in range(len(low)):
            self.attacker.tell(group, low[group], high[group])
        self.rounds += 1
        made = [cut for group in self.asked if (cut := self.attack(group)) is not None]
        for cut in made:
            self.choice.add(cut)
        self.cuts += len(made)
        return len(made)

    def attack(self, group: int) -> Cut | None:
        """The cut that both ends of a group give, where they are too near each other."""
        self.programs += 2
        wide, multipliers = self.attacker.both(group)
        least = float(self.told.needed[group])
        if wide >= least - SLACK:
            return None
        parts = np.zeros(len(self.free))
        for sign, held in zip((1, -1), multipliers, strict=True):
            shown, hidden = self.limits.most(group, sign, held)
            least -= shown + float(hidden[self.told.always].sum())
            parts += hidden
        # A part above what is asked says no more than what is asked: the cut is tighter without.
        return Cut(np.where(self.free, np.clip(parts, 0, max(least, 0)), 0), least)

    def proof(self, hidden: NDArray[np.bool_]) -> Proof:
        """What was found, beside what may be at best."""
        value = float(self.weights[hidden & self.free].sum())
        return Proof(value, self.bound, self.rounds, self.cuts, self.programs)
