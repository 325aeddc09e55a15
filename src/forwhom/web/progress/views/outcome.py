"""What the district's own records say of the outcome: exact numbers, for those who read them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.results.explanation import TOLD
from forwhom.web.accounts.door import door, reading
from forwhom.web.accounts.roles import May
from forwhom.web.findings import shown
from forwhom.web.findings.lines import line_of, words_of
from forwhom.web.findings.sight import sight
from forwhom.web.inquiry.queries import inquiry

HELPED = "did_it_help"


@door(may=May.READ_INSIDE)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """The years of the finding it began from, and whether what was tried helped.

    404 where the inquiry began from no finding, or that is not in sight.
    """
    one = inquiry(key)
    seen = sight()
    if seen is None or not one.finding:
        raise Http404
    finding = seen.finding(one.finding)
    words = words_of(seen)
    parts = shown.parts(seen, finding, words)
    reading(request, place=one.place.code, subject=one.finding, count=finding.children)
    told = {
        "one": one, "line": line_of(finding, seen, words), "years": parts["years"],
        "sentence": parts.get("sentence"),
        "helped": [
            " ".join(each.sentences.get(words.language, []))
            for each in seen.why(finding)
            if each.cause == HELPED and each.status == TOLD
        ],
    }  # fmt: skip
    return render(request, "progress/outcome.html", told)
