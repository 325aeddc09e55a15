"""The story while it is told: its team, its inquiry, and the days of its weeks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forwhom.web.accounts.viewer import Viewer, looks
from forwhom.web.inquiry.models import Inquiry, Meeting
from forwhom.web.story.told import Told, day


@dataclass
class Telling:
    """What the stages share. `lead` writes, unless another of the team does."""

    told: Told
    team: dict[str, Viewer]
    one: Inquiry
    today: date
    notes: dict[str, int] = field(default_factory=dict)  # who was heard -> the key of the note
    meetings: dict[str, Meeting] = field(default_factory=dict)

    @property
    def lead(self) -> Viewer:
        """Whoever began it: the first of the team."""
        return next(iter(self.team.values()))

    @property
    def about(self) -> tuple[str, str]:
        """The inquiry as notes, promises and decisions speak of it."""
        return ("inquiry", str(self.one.pk))

    def day(self, week: int) -> date:
        """A day of a week, counted from the one it is told in."""
        return day(self.today, week)

    @contextmanager
    def by(self, name: str) -> Iterator[Viewer]:
        """While the block runs, somebody of the team looks and writes."""
        with looks(self.team[name]):
            yield self.team[name]


def only(told: Told, *names: str) -> dict[str, Any]:
    """Some of the fields that a part of the story tells."""
    return {name: told[name] for name in names if name in told}
