"""A gap in two parts: where children are, and what happens in the same places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from forwhom.causes.cause import Evidence, Measured, Real, Silent
from forwhom.causes.parts.drawn import Sums, sums_of
from forwhom.disparities.pack import Whole
from forwhom.disparities.search.children import Children
from forwhom.results.explanation import Part, Texts
from forwhom.stats.bootstrap_limits import bootstrap_interval
from forwhom.stats.kitagawa import Kitagawa, kitagawa
from forwhom.words.numbers import Language
from forwhom.words.sizes import gap_in_words, places_for

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
    """A kind of place: where the children of each stratum (a grade of a school) are.

    `names` are what places are called; `only_one` is said where all children are in one.
    """

    kind: str
    of: Callable[[Children], Whole]
    names: Callable[[Children], list[str]]
    wording: Wording
    only_one: Texts

    def explain(self, evidence: Evidence) -> Measured | Silent:
        """The gap over these places; silent where all children are in one of them."""
        sums = sums_of(evidence).over(self.of(evidence.children))
        if len(sums.numbers) < 2:
            return Silent(self.only_one)
        names = self.names(evidence.children)
        places = [(self.kind, names[int(number)]) for number in sums.numbers]
        return in_two_parts(evidence, sums, self.wording, places)


def in_two_parts(
    evidence: Evidence, sums: Sums, wording: Wording, names: Sequence[tuple[str, str]]
) -> Measured:
    """Kitagawa's parts over places, with limits from drawing the children of each school again.

    Args:
        evidence: The finding's children.
        sums: What they add up to in each place.
        wording: What the parts are called, and how they are told.
        names: Kind and id of each place, for the table.
    """
    found, drawn = _split(sums.found[None]), _split(sums.drawn)
    parts = [
        part(wording.apart, found.composition[0], drawn.composition),
        part(wording.inside, found.rate[0], drawn.rate),
    ]
    gap = float(found.difference[0])
    told = two_parts_sentences(gap, parts, evidence, wording)
    return Measured(gap, told, parts, _table(sums, found, names))


def _table(sums: Sums, found: Kitagawa, names: Sequence[tuple[str, str]]) -> list[Part]:
    """What each place adds to the gap, and how many children of the group are in it."""
    adds = found.composition_of[0] + found.rate_of[0]
    return [
        Part(name={}, value=float(adds[i]), of=name, children=int(sums.found[i, 1]))
        for i, name in enumerate(names)
    ]


def _split(sums: Real) -> Kitagawa:
    total, n, other_total, other_n = np.moveaxis(sums, -1, 0)
    return kitagawa(total, n, other_total, other_n)


def part(name: Texts, value: float, drawn: Real) -> Part:
    """A part with 95 % limits from its replicates."""
    low, high = bootstrap_interval(drawn, value)
    return Part(name=name, value=float(value), low=float(low), high=float(high))


def two_parts_sentences(
    gap: float, parts: Sequence[Part], evidence: Evidence, wording: Wording
) -> dict[str, list[str]]:
    """The sentence for the way in which the first two parts lie, in each language."""
    way = _way(gap, parts, wording)
    return {lang: [way[lang].format(**_sizes(gap, parts, evidence, lang))] for lang in LANGUAGES}


def _sizes(
    gap: float, parts: Sequence[Part], evidence: Evidence, language: Language
) -> dict[str, str]:
    apart, inside = parts[:2]
    ends = {"gap": gap, "apart": apart.value, "inside": inside.value}
    for name, one in (("apart", apart), ("inside", inside)):
        low, high = sorted((abs(one.low or 0.0), abs(one.high or 0.0)))
        ends |= {f"{name}_low": low, f"{name}_high": high}
    places = places_for(gap, evidence.measure)
    return {
        name: gap_in_words(end, evidence.measure, language, places=places, told=name == "gap")
        for name, end in ends.items()
    }


def _way(gap: float, parts: Sequence[Part], wording: Wording) -> Texts:
    apart, inside = parts[:2]
    if holds_none(apart):
        return wording.neither if holds_none(inside) else wording.only_inside
    if holds_none(inside):
        return wording.only_apart
    if apart.value * gap < 0:
        return wording.narrowed
    return wording.turned if inside.value * gap < 0 else wording.both


def holds_none(part: Part) -> bool:
    """Whether a part is not known: its limits hold 0."""
    return part.low is None or part.high is None or part.low <= 0.0 <= part.high
