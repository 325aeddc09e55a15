"""One measure of a release: all groups that were declared, with what is hidden."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.report.released.page import front, measure_part
from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.releases.queries import measure_of, one, words_of


@door(may=May.READ_RELEASES)
def show(request: HttpRequest, release_id: str, name: str) -> HttpResponse:
    """Its sentence, its chart of groups, what surely differs, and the crossed tables."""
    release = one(release_id)
    words = words_of(release)
    part = measure_part(release, measure_of(release, name), words)
    told = {
        "id": release_id,
        "front": front(release, words),
        "part": part,
        "how": words.say("released.sure.how"),
        "none": words.say("released.sure.none"),
        "audience": f"releases.for_{release.about['audience']}",
    }
    return render(request, "releases/measure.html", told)
