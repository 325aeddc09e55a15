"""One note of what was heard: read, and changed by those who wrote it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.heard import queries
from forwhom.web.heard.forms import NoteForm
from forwhom.web.revisions.editing import answer_by_itself, saved
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """The form for the team; for others, what is cleared."""
    one = queries.note(key)
    form = NoteForm(request.POST if request.method == "POST" else None, one=one)
    if request.method == "POST":
        answer = answer_by_itself(request, form, one)
        if answer is not None:
            return answer
        if saved(form, one):
            tell(request, "kept.saved")
            return redirect(one.address())
    (said,) = queries.told([one])
    told = {"one": one, "said": said, "form": form, "writes": one.may_write(looking())}
    return render(request, "heard/note.html", told, status=400 if form.errors else 200)
