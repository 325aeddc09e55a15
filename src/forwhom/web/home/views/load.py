"""How much each school carries: for the cabinet, and for each principal of more than one school."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door, reading
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.home.carried import carried


@door(may=May.READ_INSIDE)
def show(request: HttpRequest) -> HttpResponse:
    """Every school in scope, by its name."""
    found = carried(looking())
    reading(request, count=len(found))
    return render(request, "home/load.html", {"schools": found})
