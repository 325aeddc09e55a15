"""A measure: everyone, all groups, the years and the schools."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door, reading
from forwhom.web.accounts.roles import May
from forwhom.web.findings.followed import keys
from forwhom.web.findings.lines import line_of, words_of
from forwhom.web.findings.models.follow import MEASURE
from forwhom.web.findings.numbers import chosen_year, measure_at, places_of
from forwhom.web.findings.shown import card
from forwhom.web.findings.sight import sight

FIRST = 5


@door(may=May.READ_INSIDE)
def show(request: HttpRequest, name: str) -> HttpResponse:
    """One measure at one place in scope, in one year."""
    seen = sight(request.viewer)  # type: ignore[attr-defined]
    if seen is None:
        raise Http404
    measure, words = seen.measure(name), words_of(seen)
    there = places_of(seen)
    if not there:
        raise Http404
    asked = request.GET.get("place", "")
    place = seen.named(asked) if asked else there[0]
    year = chosen_year(request.GET.get("year", ""), seen)
    told = measure_at(seen, measure, place, year, words)
    mine = [f for f in seen.findings if f.measure == name and seen.place_of(f).pk == place.pk]
    reading(request, place=place.code, subject=name, count=told["counted"])
    return render(
        request,
        "findings/measure.html",
        {
            **told, "measure": measure, "card": card(measure, words), "place": place, "year": year,
            "places": there, "years": list(reversed(seen.about["school_years"])),
            "lines": [line_of(one, seen, words) for one in mine[:FIRST]], "all": len(mine),
            "is_followed": (MEASURE, name) in keys(request.viewer),  # type: ignore[attr-defined]
        },
    )  # fmt: skip
