"""Applying a roster of staff: all of it or none of it."""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.utils import timezone

from forwhom.web.accounts.changes.allowed import managing
from forwhom.web.accounts.models import Person, Post, SignIn
from forwhom.web.accounts.refusals import RefusalError
from forwhom.web.accounts.roster.plan import Plan
from forwhom.web.accounts.sessions import now
from forwhom.web.history.changes import Who, note
from forwhom.web.history.models import Act

BATCH = 2_000


class RosterRefusedError(RefusalError):
    """Some rows cannot be used, so none is."""

    phrase = "roster.refused"


class ManyLeaveError(RefusalError):
    """So many would leave that the file may have been cut short."""

    phrase = "roster.many_leave"


@transaction.atomic
def apply_roster(*, by: Who, plan: Plan, accept_leavers: bool = False) -> None:
    """Make people and posts as the roster says; who left is out at once, in every browser.

    Raises RosterRefusedError where a row was refused, ManyLeaveError where many would leave and
    that was not accepted, PermissionDenied for somebody who may not manage people.
    """
    managing(by)
    if plan.refused:
        raise RosterRefusedError
    if plan.loses_many and not accept_leavers:
        raise ManyLeaveError
    _end(by, plan)
    _put_people(plan)
    _give(plan)
    note(by=by, act=Act.CHANGED, what="apply_roster", count=len(plan.given) + len(plan.ended))


def _end(by: Who, plan: Plan) -> None:
    Post.objects.filter(pk__in=[post.pk for post in plan.ended]).update(until=timezone.now())
    SignIn.objects.filter(person__in=list(plan.leavers), ended=None).update(ended=now())
    for post in plan.ended:
        note(
            by=by, act=Act.CHANGED, what="end_post", subject=f"person {post.person_id} {post.role}",
            place=post.place.code,
        )  # fmt: skip


def _put_people(plan: Plan) -> None:
    for pk, row in plan.changed.items():
        said = {"name": row.name, "email": row.email}
        Person.objects.filter(pk=pk).update(
            **said, **({"staff_id": row.staff_id} if row.staff_id else {})
        )
    made = [
        Person(
            email=row.email,
            name=row.name,
            staff_id=row.staff_id,
            password=UNUSABLE_PASSWORD_PREFIX + secrets.token_hex(20),
        )
        for row in plan.new.values()
    ]
    Person.objects.bulk_create(made, batch_size=BATCH)


def _give(plan: Plan) -> None:
    emails = {person.email: person.pk for person in Person.objects.only("email")}
    made = [
        Post(person_id=emails[row.email], role=row.role, place=place, by_roster=True)
        for row, place in plan.given
    ]
    Post.objects.bulk_create(made, batch_size=BATCH)
