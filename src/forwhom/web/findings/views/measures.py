"""All measures, by the question that they answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.report.sections import DOMAINS
from forwhom.web.accounts.door import door, reading
from forwhom.web.accounts.roles import May
from forwhom.web.findings.lines import words_of
from forwhom.web.findings.sight import sight


@door(may=May.READ_INSIDE)
def show(request: HttpRequest) -> HttpResponse:
    """Titles and questions of all measures with data; no number."""
    seen = sight(request.viewer)  # type: ignore[attr-defined]
    if seen is None:
        return render(request, "findings/none.html")
    words = words_of(seen)
    cards = [m for m in seen.about["measures"] if m["status"] == "ok" and not m.get("family")]
    told = [
        (words.say(f"domain.{domain}"),
         [(m["name"], words.of_measure(m, "title"), words.of_measure(m, "asks"))
          for m in cards if m["domain"] == domain])
        for domain in DOMAINS
    ]  # fmt: skip
    reading(request, count=0)
    return render(request, "findings/measures.html", {"domains": [d for d in told if d[1]]})
