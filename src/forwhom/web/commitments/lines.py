"""A promise in two lines, as lists and pages tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forwhom.web.accounts.models import Person
from forwhom.web.accounts.viewer import looking
from forwhom.web.commitments.models import Commitment
from forwhom.web.commitments.models.commitment import KEPT, OWED
from forwhom.web.commitments.queries import lateness
from forwhom.web.ui.phrases_of import say
from forwhom.web.ui.subjects import ours


@dataclass(frozen=True)
class Line:
    """`who` is a name for those who may see it, else the office; `asks` marks what is late."""

    one: Commitment
    who: str
    to: str
    state: str
    asks: bool


def lines(found: Iterable[Commitment]) -> list[Line]:
    """Each in two lines."""
    me, held = looking().person, ours()
    return [_line(one, me, held) for one in found]


def line(one: Commitment) -> Line:
    """One in two lines."""
    return lines([one])[0]


def _line(one: Commitment, me: Person | None, held: dict[str, list[str]]) -> Line:
    is_mine = me is not None and one.owed_by_id == me.pk
    named = is_mine or one.about_key in held.get(one.about_kind, [])
    who = f"{one.owed_by}, {one.owed_by_words}" if named and one.owed_by else one.owed_by_words
    return Line(one, who, _to(one.to), _state(one), one.days_late() > 0)


def _state(one: Commitment) -> str:
    if one.state == OWED:
        return lateness(one)
    if one.state == KEPT and one.answered_on:
        return say("commitment.kept_on", day=one.answered_on.strftime("%Y-%m-%d"))
    return say("commitment.was_let_go")


def _to(to: str) -> str:
    return {
        "students": say("commitment.to.students"), "families": say("commitment.to.families"),
        "committee": say("commitment.to.committee"), "board": say("commitment.to.board"),
        "staff": say("commitment.to.staff"), "team": say("commitment.to.team"),
    }[to]  # fmt: skip
