"""One person: what they are where, their sessions, and what an administrator may change."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from forwhom.web.accounts import changes
from forwhom.web.accounts.door import door
from forwhom.web.accounts.forms import PostForm
from forwhom.web.accounts.models import Person, Post
from forwhom.web.accounts.queries import (
    ended_posts_of,
    managed_people,
    managed_places,
    posts_of,
    sessions_of,
)
from forwhom.web.accounts.refusals import RefusalError
from forwhom.web.accounts.roles import ROLES, May
from forwhom.web.accounts.viewer import looking
from forwhom.web.accounts.views.invite import show_link


@door(may=May.MANAGE_PEOPLE)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Who they are here. Http404 out of scope."""
    return _page(request, get_object_or_404(managed_people(), pk=pk), PostForm())


@door(may=May.MANAGE_PEOPLE)
@require_POST
def change(request: HttpRequest, pk: int, change: str) -> HttpResponseBase:
    """Do one of the changes. Http404 out of scope or for a change that is none."""
    person = get_object_or_404(managed_people(), pk=pk)
    if change not in CHANGES:
        raise Http404
    try:
        return CHANGES[change](request, person) or redirect("person", pk=pk)
    except RefusalError as refused:
        return _page(request, person, PostForm(), refused=refused.phrase, status=409)


def _page(
    request: HttpRequest, person: Person, form: PostForm, *, refused: str = "", status: int = 200
) -> HttpResponse:
    mine = {place.pk for place in managed_places()}
    shown = {
        "person": person, "form": form, "refused": refused, "posts": posts_of(person),
        "ended": [post for post in ended_posts_of(person) if post.place_id in mine],
        "mine": mine, "sessions": sessions_of(person), "is_me": person == looking().person,
    }  # fmt: skip
    return render(request, "accounts/person.html", shown, status=status)


def _give(request: HttpRequest, person: Person) -> HttpResponse | None:
    form = PostForm(request.POST)
    if not form.is_valid():
        return _page(request, person, form)
    role = ROLES[form.cleaned_data["role"]]
    try:
        changes.give_post(
            by=looking().who, person=person, role=role, place=form.cleaned_data["place"]
        )
    except PermissionDenied:
        return _page(request, person, form, refused="people.refused.to_oneself", status=403)
    return None


def _end(request: HttpRequest, person: Person) -> None:
    named = request.POST.get("post", "")
    mine = [place.pk for place in managed_places()]
    held = Post.objects.held().filter(person=person, place__in=mine)
    post = get_object_or_404(held, pk=named if named.isdecimal() else 0)
    changes.end_post(by=looking().who, post=post)


def _end_sessions(request: HttpRequest, person: Person) -> None:
    changes.end_sessions(by=looking().who, person=person)


def _deactivate(request: HttpRequest, person: Person) -> None:
    changes.deactivate(by=looking().who, person=person)


def _reactivate(request: HttpRequest, person: Person) -> None:
    changes.reactivate(by=looking().who, person=person)


def _link(request: HttpRequest, person: Person) -> HttpResponse:
    path = changes.new_way_in(by=looking().who, person=person)
    return show_link(request, path, person.email)


CHANGES: dict[str, Callable[[HttpRequest, Person], HttpResponse | None]] = {
    "give": _give,
    "end": _end,
    "end-sessions": _end_sessions,
    "deactivate": _deactivate,
    "reactivate": _reactivate,
    "link": _link,
}
