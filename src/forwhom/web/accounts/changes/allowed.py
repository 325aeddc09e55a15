"""Who may change what about people: asked at the start of every change."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied

from forwhom.web.accounts.models import Person, Place, Post
from forwhom.web.accounts.roles import ROLES, May, Role
from forwhom.web.accounts.viewer import Viewer, looking
from forwhom.web.history.changes import Who

# What must not be given to oneself: a second administrator has to do it.
NOT_TO_ONESELF = frozenset({May.READ_INSIDE, May.BRING_RECORDS, May.RUN_AUDITS, May.READ_HISTORY})


def managing(by: Who) -> Viewer | None:
    """Whoever is looking, if this change is theirs; None for work that nobody looks at.

    Raises PermissionDenied for somebody who may not manage people.
    """
    if by.person is None:
        return None
    viewer = looking()
    if viewer.person is None or viewer.person.pk != by.person:
        person = Person.objects.filter(pk=by.person, is_active=True).first()
        viewer = Viewer.of(person) if person else Viewer(None)
    if not viewer.may(May.MANAGE_PEOPLE):
        raise PermissionDenied
    return viewer


def may_give(*, by: Who, person: Person | None, role: type[Role], place: Place | None) -> None:
    """Whether this role at this place may be given to this person. Raises PermissionDenied."""
    if place is None or place.kind != role.at:
        raise PermissionDenied
    viewer = managing(by)
    if viewer is None:
        return
    if place.pk not in viewer.places(May.MANAGE_PEOPLE):
        raise PermissionDenied
    if is_to_oneself(by, person, role):
        raise PermissionDenied


def is_to_oneself(by: Who, person: Person | None, role: type[Role]) -> bool:
    """Whether somebody is about to give themselves what needs a second administrator."""
    return person is not None and person.pk == by.person and bool(role.may & NOT_TO_ONESELF)


def may_manage(*, by: Who, person: Person) -> None:
    """Whether this person is theirs to look after: all posts held lie in scope.

    Raises PermissionDenied.
    """
    viewer = managing(by)
    if viewer is None:
        return
    places: Collection[int] = viewer.places(May.MANAGE_PEOPLE)
    if Post.objects.held().filter(person=person).exclude(place__in=list(places)).exists():
        raise PermissionDenied


def is_last_administrator(person: Person) -> bool:
    """Whether nobody else could invite people any more."""
    managers = [name for name, role in ROLES.items() if May.MANAGE_PEOPLE in role.may]
    held = Post.objects.held().filter(role__in=managers, person__is_active=True)
    return held.filter(person=person).exists() and not held.exclude(person=person).exists()
