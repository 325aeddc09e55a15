"""Giving somebody a post, and ending it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from forwhom.web.accounts.changes.allowed import is_last_administrator, may_give
from forwhom.web.accounts.models import Person, Place, Post
from forwhom.web.accounts.refusals import LastAdministratorError
from forwhom.web.accounts.roles import ROLES, May, Role
from forwhom.web.history.changes import Who, note
from forwhom.web.history.models import Act


@transaction.atomic
def give_post(
    *, by: Who, person: Person, role: type[Role], place: Place, by_roster: bool = False
) -> Post:
    """Give somebody a role at a place; it acts on their next request.

    Raises PermissionDenied outside one's scope, at the wrong kind of place, and where an
    administrator would give themselves exact numbers, records or the history.
    """
    may_give(by=by, person=person, role=role, place=place)
    post, new = Post.objects.get_or_create(
        person=person, role=role.name, place=place, until=None, defaults={"by_roster": by_roster}
    )
    if new:
        note(
            by=by, act=Act.CHANGED, what="give_post", place=place.code,
            subject=f"person {person.pk} {role.name}",
        )  # fmt: skip
    return post


@transaction.atomic
def end_post(*, by: Who, post: Post) -> None:
    """End a post at this moment; the next request of that person is without it.

    Raises PermissionDenied out of scope, LastAdministratorError for the last one who could
    invite others.
    """
    may_give(by=by, person=None, role=ROLES[post.role], place=post.place)
    manages = May.MANAGE_PEOPLE in ROLES[post.role].may
    if manages and by.person is not None and is_last_administrator(post.person):
        raise LastAdministratorError
    if Post.objects.filter(pk=post.pk, until=None).update(until=timezone.now()):
        note(
            by=by, act=Act.CHANGED, what="end_post", place=post.place.code,
            subject=f"person {post.person_id} {post.role}",
        )  # fmt: skip
