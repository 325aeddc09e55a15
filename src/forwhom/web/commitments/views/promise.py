"""Writing a promise down."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from forwhom.web.accounts.door import door
from forwhom.web.accounts.models import Place
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.commitments.changes import promise
from forwhom.web.commitments.forms import PromiseForm
from forwhom.web.commitments.people import could_owe, may_promise_at
from forwhom.web.ui.subjects import Subject, subject
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest) -> HttpResponse:
    """The form; `?about=inquiry&key=3` says what it is about. 404 where that is out of sight."""
    asked = request.POST if request.method == "POST" else request.GET
    kind, key = asked.get("about", ""), asked.get("key", "")
    found = subject(kind, key) if kind else None
    if kind and found is None:
        raise Http404
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        place = form.places[told.pop("place")]
        owed_by = form.people.get(told.pop("owed_by"))
        one = promise(by=looking(), place=place, about=(kind, key), owed_by=owed_by, **told)
        tell(request, "commitment.promised",
             undo=reverse("withdraw_kept", args=[one.thing(), one.pk]))  # fmt: skip
        return redirect("commitments")
    shown = {"form": form, "subject": found, "about": kind, "key": key}
    return render(request, "commitments/promise.html", shown, status=400 if form.errors else 200)


def _form(request: HttpRequest, found: Subject | None) -> PromiseForm:
    me = looking()
    places = may_promise_at(me)
    if found is not None:
        places = [each for each in places if each.pk == found.place]
    here: Place | None = places[0] if places else None
    people = could_owe(me, here) if here else []
    given = request.POST if request.method == "POST" else None
    return PromiseForm(given, people=people, places=places, me=me.person)
