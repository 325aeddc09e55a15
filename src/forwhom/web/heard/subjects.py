"""About what people are asked: a finding, an inquiry; each app tells who writes about its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer

FINDING = "finding"


@dataclass(frozen=True)
class KindHeard:
    """`page` is the name of its address; `writes` is asked with a key, where a team writes."""

    name: str
    page: str
    writes: Callable[[str, Viewer], bool] | None = None


_kinds: dict[str, KindHeard] = {FINDING: KindHeard(FINDING, "finding_heard")}


def heard_about(kind: KindHeard) -> None:
    """Tell of a kind of thing about which people are asked; once, when an app is ready."""
    _kinds[kind.name] = kind


def may_write(kind: str, key: str, place: int, by: Viewer) -> bool:
    """Whether somebody may write down what was heard: a team of its own, or who works there."""
    found = _kinds.get(kind)
    if found is not None and found.writes is not None:
        return found.writes(key, by)
    return place in by.places(May.READ_INSIDE) and place in by.places(May.SAY_WHY)


def address(kind: str, key: str) -> str:
    """The page of what was heard about something."""
    return reverse(_kinds[kind].page, args=[key])
