"""Reading meetings: names of people only for the team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from forwhom.web.commitments.lines import Line, lines
from forwhom.web.inquiry.models import (
    AgendaItem,
    Agreement,
    Inquiry,
    Meeting,
    Member,
    Present,
    Promised,
)
from forwhom.web.inquiry.protocols import protocol
from forwhom.web.ui.phrases_of import language


@dataclass(frozen=True)
class Step:
    """What the timer counts: a step of the protocol, or a point of the agenda."""

    title: str
    asks: str
    minutes: int


@dataclass(frozen=True)
class Talk:
    """How people talk in a meeting: the protocol, or the agenda where there is none."""

    title: str
    about: str
    steps: list[Step]

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(step.minutes for step in self.steps)


def meetings(one: Inquiry) -> QuerySet[Meeting]:
    """Those of an inquiry, the last day first, each with how much stands in it."""
    found: QuerySet[Meeting] = Meeting.objects.filter(inquiry=one, withdrawn=False)
    made = Count("promised", filter=Q(promised__commitment__withdrawn=False), distinct=True)
    return found.annotate(made=made).order_by("-day", "-pk")


def agreed(one: Inquiry) -> dict[int, list[str]]:
    """What the meetings of an inquiry decided, by meeting."""
    found: dict[int, list[str]] = {}
    for each in Agreement.objects.filter(inquiry=one, withdrawn=False):
        found.setdefault(each.meeting_id, []).append(each.text)
    return found


def next_one(one: Inquiry) -> Meeting | None:
    """The next meeting, today's among them."""
    ahead = meetings(one).filter(day__gte=timezone.localdate())
    return ahead.order_by("day", "starts", "pk").first()


def meeting(one: Inquiry, key: int) -> Meeting:
    """One of an inquiry, be it withdrawn or not. Http404 for any other."""
    found: Meeting | None = Meeting.objects.filter(inquiry=one, pk=key).first()
    if found is None:
        raise Http404
    found.inquiry = one
    found.place = one.place
    return found


def items(one: Meeting) -> list[AgendaItem]:
    """The agenda."""
    return list(AgendaItem.objects.filter(meeting=one, withdrawn=False))


def item(one: Meeting, key: int) -> AgendaItem:
    """One point of it. Http404 for any other."""
    found: AgendaItem | None = AgendaItem.objects.filter(
        meeting=one, pk=key, withdrawn=False
    ).first()
    if found is None:
        raise Http404
    return found


def agreements(one: Meeting) -> list[Agreement]:
    """What it decided."""
    return list(Agreement.objects.filter(meeting=one, withdrawn=False))


def agreement(one: Meeting, key: int) -> Agreement:
    """One line of it. Http404 for any other."""
    found: Agreement | None = Agreement.objects.filter(meeting=one, pk=key, withdrawn=False).first()
    if found is None:
        raise Http404
    return found


def promises(one: Meeting) -> list[Line]:
    """What was promised there, each in two lines."""
    found: Any = Promised.objects.filter(meeting=one, commitment__withdrawn=False)
    return lines([each.commitment for each in found.select_related("commitment__owed_by")])


def people(one: Meeting) -> list[Member]:
    """The team of today, and whoever was there and has left it since: `here` says who was there."""
    told: Any = Present.objects.filter(meeting=one, member=OuterRef("pk"), here=True)
    found = Member.everywhere.filter(inquiry=one.inquiry_id).annotate(here=Exists(told))
    return list(found.filter(Q(left=None) | Q(here=True)).select_related("person"))


def present(one: Meeting) -> list[Member]:
    """Who of the team was there."""
    return [member for member in people(one) if member.here]  # type: ignore[attr-defined]


def talk(one: Meeting, agenda: list[AgendaItem]) -> Talk | None:
    """What its timer counts; None where neither a protocol nor the agenda tells minutes."""
    spoken = language()
    way = protocol(one.protocol) if one.protocol else None
    if way:
        steps = [Step(t.title[spoken], t.asks[spoken], t.minutes) for t in way.turns]
        return Talk(way.title[spoken], way.about[spoken], steps)
    timed = [Step(each.text, "", each.minutes) for each in agenda if each.minutes]
    return Talk("", "", timed) if timed else None
