"""How far an inquiry has come: its own counts as control charts, and what was done."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.actions.queries import actions_of, dose_told, series
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.inquiry.queries import inquiry
from forwhom.web.progress import changes, queries
from forwhom.web.progress.forms import FreezeForm
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """Every series, what it says, and beside it what was said and done."""
    return _page(request, inquiry(key))


@door(may=May.TAKE_PART)
@require_POST
def freeze(request: HttpRequest, key: int) -> HttpResponse:
    """Freeze the baseline of a series."""
    one = series(key)
    form = FreezeForm(request.POST)
    if not form.is_valid():
        return _page(request, inquiry(one.inquiry_id), wrong={one.pk: form})
    made = changes.freeze(by=looking(), series=one, until=form.cleaned_data["until"])
    undo = reverse("withdraw_kept", args=[made.thing(), made.pk])
    tell(request, "progress.is_frozen", undo=undo)
    return redirect("inquiry_progress", one.inquiry_id)


def _page(
    request: HttpRequest, one: Inquiry, wrong: dict[int, FreezeForm] | None = None
) -> HttpResponse:
    wrong = wrong or {}
    found, gaps = queries.all_of(one)
    inside = one.place_id in looking().places(May.READ_INSIDE)
    told: dict[str, Any] = {
        "one": one, "is_member": one.has_member(looking()),
        "watched": [
            {"is": each, "form": wrong.get(each.series.pk)
             or FreezeForm(auto_id=f"freeze_{each.series.pk}_%s")}
            for each in found
        ],
        "gaps": gaps,
        "actions": [{"one": each, "dose": dose_told(each)} for each in actions_of(one)],
        "finding": one.finding if inside else "",
    }  # fmt: skip
    return render(request, "progress/progress.html", told, status=400 if wrong else 200)
