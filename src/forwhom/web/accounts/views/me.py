"""One's own account: name, language, second factor, posts and sessions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from forwhom.web.accounts.changes import choose_language, end_sessions, rename
from forwhom.web.accounts.door import door
from forwhom.web.accounts.forms import MeForm
from forwhom.web.accounts.models import Person
from forwhom.web.accounts.queries import posts_of, sessions_of
from forwhom.web.accounts.viewer import looking


def _me() -> Person:
    person = looking().person
    assert person is not None  # the door let nobody else in
    return person


@door(signed_in=True, before=True)
def show(request: HttpRequest) -> HttpResponseBase:
    """What is mine, and what I may change of it."""
    person = _me()
    form = MeForm(request.POST or None, initial={"name": person.name, "language": person.language})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["name"] != person.name:
            rename(by=looking().who, person=person, name=form.cleaned_data["name"])
        choose_language(person=person, language=form.cleaned_data["language"])
        return redirect("me")
    shown = {
        "form": form, "posts": posts_of(person), "sessions": sessions_of(person),
        "this": request.sign_in.pk,  # type: ignore[attr-defined]
        "strong": request.sign_in.second_factor,  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "accounts/me.html", shown)


@door(signed_in=True, before=True)
@require_POST
def end_others(request: HttpRequest) -> HttpResponseBase:
    """End my sessions in every other browser."""
    this = request.sign_in.pk  # type: ignore[attr-defined]
    end_sessions(by=looking().who, person=_me(), but=this)
    return redirect("me")
