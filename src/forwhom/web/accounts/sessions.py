"""How long a session holds: idle and whole time are checked here, on the server."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils import timezone

from forwhom.web.accounts.models import Person, SignIn
from forwhom.web.accounts.models.sign_in import DEMO, ELSEWHERE, PASSKEY, PASSWORD

KEY = "sign_in"
STEP = timedelta(seconds=30)  # how often being here is written down
PRODUCTS = ("Firefox", "Edg", "OPR", "Chrome", "Safari")
SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "CrOS", "Linux")


def now() -> datetime:
    """The time by which sessions end; tests set it."""
    return timezone.now()


def open_sign_in(request: HttpRequest, person: Person) -> SignIn:
    """Write down that somebody signed in here, and how."""
    how, strong = _how(request, person)
    at = now()
    made = SignIn.objects.create(
        person=person, started=at, seen=at, how=how, second_factor=strong,
        browser=_browser(request.headers.get("User-Agent", "")),
    )  # fmt: skip
    request.session[KEY] = made.pk
    return made


def sign_in_of(request: HttpRequest, person: Person) -> SignIn | None:
    """The session of this request while it holds. Else it is ended, and None."""
    found = SignIn.objects.filter(pk=request.session.get(KEY, 0), person=person, ended=None).first()
    at = now()
    if found is None or not _holds(found, at) or (person.demo and not settings.DEMO):
        if found is not None:
            SignIn.objects.filter(pk=found.pk).update(ended=at)
        logout(request)
        return None
    if at - found.seen >= STEP:
        SignIn.objects.filter(pk=found.pk).update(seen=at)
    return found


def _holds(found: SignIn, at: datetime) -> bool:
    idle = timedelta(seconds=settings.IDLE_SECONDS)
    whole = timedelta(seconds=settings.WHOLE_SECONDS)
    return at - found.seen < idle and at - found.started < whole


def _how(request: HttpRequest, person: Person) -> tuple[str, bool]:
    """By which way somebody came in, and whether a second factor was asked on it."""
    from allauth.account.internal.flows.login import get_authentication_records

    records: list[dict[str, Any]] = get_authentication_records(request, person)
    methods = {record.get("method") for record in records}
    if person.demo:
        return DEMO, False
    if "socialaccount" in methods:
        return ELSEWHERE, True
    if any(record.get("passwordless") for record in records):
        return PASSKEY, True
    return PASSWORD, "mfa" in methods


def _browser(agent: str) -> str:
    """What the browser calls itself, in two words: enough to recognise one's own."""
    product = next((name for name in PRODUCTS if name in agent), "")
    system = next((name for name in SYSTEMS if name in agent), "")
    return " · ".join(word for word in (product.replace("Edg", "Edge"), system) if word)
