"""Beginning a line of the decision journal."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.commitments.people import may_promise_at
from forwhom.web.decisions import changes
from forwhom.web.decisions.forms import BeginForm
from forwhom.web.ui.subjects import subject
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest) -> HttpResponse:
    """The form; `?about=inquiry&key=3` says what it is about. 404 where that is out of sight."""
    asked = request.POST if request.method == "POST" else request.GET
    kind, key = asked.get("about", ""), asked.get("key", "")
    found = subject(kind, key) if kind else None
    if kind and found is None:
        raise Http404
    places = may_promise_at(looking())
    if found is not None:
        places = [each for each in places if each.pk == found.place]
    form = BeginForm(request.POST if request.method == "POST" else None, places=places)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        one = changes.begin(
            by=looking(), place=form.places[told["place"]], about=(kind, key),
            question=told["question"], options=[told["first"], told["second"]],
        )  # fmt: skip
        tell(request, "decision.begun")
        return redirect(one.address())
    shown = {"form": form, "subject": found, "about": kind, "key": key}
    return render(request, "decisions/begin.html", shown, status=400 if form.errors else 200)
