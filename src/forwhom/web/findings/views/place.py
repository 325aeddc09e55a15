"""A place: its headline measures, and how its groups fare in them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door, reading
from forwhom.web.accounts.models import Place
from forwhom.web.accounts.roles import May
from forwhom.web.findings.followed import keys
from forwhom.web.findings.lines import line_of, words_of
from forwhom.web.findings.models.follow import SCHOOL
from forwhom.web.findings.numbers import chosen_dimension, chosen_year, headlines
from forwhom.web.findings.sight import sight

FIRST = 5


@door(may=May.READ_INSIDE, place="code")
def show(request: HttpRequest, code: str) -> HttpResponse:
    """A place in scope, in one year, by the groups of one dimension."""
    place: Place = request.place  # type: ignore[attr-defined]
    seen = sight(request.viewer)  # type: ignore[attr-defined]
    if seen is None:
        return render(request, "findings/none.html")
    if seen.named(code).pk != place.pk:
        raise Http404
    words = words_of(seen)
    year = chosen_year(request.GET.get("year", ""), seen)
    dimension = chosen_dimension(request.GET.get("by", ""), seen)
    told = headlines(seen, place, year, dimension, words)
    mine = [one for one in seen.findings if seen.place_of(one).pk == place.pk]
    reading(request, place=place.code, count=sum(len(one.rows) for one in told))
    return render(
        request,
        "findings/place.html",
        {
            "place": place, "year": year, "headlines": told, "dimension": dimension,
            "years": list(reversed(seen.about["school_years"])),
            "dimensions": [(g["dimension"], words.dimension(g["dimension"]))
                           for g in seen.about["groups"] if g["status"] == "ok"],
            "by": words.dimension(dimension),
            "lines": [line_of(one, seen, words) for one in mine[:FIRST]], "all": len(mine),
            "is_followed": (SCHOOL, place.code) in keys(request.viewer),  # type: ignore[attr-defined]
        },
    )  # fmt: skip
