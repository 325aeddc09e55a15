"""Beginning an inquiry: a question, a way of working, and who I am in it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.findings.queries import line
from forwhom.web.inquiry import changes, queries
from forwhom.web.inquiry.forms import StartForm
from forwhom.web.ui.phrases_of import say
from forwhom.web.ui.told import tell


@door(may=May.INQUIRE)
def show(request: HttpRequest) -> HttpResponse:
    """The form; `?finding=` begins from a finding, whose question it suggests."""
    viewer = looking()
    places = queries.may_start_at(viewer)
    if not places:
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    which = asked.get("finding", "")
    about = line(which) if which else None
    first = {"question": say("inquiry.first_question", about=about.heading)} if about else {}
    form = StartForm(
        request.POST if request.method == "POST" else None, places=places, initial=first
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        one = changes.start(
            by=viewer, place=form.places[told["place"]], question=told["question"],
            way=told["way"], department=told["department"], part=told["part"], finding=which,
        )  # fmt: skip
        tell(request, "inquiry.started")
        return redirect(one.address())
    shown = {"form": form, "finding": which, "about": about}
    return render(request, "inquiry/start.html", shown, status=400 if form.errors else 200)
