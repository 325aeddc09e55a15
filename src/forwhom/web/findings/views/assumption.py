"""What people assume of why: writing it down, testing it, taking it back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.findings import changes
from forwhom.web.findings.forms import AssumptionForm, TestForm
from forwhom.web.findings.models import Assumption
from forwhom.web.findings.models.assumption import HELD
from forwhom.web.findings.views.finding import after, found
from forwhom.web.ui.told import tell


@door(may=May.SAY_WHY)
@require_POST
def write(request: HttpRequest, which: str) -> HttpResponse:
    """Keep an assumption about how the system works; one about children is sent back, kindly."""
    seen, finding, team = found(request, which)
    form = AssumptionForm(request.POST)
    if not form.is_valid():
        return after(request, seen, finding, team, form)
    made = changes.assume(
        by=request.viewer,  # type: ignore[attr-defined]
        place=seen.place_of(finding),
        finding=which,
        **{name: form.cleaned_data[name] for name in ("about", "text", "would_show")},
    )
    tell(request, "assume.kept", undo=reverse("take_back_assumption", args=[made.pk]))
    return _back(which)


@door(may=May.SAY_WHY)
@require_POST
def test(request: HttpRequest, key: int) -> HttpResponse:
    """Say how its test came out."""
    one = _of(key)
    found(request, one.finding)
    form = TestForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        changes.tell_test(
            by=request.viewer,  # type: ignore[attr-defined]
            assumption=one,
            held=told["outcome"] == HELD,
            learned=told["learned"],
        )
        tell(request, "assume.tested")
    return _back(one.finding)


@door(may=May.SAY_WHY)
@require_POST
def take_back(request: HttpRequest, key: int) -> HttpResponse:
    """Undo one's own."""
    one = _of(key)
    changes.take_back_assumption(
        by=request.viewer,  # type: ignore[attr-defined]
        assumption=one,
    )
    tell(request, "assume.taken_back")
    return _back(one.finding)


def _of(key: int) -> Assumption:
    """One in scope. Http404 for any other."""
    one: Assumption | None = Assumption.objects.filter(pk=key, withdrawn=False).first()
    if one is None:
        raise Http404
    return one


def _back(which: str) -> HttpResponse:
    return redirect(reverse("finding", args=[which]) + "#assumed")
