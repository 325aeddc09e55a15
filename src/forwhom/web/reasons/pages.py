"""What the pages of a team's reasons share: a list with a form beneath, and one thing to change."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from forwhom.web.accounts.viewer import looking
from forwhom.web.inquiry.models import Inquiry, Within
from forwhom.web.reasons import changes
from forwhom.web.reasons.forms import ReasonForm
from forwhom.web.revisions.editing import answer_by_itself, saved
from forwhom.web.ui.told import tell

Told = dict[str, Any]


def posted(request: HttpRequest) -> Any:
    """What was sent; None where the page is only read."""
    return request.POST if request.method == "POST" else None


def added(
    request: HttpRequest, inquiry: Inquiry, kind: type[Within], form: ReasonForm
) -> HttpResponse | None:
    """Keep what a form tells, and go back to the list. None where nothing is right to keep."""
    if not form.is_bound or not form.is_valid():
        return None
    made = changes.add(by=looking(), inquiry=inquiry, kind=kind, told=form.told())
    tell(request, "reason.kept", undo=reverse("withdraw_kept", args=[made.thing(), made.pk]))
    return redirect(made.address())


def listing(
    request: HttpRequest, inquiry: Inquiry, form: ReasonForm, template: str, told: Told
) -> HttpResponse:
    """The page of a list."""
    shared = {"one": inquiry, "form": form, "is_member": inquiry.has_member(looking())}
    return render(request, template, {**shared, **told}, status=400 if form.errors else 200)


def changing(
    request: HttpRequest, thing: Within, form: ReasonForm, *, url: str, title: str, back: str,
    template: str = "reasons/change.html", told: Told | None = None,
) -> HttpResponse:  # fmt: skip
    """The page of one thing: its form saves itself, and its earlier wordings are near."""
    if request.method == "POST":
        answer = answer_by_itself(request, form, thing)
        if answer is not None:
            return answer
        if saved(form, thing):
            tell(request, "kept.saved")
            return redirect(thing.address())
    shown = {
        "thing": thing, "one": thing.inquiry, "form": form, "here": reverse(url, args=[thing.pk]),
        "title": title, "back": reverse(back, args=[thing.inquiry_id]), "back_title": title,
        "may_write": thing.may_write(looking()), **(told or {}),
    }  # fmt: skip
    return render(request, template, shown, status=400 if form.errors else 200)
