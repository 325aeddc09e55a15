"""What comes out of a meeting: who was there, what was decided, who does what by when."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.inquiry import changes, queries
from forwhom.web.inquiry import reading_meetings as reading
from forwhom.web.inquiry.meeting_forms import AgreeForm, PresentForm, PromisedForm
from forwhom.web.inquiry.views.meeting import page
from forwhom.web.revisions.editing import answer_by_itself, saved
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
@require_POST
def agree(request: HttpRequest, key: int, meeting: int) -> HttpResponse:
    """Write down what was decided."""
    found = reading.meeting(queries.inquiry(key), meeting)
    form = AgreeForm(request.POST, prefix="agree")
    if not form.is_valid():
        return page(request, found, {"agree": form})
    made = changes.agree(by=looking(), meeting=found, **form.told())
    undo = reverse("withdraw_kept", args=[made.thing(), made.pk])
    tell(request, "meeting.agreed", undo=undo)
    return redirect(f"{found.address()}#agreed")


@door(may=May.TAKE_PART)
@require_POST
def word(request: HttpRequest, key: int, meeting: int, agreement: int) -> HttpResponse:
    """Change how a decision reads."""
    found = reading.meeting(queries.inquiry(key), meeting)
    one = reading.agreement(found, agreement)
    form = AgreeForm(request.POST, one=one, prefix=f"agreed{one.pk}")
    answer = answer_by_itself(request, form, one)
    if answer is not None:
        return answer
    if saved(form, one):
        tell(request, "kept.saved")
        return redirect(f"{found.address()}#agreed")
    return page(request, found, {f"agreed{one.pk}": form})


@door(may=May.TAKE_PART)
@require_POST
def present(request: HttpRequest, key: int, meeting: int) -> HttpResponse:
    """Tick who was there."""
    found = reading.meeting(queries.inquiry(key), meeting)
    form = PresentForm(request.POST, team=reading.people(found), here=set(), prefix="present")
    if form.is_valid():
        changes.were_there(by=looking(), meeting=found, members=form.keys())
        tell(request, "kept.saved")
    return redirect(f"{found.address()}#present")


@door(may=May.TAKE_PART)
@require_POST
def promise(request: HttpRequest, key: int, meeting: int) -> HttpResponse:
    """Write down who does what by when."""
    one = queries.inquiry(key)
    found = reading.meeting(one, meeting)
    team = [m for m in reading.people(found) if not m.left]
    form = PromisedForm(request.POST, team=team, place=one.place, prefix="promise")
    if not form.is_valid():
        return page(request, found, {"promise": form})
    told = dict(form.cleaned_data)
    del told["place"]
    owed_by = form.people.get(told.pop("owed_by"))
    made = changes.promised(by=looking(), meeting=found, owed_by=owed_by, **told).commitment
    undo = reverse("withdraw_kept", args=[made.thing(), made.pk])
    tell(request, "commitment.promised", undo=undo)
    return redirect(f"{found.address()}#promised")
