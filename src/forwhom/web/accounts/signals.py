"""What follows when somebody signs in or out, fails to, or changes the second factor."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import user_logged_in as came_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from forwhom.web.accounts.changes.sessions import end_sessions
from forwhom.web.accounts.models import Person, SignIn
from forwhom.web.accounts.sessions import KEY, open_sign_in
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.history.changes import Who, note
from forwhom.web.history.models import Act

SECOND = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@receiver(user_logged_in)
def opened(sender: Any, request: HttpRequest, user: Person, **_: Any) -> None:
    """Every session is written down, however it came about."""
    open_sign_in(request, user)


@receiver(came_in)
def remember_signing_in(sender: Any, request: HttpRequest, user: Person, **_: Any) -> None:
    """The history knows who came in, and by which way."""
    held = SignIn.objects.get(pk=request.session[KEY])
    note(by=Viewer.of(user).who, act=Act.SIGNED_IN, what="sign_in", subject=held.how)


@receiver(user_logged_out)
def left(sender: Any, request: HttpRequest, user: Person | None, **_: Any) -> None:
    """Signing out ends all sessions of that person, in every browser."""
    if isinstance(user, Person) and getattr(request, "signing_out", False):
        end_sessions(by=Viewer.of(user).who, person=user, act=Act.SIGNED_OUT)


@receiver(user_login_failed)
def remember_failing(sender: Any, credentials: dict[str, Any], **_: Any) -> None:
    """A try at somebody's account is remembered; what was typed is not."""
    email = str(credentials.get("email") or "").lower()
    person = Person.objects.filter(email=email).first()
    tried = Who(person=person.pk, name=str(person)) if person else Who()
    note(by=tried, act=Act.DENIED, what="sign_in")


@receiver(authenticator_added)
def second_factor_added(
    sender: Any, request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any
) -> None:
    """From now on this session has shown its second factor."""
    if authenticator.type in SECOND:
        SignIn.objects.filter(pk=request.session.get(KEY, 0)).update(second_factor=True)
        note(by=Viewer.of(user).who, act=Act.CHANGED, what="add_second_factor")


@receiver(authenticator_removed)
def second_factor_removed(sender: Any, user: Person, **_: Any) -> None:
    """With the last one gone, whoever needs one is led to set it up again."""
    note(by=Viewer.of(user).who, act=Act.CHANGED, what="remove_second_factor")
    if not Authenticator.objects.filter(user=user, type__in=SECOND).exists():
        SignIn.objects.filter(person=user, ended=None).exclude(how="elsewhere").update(
            second_factor=False
        )
