"""What a note, a promise or a decision is about: each app tells how its own things are named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """Something that others speak of: `title` in the reader's language, `url` its page."""

    title: str
    url: str
    place: int  # the key of the place it belongs to


Known = Callable[[str], Subject | None]
_kinds: dict[str, Known] = {}


def kind_of_subject(kind: str, known: Known) -> None:
    """Tell how the things of a kind are named; called once, when an app is ready.

    `known` takes a key and gives None where there is no such thing in sight of whoever looks.
    """
    _kinds[kind] = known


def subject(kind: str, key: str) -> Subject | None:
    """What is spoken of; None where it is not there, or not in sight."""
    return _kinds[kind](key) if kind in _kinds else None


def kinds() -> list[str]:
    """The kinds of things that can be spoken of."""
    return sorted(_kinds)
