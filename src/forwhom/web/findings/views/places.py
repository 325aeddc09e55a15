"""The places in scope, by name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door, reading
from forwhom.web.accounts.roles import May
from forwhom.web.findings.sight import sight


@door(may=May.READ_INSIDE)
def show(request: HttpRequest) -> HttpResponse:
    """The district, for those who see it, and the schools in the order of the alphabet."""
    seen = sight(request.viewer)  # type: ignore[attr-defined]
    if seen is None:
        return render(request, "findings/none.html")
    reading(request, count=0)
    told = {"district": seen.district, "schools": list(seen.schools.values())}
    return render(request, "findings/places.html", told)
