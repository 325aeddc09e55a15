"""Saving a form about something kept: by its button, or by itself while somebody writes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from forwhom.web.accounts.viewer import looking
from forwhom.web.revisions.changes import Written, write
from forwhom.web.revisions.forms import KeptForm
from forwhom.web.revisions.models import Kept
from forwhom.web.ui.phrases_of import say

BY_ITSELF = "X-Autosave"


def saved(form: KeptForm, one: Kept) -> Written | None:
    """Write what a valid form tells; None where it is not kept: it is wrong, or both wrote."""
    if not form.is_valid():
        return None
    written = write(by=looking(), one=one, base=form.seen, told=form.told())
    if written.clash:
        form.clashed(written)
        return None
    return written


def answer_by_itself(request: HttpRequest, form: KeptForm, one: Kept) -> HttpResponse | None:
    """The answer to a form that saves itself; None where its button was pressed.

    200 with the new version; 409 where somebody else wrote the same; 400 where it is not right yet.
    """
    if BY_ITSELF not in request.headers:
        return None
    if not form.is_valid():
        return JsonResponse({"said": say("kept.not_yet")}, status=400)
    written = write(by=looking(), one=one, base=form.seen, told=form.told())
    if written.clash:
        return JsonResponse({"said": say("kept.both_wrote")}, status=409)
    return JsonResponse({"version": written.one.version, "said": say("kept.by_itself")})
