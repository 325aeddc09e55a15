"""The first page: what changed, and what waits for me."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.viewer import Viewer, looking
from forwhom.web.history.changes import note
from forwhom.web.history.models import Act
from forwhom.web.home.queries import changed, first_findings, first_step, waiting
from forwhom.web.home.week import load, week


@door(signed_in=True)
def show(request: HttpRequest) -> HttpResponse:
    """At most three things that changed, for this person's role and places."""
    viewer = looking()
    things = changed(viewer)
    first = [] if things else first_findings(viewer)
    told = {
        "name": str(viewer.person),
        "places": _places(viewer),
        "changed": things,
        "first": first,
        "waiting": waiting(viewer),
        "step": None if first else first_step(viewer),
        **week(viewer),
        "load": load(viewer),
        "inside_here": viewer.is_inside,
    }
    shown = len(things) + len(first) if viewer.is_inside else 0
    if shown:  # the door is everyone's, and only some roles get exact numbers here
        note(by=viewer.who, act=Act.READ, what="home", count=shown)
    return render(request, "home/home.html", told)


def _places(viewer: Viewer) -> list[str]:
    """Each place of a post once. The district's name stands on top of every page already."""
    schools = (place.name for _, place in viewer.posts if place.within_id is not None)
    return list(dict.fromkeys(schools))
