"""The actions of an inquiry with what was said and done, and what the team counts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.actions import changes, queries
from forwhom.web.actions.forms import ActionForm, SeriesForm
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.inquiry.queries import inquiry
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """Every action, its dose in words, and every series."""
    return _page(request, inquiry(key))


@door(may=May.TAKE_PART)
@require_POST
def plan(request: HttpRequest, key: int) -> HttpResponse:
    """Plan an action."""
    one = inquiry(key)
    form = ActionForm(request.POST)
    if not form.is_valid():
        return _page(request, one, action=form)
    made = changes.plan(by=looking(), inquiry=one, **form.told())
    tell(request, "action.planned", undo=reverse("withdraw_kept", args=[made.thing(), made.pk]))
    return redirect(made.address())


@door(may=May.TAKE_PART)
@require_POST
def count(request: HttpRequest, key: int) -> HttpResponse:
    """Begin to count something."""
    one = inquiry(key)
    form = SeriesForm(request.POST, auto_id="series_%s", others=list(queries.series_of(one)))
    if not form.is_valid():
        return _page(request, one, series=form)
    made = changes.count_in(by=looking(), inquiry=one, **form.told())
    tell(request, "series.begun", undo=reverse("withdraw_kept", args=[made.thing(), made.pk]))
    return redirect(made.address())


def _page(
    request: HttpRequest,
    one: Inquiry,
    action: ActionForm | None = None,
    series: SeriesForm | None = None,
) -> HttpResponse:
    found, counted = list(queries.actions_of(one)), list(queries.series_of(one))
    told: dict[str, Any] = {
        "one": one, "is_member": one.has_member(looking()),
        "actions": [{"one": each, "dose": queries.dose_told(each)} for each in found],
        "series": counted, "form": action or ActionForm(),
        "counting": series or SeriesForm(auto_id="series_%s", others=counted),
    }  # fmt: skip
    wrong = any(form and form.errors for form in (action, series))
    return render(request, "actions/actions.html", told, status=400 if wrong else 200)
