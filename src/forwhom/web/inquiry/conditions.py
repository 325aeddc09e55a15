"""What a team must have before it leaves a stage: each a named question to its inquiry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from forwhom.web.inquiry.models import Inquiry

Met = Callable[[Inquiry], bool]


@dataclass(frozen=True)
class Condition:
    """`phrase` says what is missing; `page` is the name of the address where it can be done."""

    name: str
    phrase: str
    page: str
    met: Met

    def where(self, inquiry: Inquiry) -> str:
        """The page of this inquiry on which it can be met."""
        return reverse(self.page, args=[inquiry.pk])


_known: dict[str, Condition] = {}


def condition(name: str, *, phrase: str, page: str) -> Callable[[Met], Met]:
    """Declare a condition; each app does so for what it keeps, in its `conditions.py`."""

    def made(met: Met) -> Met:
        if name in _known and _known[name].met.__qualname__ != met.__qualname__:
            raise ValueError(f"There are two conditions called {name}.")
        _known[name] = Condition(name, phrase, page, met)
        return met

    return made


def known() -> dict[str, Condition]:
    """Every condition by its name, those of all apps."""
    return dict(_known)


def unmet(inquiry: Inquiry, names: tuple[str, ...]) -> list[Condition]:
    """Which of these are not met yet, in their order."""
    return [_known[name] for name in names if not _known[name].met(inquiry)]
