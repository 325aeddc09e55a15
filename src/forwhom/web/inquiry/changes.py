"""Writes about inquiries: who may, all of it or none, and a row of the history."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from forwhom.web.accounts.models import Person, Place
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.history.changes import note
from forwhom.web.history.models import Act
from forwhom.web.inquiry.conditions import Condition, unmet
from forwhom.web.inquiry.cycles import cycle
from forwhom.web.inquiry.models import Inquiry, Member, Move
from forwhom.web.revisions.changes import begun


class NotYetError(Exception):
    """A stage cannot be left: `missing` are the conditions that are not met."""

    def __init__(self, missing: list[Condition]) -> None:
        """Takes what is missing."""
        super().__init__(", ".join(each.name for each in missing))
        self.missing = missing


@transaction.atomic
def start(
    *, by: Viewer, place: Place, question: str, way: str, department: str, part: str,
    finding: str = "",
) -> Inquiry:  # fmt: skip
    """Begin an inquiry; whoever begins it is its first member. Raises PermissionDenied."""
    _allow(by, place)
    stages = cycle(way).stages
    one = Inquiry(
        place=place, question=question, cycle=way, stage=stages[0].name, finding=finding,
        made_by=by.person,
    )  # fmt: skip
    one.save(force_insert=True)
    Member.objects.create(
        place=place, inquiry=one, person=by.person, department=department, part=part
    )
    begun(by=by, one=one)
    return one


@transaction.atomic
def join(*, by: Viewer, inquiry: Inquiry, department: str, part: str) -> Member:
    """Join the team of an inquiry at a place whose numbers one may see. Twice is once."""
    _allow(by, inquiry.place)
    return _member(by, inquiry, by.person, department, part)


@transaction.atomic
def add_member(
    *, by: Viewer, inquiry: Inquiry, person: Person, department: str, part: str
) -> Member:
    """Bring somebody into the team who has a post within reach of the inquiry's place."""
    _of_team(by, inquiry)
    if not Viewer.of(person).places(May.TAKE_PART).get(inquiry.place_id):
        raise PermissionDenied
    return _member(by, inquiry, person, department, part)


@transaction.atomic
def leave(*, by: Viewer, inquiry: Inquiry, member: Member) -> bool:
    """Take somebody off the team; the last one stays. False where nothing changed."""
    _of_team(by, inquiry)
    _held(inquiry)
    there = Member.objects.filter(inquiry=inquiry, left=None)
    if there.count() < 2 or not there.filter(pk=member.pk).update(left=timezone.now()):
        return False
    _note(by, inquiry, "leave_team", f"{inquiry.pk} {member.pk}")
    return True


@transaction.atomic
def move_on(*, by: Viewer, inquiry: Inquiry) -> str:
    """Go to the next stage. Raises NotYetError while a condition of this one is not met.

    Returns the name of the stage that it stands at now; the last one is never left this way.
    """
    _of_team(by, inquiry)
    one = _held(inquiry)
    way = cycle(one.cycle)
    at = way.at(one.stage)
    missing = unmet(one, way.stages[at].leave_when)
    if missing:
        raise NotYetError(missing)
    if at + 1 < len(way.stages):
        _move(by, one, way.stages[at + 1].name, "")
    return str(one.stage)


@transaction.atomic
def go_back(*, by: Viewer, inquiry: Inquiry, to: str, why: str) -> bool:
    """Go back to an earlier stage, with a reason. False where it is not an earlier one."""
    _of_team(by, inquiry)
    one = _held(inquiry)
    way = cycle(one.cycle)
    earlier = [stage.name for stage in way.stages[: way.at(one.stage)]]
    if to not in earlier or not why.strip():
        return False
    _move(by, one, to, why)
    return True


@transaction.atomic
def end(*, by: Viewer, inquiry: Inquiry) -> bool:
    """End an inquiry once everything its last stage asks is there. Raises NotYetError."""
    _of_team(by, inquiry)
    one = _held(inquiry)
    way = cycle(one.cycle)
    if one.stage != way.stages[-1].name or one.ended_at:
        return False
    missing = unmet(one, way.stages[-1].leave_when)
    if missing:
        raise NotYetError(missing)
    Inquiry.objects.filter(pk=one.pk).update(ended_at=timezone.now())
    _note(by, one, "end_inquiry", str(one.pk))
    return True


@transaction.atomic
def take_up_again(*, by: Viewer, inquiry: Inquiry) -> bool:
    """Open an ended inquiry again. False where it had not ended."""
    _of_team(by, inquiry)
    if not Inquiry.objects.filter(pk=inquiry.pk).exclude(ended_at=None).update(ended_at=None):
        return False
    _note(by, inquiry, "take_up_inquiry", str(inquiry.pk))
    return True


def _move(by: Viewer, one: Inquiry, to: str, why: str) -> None:
    before, one.stage = one.stage, to
    Inquiry.objects.filter(pk=one.pk).update(stage=to, changed_at=timezone.now())
    Move.objects.create(inquiry=one, before=before, after=to, why=why, person=by.person)
    _note(by, one, "move_inquiry", f"{one.pk} {before} {to}")


def _member(
    by: Viewer, inquiry: Inquiry, person: Person | None, department: str, part: str
) -> Member:
    made: Member
    made, new = Member.objects.get_or_create(
        place=inquiry.place, inquiry=inquiry, person=person, left=None,
        defaults={"department": department, "part": part},
    )  # fmt: skip
    if new:
        _note(by, inquiry, "join_team", f"{inquiry.pk} {made.pk}")
    return made


def _allow(by: Viewer, place: Place) -> None:
    if by.person is None or place.pk not in by.places(May.INQUIRE):
        raise PermissionDenied


def _of_team(by: Viewer, inquiry: Inquiry) -> None:
    if not inquiry.has_member(by):
        raise PermissionDenied


def _held(inquiry: Inquiry) -> Inquiry:
    """Today's row, held until the transaction ends."""
    found: Inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    return found


def _note(by: Viewer, inquiry: Inquiry, what: str, subject: str) -> None:
    note(by=by.who, act=Act.CHANGED, what=what, place=inquiry.place.code, subject=subject)
