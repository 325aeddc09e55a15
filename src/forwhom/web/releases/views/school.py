"""One school in a release: the same rows and columns whoever goes there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.report.released.page import front
from forwhom.report.released.schools import school_rows
from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.releases.queries import one, school_of, words_of


@door(may=May.READ_RELEASES)
def show(request: HttpRequest, release_id: str, code: str) -> HttpResponse:
    """Each measure for each group of this school, as far as it may be told."""
    release = one(release_id)
    school, words = school_of(release, code), words_of(release)
    told = {
        "id": release_id,
        "front": front(release, words),
        "school": school,
        "headings": [words.of_measure(m, "title") for m in release.about["measures"]],
        "rows": school_rows(release, code, words),
        "audience": f"releases.for_{release.about['audience']}",
    }
    return render(request, "releases/school.html", told)
