"""Saving a form about something kept: by its button, or by itself while somebody writes."""

from __future__ import annotations

from django.forms import Widget
from django.http import HttpRequest, HttpResponse, JsonResponse

from forwhom.web.accounts.viewer import looking
from forwhom.web.revisions.changes import Written, write
from forwhom.web.revisions.forms import KeptForm
from forwhom.web.revisions.models import Kept, plain
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

    200 with the new version, and the words of others in fields that came as they had been; 409
    where somebody else wrote the same; 400 where it is not right yet.
    """
    if BY_ITSELF not in request.headers:
        return None
    if not form.is_valid():
        return JsonResponse({"said": say("kept.not_yet")}, status=400)
    written = write(by=looking(), one=one, base=form.seen, told=form.told())
    if written.clash:
        return JsonResponse({"said": say("kept.both_wrote")}, status=409)
    theirs = _of_others(form, written.one)
    told = {"version": written.one.version, "said": say("kept.by_itself"), "theirs": theirs}
    return JsonResponse(told)


def _of_others(form: KeptForm, one: Kept) -> dict[str, str]:
    """What somebody else wrote meanwhile in the fields of this form, as the form would show it.

    Without it the page would keep the old words, and send them next time as if they were new.
    """
    stored = one.values()
    found = {}
    for name, value in form.told().items():
        if plain(one.read(name, value)) != stored[name]:
            shown = form.fields[name].prepare_value(one.read(name, stored[name]))
            found[form.add_prefix(name)] = _in_field(form.fields[name].widget, shown)
    return found


def _in_field(widget: Widget, value: object) -> str:
    """A value as the browser's field holds it."""
    told = widget.format_value(value)
    told = told[0] if isinstance(told, list) and told else told
    return str(told or "")
