"""Inviting people: a link that opens once, for one role at one place."""

from __future__ import annotations

import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from forwhom.web.accounts.changes.allowed import managing, may_give, may_manage
from forwhom.web.accounts.changes.places import DISTRICT_CODE
from forwhom.web.accounts.changes.posts import give_post
from forwhom.web.accounts.changes.sessions import end_sessions
from forwhom.web.accounts.models import Invitation, Person, Place, Post
from forwhom.web.accounts.models.invitation import key_of
from forwhom.web.accounts.refusals import HasAccountError, LinkOverError
from forwhom.web.accounts.roles import ROLES, Administrator, Role
from forwhom.web.history.changes import NOBODY, Who, note
from forwhom.web.history.models import Act


@transaction.atomic
def invite(*, by: Who, email: str, role: type[Role], place: Place) -> str:
    """Invite somebody new. Returns the path of the link, which is shown this once.

    Raises PermissionDenied out of scope, HasAccountError where the e-mail signs in already.
    """
    may_give(by=by, person=None, role=role, place=place)
    email = email.lower()
    if Person.objects.filter(email=email).exists():
        raise HasAccountError
    Invitation.objects.filter(email=email, role=role.name, place=place).usable().update(
        withdrawn=timezone.now()
    )
    return _link(by, email=email, role=role.name, place=place)


@transaction.atomic
def new_way_in(*, by: Who, person: Person) -> str:
    """A link by which a person of the roster, or one locked out, sets up signing in anew.

    What they signed in with until now stops to work, and all their sessions end.
    Raises PermissionDenied out of scope, and for oneself.
    """
    if by.person == person.pk:
        raise PermissionDenied
    may_manage(by=by, person=person)
    _forget_ways_in(person)
    end_sessions(by=by, person=person)
    Invitation.objects.filter(person=person).usable().update(withdrawn=timezone.now())
    return _link(by, email=person.email, person=person)


@transaction.atomic
def first_invitation() -> str | None:
    """The path of a link for the first administrator; None once there is one.

    Each call takes back the link of the call before.
    """
    if Post.objects.held().filter(role=Administrator.name, person__is_active=True).exists():
        return None
    district = Place.objects.filter(kind="district").order_by("pk").first()
    if district is None:
        district = Place.objects.create(kind="district", code=DISTRICT_CODE, name="District")
    Invitation.objects.filter(email="", person=None).usable().update(withdrawn=timezone.now())
    return _link(NOBODY, email="", role=Administrator.name, place=district)


@transaction.atomic
def withdraw(*, by: Who, invitation: Invitation) -> None:
    """Take an invitation back: its link opens no more. Raises PermissionDenied."""
    managing(by)
    if invitation.person is not None:
        may_manage(by=by, person=invitation.person)
    else:
        may_give(by=by, person=None, role=ROLES[invitation.role], place=invitation.place)
    Invitation.objects.filter(pk=invitation.pk, used=None).update(withdrawn=timezone.now())
    note(by=by, act=Act.CHANGED, what="withdraw", subject=f"invitation {invitation.pk}")


@transaction.atomic
def accept(*, invitation: Invitation, email: str = "", name: str = "") -> Person:
    """Use an invitation, once: somebody new with their post, or the person it was made for.

    Raises LinkOverError where it was used, taken back or is too old, and HasAccountError where
    the e-mail belongs to somebody.
    """
    # One statement both asks and marks: of two at the same moment one gets through.
    usable = Invitation.objects.filter(pk=invitation.pk).usable()
    if not usable.update(used=timezone.now()):
        raise LinkOverError
    person = invitation.person or _somebody_new(invitation, email, name)
    note(
        by=Who(person=person.pk, name=str(person)), act=Act.CHANGED, what="accept",
        subject=f"invitation {invitation.pk} {invitation.role}".strip(),
        place=getattr(invitation.place, "code", ""),
    )  # fmt: skip
    return person


def _somebody_new(invitation: Invitation, email: str, name: str) -> Person:
    address = invitation.email or email.lower()
    if not address or Person.objects.filter(email=address).exists():
        raise HasAccountError
    person = Person.objects.create_user(address, name)
    if invitation.place is not None:
        give_post(by=NOBODY, person=person, role=ROLES[invitation.role], place=invitation.place)
    return person


def _link(by: Who, **about: object) -> str:
    token = secrets.token_urlsafe(32)
    made = Invitation.objects.create(key=key_of(token), made_by_id=by.person, **about)
    note(
        by=by, act=Act.CHANGED, what="invite", place=getattr(made.place, "code", ""),
        subject=f"invitation {made.pk} {made.role or made.person_id}",
    )  # fmt: skip
    return reverse("invitation", args=[token])


def _forget_ways_in(person: Person) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.socialaccount.models import SocialAccount

    Authenticator.objects.filter(user=person).delete()
    SocialAccount.objects.filter(user=person).delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])
