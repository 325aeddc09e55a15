"""The agenda of a meeting: a point is added, worded, moved up, and notes are taken about it."""

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
from forwhom.web.inquiry.meeting_forms import AddItemForm, ItemForm, NotesForm
from forwhom.web.inquiry.models import Meeting
from forwhom.web.inquiry.views.meeting import page
from forwhom.web.revisions.editing import answer_by_itself, saved
from forwhom.web.revisions.forms import KeptForm
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
@require_POST
def add(request: HttpRequest, key: int, meeting: int) -> HttpResponse:
    """A new point, the last."""
    found = reading.meeting(queries.inquiry(key), meeting)
    form = AddItemForm(request.POST, prefix="add")
    if not form.is_valid():
        return page(request, found, {"add": form})
    made = changes.add_item(by=looking(), meeting=found, **form.cleaned_data)
    undo = reverse("withdraw_kept", args=[made.thing(), made.pk])
    tell(request, "meeting.item_added", undo=undo)
    return redirect(f"{found.address()}#agenda")


@door(may=May.TAKE_PART)
@require_POST
def word(request: HttpRequest, key: int, meeting: int, item: int) -> HttpResponse:
    """Change what a point says, and its minutes."""
    return _write(request, reading.meeting(queries.inquiry(key), meeting), item, ItemForm, "item")


@door(may=May.TAKE_PART)
@require_POST
def take_notes(request: HttpRequest, key: int, meeting: int, item: int) -> HttpResponse:
    """Keep the notes about a point."""
    found = reading.meeting(queries.inquiry(key), meeting)
    return _write(request, found, item, NotesForm, "notes")


@door(may=May.TAKE_PART)
@require_POST
def earlier(request: HttpRequest, key: int, meeting: int, item: int) -> HttpResponse:
    """Move a point up by one."""
    found = reading.meeting(queries.inquiry(key), meeting)
    changes.earlier(by=looking(), item=reading.item(found, item))
    return redirect(f"{found.address()}#agenda")


def _write(
    request: HttpRequest, meeting: Meeting, key: int, kind: type[KeptForm], name: str
) -> HttpResponse:
    one = reading.item(meeting, key)
    form = kind(request.POST, one=one, prefix=f"{name}{one.pk}")
    answer = answer_by_itself(request, form, one)
    if answer is not None:
        return answer
    if saved(form, one):
        tell(request, "kept.saved")
        return redirect(f"{meeting.address()}#agenda")
    return page(request, meeting, {f"{name}{one.pk}": form})
