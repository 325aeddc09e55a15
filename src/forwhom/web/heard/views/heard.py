"""What was heard about a finding, an inquiry or another subject, or that nobody was asked yet."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from forwhom.web.accounts.door import door
from forwhom.web.accounts.models import Place
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.heard import changes, queries, subjects
from forwhom.web.heard.forms import NoteForm, NotYetForm
from forwhom.web.revisions.editing import saved
from forwhom.web.ui.subjects import Subject, subject
from forwhom.web.ui.told import tell

NOT_YET = "not_yet"


@door(may=May.TAKE_PART)
def show(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Read it; whoever writes about its subject adds a note, or says why not yet."""
    about = subject(kind, str(key))
    if about is None:
        raise Http404
    promised = queries.not_yet(kind, key)
    posted = request.POST if request.method == "POST" else None
    later = posted is not None and NOT_YET in posted
    note = NoteForm(None if later else posted, auto_id="id_note_%s")
    not_yet = NotYetForm(posted if later else None, one=promised)
    if posted is not None and _kept(request, about, (kind, str(key)), note, not_yet):
        return redirect(subjects.address(kind, str(key)))
    return _page(request, about, (kind, str(key)), note, not_yet)


def _kept(
    request: HttpRequest, about: Subject, which: tuple[str, str], note: NoteForm, later: NotYetForm
) -> bool:
    """Keep whichever form was sent. False where it is not right yet."""
    place = Place.objects.get(pk=about.place)
    if later.is_bound and later.one is not None:
        done: Any = saved(later, later.one)
    elif later.is_bound:
        done = later.is_valid() and changes.say_not_yet(
            by=looking(), place=place, about=which, **later.told()
        )
    else:
        done = note.is_valid() and changes.hear(
            by=looking(), place=place, about=which, **note.told()
        )
    if not done:
        return False
    made = getattr(done, "one", done)
    undo = reverse("withdraw_kept", args=[made.thing(), made.pk])
    tell(request, "heard.kept", undo="" if later.one else undo)
    return True


def _page(
    request: HttpRequest, about: Subject, which: tuple[str, str], note: NoteForm, later: NotYetForm
) -> HttpResponse:
    kind, key = which
    notes = queries.told(list(queries.of(kind, key)))
    promised = queries.not_yet(kind, key)
    told = {
        "about": about, "kind": kind, "here": subjects.address(kind, key), "notes": notes,
        "promised": promised, "note": note, "later": later,
        "writes": subjects.may_write(kind, key, about.place, looking()),
    }  # fmt: skip
    wrong = note.errors or later.errors
    return render(request, "heard/heard.html", told, status=400 if wrong else 200)
