"""Writes about meetings: calling one, its agenda, who was there, what was agreed and promised."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, time

from django.core.exceptions import PermissionDenied
from django.db import transaction

from forwhom.web.accounts.models import Person
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.commitments.changes import promise
from forwhom.web.history.changes import note
from forwhom.web.history.models import Act
from forwhom.web.inquiry.models import (
    AgendaItem,
    Agreement,
    Inquiry,
    Meeting,
    Member,
    Present,
    Promised,
)
from forwhom.web.revisions.changes import start, write


@transaction.atomic
def call(
    *, by: Viewer, inquiry: Inquiry, day: date, starts: time | None, purpose: str, protocol: str
) -> Meeting:
    """Call a meeting of the team. Raises PermissionDenied."""
    one = Meeting(inquiry=inquiry, day=day, starts=starts, purpose=purpose, protocol=protocol)
    start(by=by, one=one)
    return one


@transaction.atomic
def add_item(*, by: Viewer, meeting: Meeting, text: str, minutes: int | None) -> AgendaItem:
    """Add a point to the agenda, as its last. Raises PermissionDenied."""
    last = AgendaItem.objects.filter(meeting=meeting).order_by("-order").first()
    one = AgendaItem(
        inquiry=meeting.inquiry, meeting=meeting, text=text, minutes=minutes,
        order=last.order + 1 if last else 1,
    )  # fmt: skip
    start(by=by, one=one)
    return one


@transaction.atomic
def earlier(*, by: Viewer, item: AgendaItem) -> bool:
    """Let a point change places with the one before it. False where it is the first."""
    there = AgendaItem.objects.filter(meeting=item.meeting_id, withdrawn=False)
    before = there.filter(order__lt=item.order).order_by("-order").first()
    if before is None:
        return False
    write(by=by, one=item, base=item.version, told={"order": before.order})
    write(by=by, one=before, base=before.version, told={"order": item.order})
    return True


@transaction.atomic
def agree(*, by: Viewer, meeting: Meeting, text: str) -> Agreement:
    """Write down what was decided, in a line. Raises PermissionDenied."""
    one = Agreement(inquiry=meeting.inquiry, meeting=meeting, text=text)
    start(by=by, one=one)
    return one


@transaction.atomic
def were_there(*, by: Viewer, meeting: Meeting, members: Collection[int]) -> bool:
    """These of the team were there, the others not. False where it said so already."""
    if not meeting.may_write(by):
        raise PermissionDenied
    told = Present.objects.select_for_update().filter(meeting=meeting)
    held = {each.member_id: each for each in told}
    team = Member.everywhere.filter(inquiry=meeting.inquiry_id, pk__in=[*members, *held])
    changed = False
    for member in team:
        here, before = member.pk in members, held.get(member.pk)
        if before is None:
            Present.objects.create(inquiry=meeting.inquiry, meeting=meeting, member=member)
        elif before.here != here:
            Present.objects.filter(pk=before.pk).update(here=here)
        changed = changed or before is None or before.here != here
    if changed:
        place = meeting.place.code
        note(by=by.who, act=Act.CHANGED, what="were_there", place=place, subject=str(meeting.pk))
    return changed


@transaction.atomic
def promised(
    *, by: Viewer, meeting: Meeting, what: str, owed_by: Person | None, owed_by_words: str,
    to: str, due: date,
) -> Promised:  # fmt: skip
    """Write down who will do what by when: a promise of the inquiry, made here."""
    if not meeting.may_write(by):
        raise PermissionDenied
    about = ("inquiry", str(meeting.inquiry_id))
    made = promise(
        by=by, place=meeting.inquiry.place, about=about, what=what, owed_by=owed_by,
        owed_by_words=owed_by_words, to=to, due=due,
    )  # fmt: skip
    linked: Promised = Promised.objects.create(
        inquiry=meeting.inquiry, meeting=meeting, commitment=made
    )
    return linked
