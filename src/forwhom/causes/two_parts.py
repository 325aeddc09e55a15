"""A gap in two parts: where children are, and what happens in the same places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from forwhom.causes.cause import Evidence, Measured, Real, Silent
from forwhom.disparities.pack import Whole
from forwhom.disparities.search.children import Children
from forwhom.results.explanation import Part, Texts
from forwhom.stats.bootstrap import alike, resampled_sums
from forwhom.stats.bootstrap_limits import bootstrap_interval
from forwhom.stats.kitagawa import Kitagawa, kitagawa
from forwhom.words.numbers import Language
from forwhom.words.sizes import size_in_words

REPLICATES = 400
LANGUAGES: tuple[Language, ...] = ("en", "es")


@dataclass(frozen=True)
class Wording:
    """What the two parts are called, and a sentence for each way in which they may lie.

    A part whose limits hold 0 is not known. `both`: each adds to the gap; `narrowed`: where
    children are makes it smaller; `turned`: what happens in the same places does; `only_apart`,
    `only_inside`: the other part is not known; `neither`: none is.
    """

    apart: Texts
    inside: Texts
    both: Texts
    narrowed: Texts
    turned: Texts
    only_apart: Texts
    only_inside: Texts
    neither: Texts


@dataclass(frozen=True)
class Places:
    """A kind of place: where each child is, what the places are called, what is said of one."""

    kind: str
    of: Callable[[Children], Whole]
    names: Callable[[Children], list[str]]
    wording: Wording
    only_one: Texts

    def explain(self, evidence: Evidence) -> Measured | Silent:
        """The gap over these places; silent where all children are in one of them."""
        place = self.of(evidence.children)
        if len(np.unique(place[evidence.group | evidence.others])) < 2:
            return Silent(self.only_one)
        names = [(self.kind, name) for name in self.names(evidence.children)]
        return in_two_parts(evidence, place, names, self.wording)


def in_two_parts(
    evidence: Evidence, place: Whole, names: Sequence[tuple[str, str]], wording: Wording
) -> Measured:
    """Kitagawa's parts over places, with limits from drawing the children of each place again.

    Args:
        evidence: The finding's children.
        place: The place of each child of the district, numbered from 0.
        names: Kind and id of each place, for the table.
        wording: What the parts are called, and how they are told.
    """
    asked = evidence.group | evidence.others
    numbers, at = np.unique(place[asked], return_inverse=True)
    sums = _of_children(evidence.group[asked], evidence.outcome[asked])
    found = _split(_added(sums, at, len(numbers))[None])
    drawn = _split(_drawn_again(sums, at, len(numbers)))
    parts = [
        _part(name, float(getattr(found, kind)[0]), getattr(drawn, kind))
        for name, kind in ((wording.apart, "composition"), (wording.inside, "rate"))
    ]
    adds = found.composition_of[0] + found.rate_of[0]
    children = np.bincount(at[sums[:, 1] > 0], minlength=len(numbers))
    places = [
        Part(name={}, value=float(adds[i]), of=names[int(number)], children=int(children[i]))
        for i, number in enumerate(numbers)
    ]
    gap = float(found.difference[0])
    sentences: dict[str, list[str]] = {
        lang: [_sentence(gap, parts, evidence, wording, lang)] for lang in LANGUAGES
    }
    return Measured(gap, sentences, parts, places)


def _of_children(group: np.ndarray, outcome: Real) -> Real:
    """What each child adds: the group's total and children, and the others'."""
    mine = group.astype(np.float64)
    return np.stack([mine * outcome, mine, (1 - mine) * outcome, 1 - mine], axis=1)


def _added(sums: Real, at: Whole, places: int) -> Real:
    columns = [np.bincount(at, column, places) for column in sums.T]
    return np.stack(columns, axis=1)


def _drawn_again(sums: Real, at: Whole, places: int) -> Real:
    """Sums of each place, shape (replicates, places, 4), with its children drawn again."""
    kinds, times, strata = alike(sums, at)
    found = np.zeros((REPLICATES, places, sums.shape[1]))
    for number in range(places):
        mine = strata == number
        found[:, number] = resampled_sums(
            kinds[mine], times[mine], replicates=REPLICATES, seed=number
        )
    return found


def _split(sums: Real) -> Kitagawa:
    total, n, other_total, other_n = np.moveaxis(sums, -1, 0)
    return kitagawa(total, n, other_total, other_n)


def _part(name: Texts, value: float, drawn: Real) -> Part:
    low, high = bootstrap_interval(drawn, value)
    return Part(name=name, value=value, low=float(low), high=float(high))


def _sentence(
    gap: float, parts: list[Part], evidence: Evidence, wording: Wording, language: Language
) -> str:
    apart, inside = parts
    ends = {"gap": gap, "apart": apart.value, "inside": inside.value}
    for name, part in (("apart", apart), ("inside", inside)):
        low, high = sorted((abs(part.low or 0.0), abs(part.high or 0.0)))
        ends |= {f"{name}_low": low, f"{name}_high": high}
    sizes = {name: size_in_words(end, evidence.measure, language) for name, end in ends.items()}
    return _way(gap, parts, wording)[language].format(**sizes)


def _way(gap: float, parts: list[Part], wording: Wording) -> Texts:
    apart, inside = parts
    if _holds_none(apart):
        return wording.neither if _holds_none(inside) else wording.only_inside
    if _holds_none(inside):
        return wording.only_apart
    if apart.value * gap < 0:
        return wording.narrowed
    return wording.turned if inside.value * gap < 0 else wording.both


def _holds_none(part: Part) -> bool:
    return part.low is None or part.high is None or part.low <= 0.0 <= part.high
