"""How safe a team feels: told from five answers on, with the spread, and never a single sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from forwhom.web.reflection.models.pulse import ITEMS, MOST, TURNED

ENOUGH = 5


@dataclass(frozen=True)
class Item:
    """One item, turned so that more is safer: its mean, and how many chose each answer, 1 to 7."""

    mean: float
    chosen: tuple[int, ...]


@dataclass(frozen=True)
class Pulse:
    """A round told: how many answered, the mean of all items, and each item."""

    answered: int
    mean: float
    items: tuple[Item, ...]


def pulse(sheets: Sequence[Sequence[int]]) -> Pulse | None:
    """What a round tells; None under five answers, whatever they are.

    Seven items from 1 to 7; the first, third and fifth are turned round (8 minus the answer):
    Edmondson (1999), Administrative Science Quarterly 44:350-383.
    """
    if len(sheets) < ENOUGH:
        return None
    turned = [
        [MOST + 1 - value if at in TURNED else value for at, value in enumerate(sheet)]
        for sheet in sheets
    ]
    items = []
    for at in range(ITEMS):
        values = [sheet[at] for sheet in turned]
        chosen = tuple(values.count(answer) for answer in range(1, MOST + 1))
        items.append(Item(mean(values), chosen))
    return Pulse(len(sheets), mean(item.mean for item in items), tuple(items))
