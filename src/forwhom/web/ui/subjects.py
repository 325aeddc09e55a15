"""What a note, a promise or a decision is about: each app tells how its own things are named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Subject:
    """Something that others speak of: `title` in the reader's language, `url` its page."""

    title: str
    url: str
    place: int  # the key of the place it belongs to


Known = Callable[[str], Subject | None]
Ours = Callable[[], Any]  # keys as text: a list, or what a query can ask within
_kinds: dict[str, Known] = {}
_ours: dict[str, Ours] = {}


def kind_of_subject(kind: str, known: Known, ours: Ours | None = None) -> None:
    """Tell how the things of a kind are named; called once, when an app is ready.

    `known` takes a key and gives None where there is no such thing in sight of whoever looks.
    `ours` gives the keys of those on whose team whoever looks is.
    """
    _kinds[kind] = known
    if ours is not None:
        _ours[kind] = ours


def ours() -> dict[str, Any]:
    """By kind, the keys of all that the team of whoever looks works on."""
    return {kind: found() for kind, found in _ours.items()}


def subject(kind: str, key: str) -> Subject | None:
    """What is spoken of; None where it is not there, or not in sight."""
    return _kinds[kind](key) if kind in _kinds else None


def kinds() -> list[str]:
    """The kinds of things that can be spoken of."""
    return sorted(_kinds)
