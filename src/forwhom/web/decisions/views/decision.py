"""One decision: the choices, who was heard, what was expected, why; and what came."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.decisions import changes, queries
from forwhom.web.decisions.forms import CameForm, DecisionForm, ExpectForm, OptionForm, ReviewForm
from forwhom.web.decisions.models import Decision
from forwhom.web.revisions.editing import answer_by_itself, saved
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """All of it; its writers change its words here."""
    one = queries.decision(key)
    form = DecisionForm(request.POST if request.method == "POST" else None, one=one)
    return _edited(request, one, form, "form")


@door(may=May.TAKE_PART)
@require_POST
def review(request: HttpRequest, key: int) -> HttpResponse:
    """What came, against what was expected."""
    one = queries.decision(key)
    return _edited(request, one, ReviewForm(request.POST, one=one, auto_id="review_%s"), "review")


@door(may=May.TAKE_PART)
@require_POST
def add_option(request: HttpRequest, key: int) -> HttpResponse:
    """One more choice."""
    one = queries.decision(key)
    form = OptionForm(request.POST, auto_id="option_%s")
    if not form.is_valid():
        return _page(request, one, option=form)
    made = changes.add_option(by=looking(), decision=one, **form.cleaned_data)
    tell(request, "kept.saved", undo=reverse("withdraw_kept", args=[made.thing(), made.pk]))
    return redirect(one.address())


@door(may=May.TAKE_PART)
@require_POST
def expect(request: HttpRequest, key: int) -> HttpResponse:
    """What is expected for whom."""
    one = queries.decision(key)
    form = ExpectForm(request.POST, auto_id="expect_%s")
    if not form.is_valid():
        return _page(request, one, expect=form)
    made = changes.expect(by=looking(), decision=one, **form.cleaned_data)
    tell(request, "kept.saved", undo=reverse("withdraw_kept", args=[made.thing(), made.pk]))
    return redirect(one.address() + "#expected")


@door(may=May.TAKE_PART)
@require_POST
def came(request: HttpRequest, key: int) -> HttpResponse:
    """How one expectation came out."""
    one = queries.expectation(key)
    form = CameForm(request.POST)
    if form.is_valid():
        before = one.version
        changes.came_out(by=looking(), expectation=one, **form.cleaned_data)
        tell(request, "kept.saved",
             undo=reverse("restore_kept", args=[one.thing(), one.pk, before]))  # fmt: skip
    return redirect(one.address() + "#expected")


def _edited(request: HttpRequest, one: Decision, form: Any, name: str) -> HttpResponse:
    if request.method == "POST":
        answer = answer_by_itself(request, form, one)
        if answer is not None:
            return answer
        if saved(form, one):
            tell(request, "kept.saved")
            return redirect(one.address())
    return _page(request, one, **{name: form})


def _page(request: HttpRequest, one: Decision, **forms: Any) -> HttpResponse:
    told = {
        "one": one, "subject": queries.subject_of(one), "may_write": one.may_write(looking()),
        "options": list(queries.options(one)), "expected": list(queries.expectations(one)),
        "form": forms.get("form") or DecisionForm(one=one),
        "review": forms.get("review") or ReviewForm(one=one, auto_id="review_%s"),
        "option": forms.get("option") or OptionForm(auto_id="option_%s"),
        "expect": forms.get("expect") or ExpectForm(auto_id="expect_%s"),
    }  # fmt: skip
    wrong = any(form.is_bound and form.errors for form in forms.values())
    return render(request, "decisions/decision.html", told, status=400 if wrong else 200)
