"""The rooms of an inquiry: where its team works. Each app adds its own, when it is ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from forwhom.web.inquiry.models import Inquiry
from forwhom.web.ui.phrases_of import say

State = Callable[[Inquiry], str]


@dataclass(frozen=True)
class Room:
    """A page of an inquiry: its phrase, the name of its address, and how things stand there."""

    order: int
    phrase: str
    page: str
    state: State
    inside: bool = False  # shows exact numbers: only for those who may read them


@dataclass(frozen=True)
class Shown:
    """A room as the page of an inquiry shows it."""

    title: str
    url: str
    state: str


_rooms: dict[str, Room] = {}


def room(order: int, phrase: str, *, page: str, inside: bool = False) -> Callable[[State], State]:
    """Add a room; `order` is in tens, from first to last in the work. The function says its state.

    `page` is an address that takes the key of an inquiry.
    """

    def made(state: State) -> State:
        _rooms[page] = Room(order, phrase, page, state, inside)
        return state

    return made


def rooms(inquiry: Inquiry, *, inside: bool) -> list[Shown]:
    """Every room of an inquiry with how things stand, in the order of the work."""
    return [
        Shown(say(each.phrase), reverse(each.page, args=[inquiry.pk]), each.state(inquiry))
        for each in sorted(_rooms.values(), key=lambda room: room.order)
        if inside or not each.inside
    ]
