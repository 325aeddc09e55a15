"""All findings in scope, most important first: never a ranking of schools."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.report.found import how_sure
from forwhom.web.accounts.door import door, reading
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.findings import guesses
from forwhom.web.findings.filters import Filters
from forwhom.web.findings.lines import line_of, words_of
from forwhom.web.findings.sight import sight
from forwhom.web.findings.teams import teams

PER_PAGE = 20
GUESS = "guess"


@door(may=May.READ_INSIDE)
def show(request: HttpRequest) -> HttpResponse:
    """The findings that the address's filters keep; 404 for a filter that names what is not in
    sight. With `guess=1` the list shows what was asked, and not what was found.
    """
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    seen = sight(viewer)
    if seen is None:
        return render(request, "findings/none.html", {"may_audit": viewer.may(May.RUN_AUDITS)})
    words = words_of(seen)
    form = Filters(request.GET, seen, words)
    if not form.is_valid():
        raise Http404
    kept = form.chosen(seen.findings, seen, words)
    page = Paginator(kept, PER_PAGE).get_page(request.GET.get("page"))
    opened = guesses.opened(teams(viewer))
    reading(request, count=len(page.object_list))
    return render(
        request,
        "findings/findings.html",
        {
            "form": form, "page": page, "all": len(seen.findings), "kept": len(kept),
            "guess_first": request.GET.get(GUESS) == "1",
            "lines": [line_of(one, seen, words, opened) for one in page.object_list],
            "certainty": how_sure(seen, words) if seen.district else [],
            "year": seen.about["latest_year"],
        },
    )  # fmt: skip
