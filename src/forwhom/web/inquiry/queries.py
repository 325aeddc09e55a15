"""Reading inquiries: only those in sight, and names only for their teams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.http import Http404

from forwhom.web.accounts.models import Person, Place, Post
from forwhom.web.accounts.roles import ROLES, May
from forwhom.web.accounts.viewer import Viewer, looking
from forwhom.web.inquiry.conditions import known as conditions
from forwhom.web.inquiry.cycles import Cycle, Stage, cycle
from forwhom.web.inquiry.models import Inquiry, Member
from forwhom.web.ui.phrases_of import language, say
from forwhom.web.ui.subjects import Subject

DONE, NOW, LATER = "done", "now", "later"


@dataclass(frozen=True)
class Asked:
    """One thing that a team must have before it goes on."""

    text: str
    met: bool
    url: str


@dataclass(frozen=True)
class Step:
    """A stage as the rail shows it."""

    name: str
    title: str
    state: str


@dataclass(frozen=True)
class Mate:
    """Somebody of a team: the name is empty for those who are not of it."""

    key: int
    name: str
    department: str
    part: str
    is_me: bool


def inquiry(key: int) -> Inquiry:
    """One in sight. Http404 for any other."""
    found: Inquiry | None = (
        Inquiry.objects.filter(pk=key, withdrawn=False).select_related("place").first()
    )
    if found is None:
        raise Http404
    return found


def is_withdrawn(key: int) -> bool:
    """Whether it was in sight, and was taken off the pages."""
    return bool(Inquiry.objects.filter(pk=key, withdrawn=True).exists())


def inquiries() -> QuerySet[Inquiry]:
    """All in sight that are not withdrawn, the last changed first."""
    found: QuerySet[Inquiry] = Inquiry.objects.filter(withdrawn=False).select_related("place")
    return found


def mine() -> QuerySet[Inquiry]:
    """Those on whose team I am."""
    of = Member.everywhere.filter(person=looking().person, left=None).values("inquiry")
    return inquiries().filter(pk__in=of)


def is_of_team(key: str, who: Viewer) -> bool:
    """Whether somebody is on the team of an inquiry in sight."""
    found = inquiries().filter(pk=int(key)).first() if key.isdigit() else None
    return bool(found and found.has_member(who))


def of_finding(finding: str) -> QuerySet[Inquiry]:
    """Those in sight that began from a finding."""
    return inquiries().filter(finding=finding)


def known(key: str) -> Subject | None:
    """An inquiry as others speak of it; None out of sight."""
    found = inquiries().filter(pk=int(key)).first() if key.isdigit() else None
    return Subject(found.question, found.address(), found.place_id) if found else None


def of_my_teams() -> Any:
    """The keys of the inquiries on whose team whoever looks is, as text: asked within a query."""
    found = Member.everywhere.filter(person=looking().person, left=None)
    return found.annotate(as_text=Cast("inquiry", CharField())).values_list("as_text", flat=True)


def way_of(one: Inquiry) -> Cycle:
    """The way of working of an inquiry."""
    return cycle(one.cycle)


def stage_of(one: Inquiry) -> Stage:
    """The stage at which an inquiry stands."""
    way = way_of(one)
    return way.stages[way.at(one.stage)]


def steps(one: Inquiry) -> list[Step]:
    """Its stages as a rail: done, now, later."""
    way, spoken = way_of(one), language()
    here = way.at(one.stage)
    return [
        Step(
            stage.name,
            stage.title[spoken],
            DONE if at < here or one.ended_at else NOW if at == here else LATER,
        )
        for at, stage in enumerate(way.stages)
    ]


def asked(one: Inquiry) -> list[Asked]:
    """What its stage asks before the team goes on, each met or not."""
    found = [conditions()[name] for name in stage_of(one).leave_when]
    return [Asked(say(each.phrase), each.met(one), each.where(one)) for each in found]


def team(one: Inquiry) -> list[Mate]:
    """Who is on the team today."""
    me = looking()
    named = one.has_member(me)
    found = Member.everywhere.filter(inquiry=one, left=None).select_related("person")
    return [
        Mate(m.pk, str(m.person) if named else "", m.department, m.part,
             m.person_id == me.who.person)
        for m in found
    ]  # fmt: skip


def could_join(one: Inquiry) -> list[Person]:
    """People with a post within reach of its place who are not on its team."""
    reach = [one.place_id, one.place.within_id]
    there = Member.everywhere.filter(inquiry=one, left=None).values("person")
    held: Any = Post.objects.held().filter(place__in=[p for p in reach if p])
    may = [name for name, role in ROLES.items() if May.TAKE_PART in role.may]
    ids = held.filter(role__in=may).values("person")
    found = Person.objects.filter(pk__in=ids, is_active=True).exclude(pk__in=there)
    return list(found.order_by("name", "email"))


def may_start_at(viewer: Viewer) -> list[Place]:
    """The places at which somebody may begin an inquiry."""
    return sorted(viewer.places(May.INQUIRE).values(), key=lambda place: (place.kind, place.name))
