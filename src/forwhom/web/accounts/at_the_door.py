"""At the door of each page: who is looking, may they come in, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation

from forwhom.web.accounts.door import Door, Reading, View, door_of
from forwhom.web.accounts.models import Person, Place
from forwhom.web.accounts.sessions import sign_in_of
from forwhom.web.accounts.viewer import NO_ONE, Viewer, looks
from forwhom.web.history.changes import note
from forwhom.web.history.models import Act


class AtTheDoor:
    """Django middleware. Without a declared door no page opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Django hands over what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as this viewer may see it, and remember what was read or denied."""
        viewer = _viewer(request)
        request.viewer = viewer  # type: ignore[attr-defined]
        _speak(request, viewer)
        with looks(viewer):
            response = self.get_response(request)
            self._remember(request, viewer, response)
        if viewer.person is not None or request.path.startswith("/account/"):
            response.headers.setdefault("Cache-Control", "no-store")
        if getattr(request, "signing_out", False):
            response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return response

    def process_view(
        self, request: HttpRequest, view: View, _: Any, parts: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Let in, send to sign in, answer 404 out of scope and 403 within."""
        match = request.resolver_match
        asked = door_of(view, match.view_name if match else "")
        if asked is None:
            raise ImproperlyConfigured(f"The page {match and match.view_name} has no door.")
        request.door = asked  # type: ignore[attr-defined]
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]
        leaving = match is not None and match.view_name == "account_logout"
        request.signing_out = leaving and request.method == "POST"  # type: ignore[attr-defined]
        if asked.open:
            return None
        if viewer.person is None:
            return redirect_to_login(_way_back(request))
        if not asked.before and _lacks_second_factor(request, viewer):
            return redirect("mfa_index")
        if asked.place:
            request.place = _in_scope(viewer, asked, parts[asked.place])  # type: ignore[attr-defined]
        if asked.may is not None and not viewer.may(asked.may):
            raise PermissionDenied
        return None

    def _remember(self, request: HttpRequest, viewer: Viewer, answer: HttpResponseBase) -> None:
        match = request.resolver_match
        name = str(match.view_name) if match else ""
        asked: Door | None = getattr(request, "door", None)
        if answer.status_code in {403, 404} and viewer.person is not None and name:
            place = next(iter((match.kwargs if match else {}).values()), "")
            note(by=viewer.who, act=Act.DENIED, what=name, subject=str(place)[:200])
        elif asked and asked.inside and answer.status_code == 200 and request.method == "GET":
            told: Reading = getattr(request, "reading", Reading())
            place = told.place or getattr(getattr(request, "place", None), "code", "")
            note(
                by=viewer.who, act=Act.READ, what=name,
                place=place, subject=told.subject, count=told.count,
            )  # fmt: skip


def _viewer(request: HttpRequest) -> Viewer:
    """Whoever is looking, if their session still holds."""
    person = request.user
    if not isinstance(person, Person):
        return NO_ONE
    request.sign_in = sign_in_of(request, person)  # type: ignore[attr-defined]
    return Viewer.of(person) if request.sign_in else NO_ONE  # type: ignore[attr-defined]


def _speak(request: HttpRequest, viewer: Viewer) -> None:
    """The language kept with the person, over that of the browser."""
    if viewer.person is not None and viewer.person.language:
        translation.activate(viewer.person.language)
        request.LANGUAGE_CODE = translation.get_language()


def _way_back(request: HttpRequest) -> str:
    """Where signing in leads: here again, or home where a form was sent, as its words are gone."""
    return request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("home")


def _lacks_second_factor(request: HttpRequest, viewer: Viewer) -> bool:
    if not settings.SECOND_FACTOR_REQUIRED or not viewer.needs_second_factor:
        return False
    return not request.sign_in.second_factor  # type: ignore[attr-defined]


def _in_scope(viewer: Viewer, asked: Door, code: str) -> Place:
    """The place an address names. Http404 out of scope, PermissionDenied without the right."""
    named = [place for place in viewer.places().values() if place.code == code]
    if not named:
        raise Http404
    allowed = viewer.places(asked.may)
    for place in named:
        if place.pk in allowed:
            return place
    raise PermissionDenied
