"""One release: a sentence for each measure, and the way to groups and schools."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.release.released import CERTIFICATE, DICTIONARY, HOW, NUMBERS, REPORT
from forwhom.report.released.page import everyone_sentence, front
from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.releases.queries import one, words_of

FILES = (REPORT, NUMBERS, DICTIONARY, CERTIFICATE, HOW)


@door(may=May.READ_RELEASES)
def show(request: HttpRequest, release_id: str) -> HttpResponse:
    """What it tells of everyone, and where its groups and schools are."""
    release = one(release_id)
    words = words_of(release)
    measures = [
        {
            "name": measure["name"],
            "title": words.of_measure(measure, "title"),
            "sentence": everyone_sentence(release, measure, words),
        }
        for measure in release.about["measures"]
    ]
    schools = release.about["schools"] if "school" in release.about["places"] else []
    told = {
        "id": release_id,
        "front": front(release, words),
        "audience": f"releases.for_{release.about['audience']}",
        "measures": measures,
        "schools": sorted(schools, key=lambda school: (school["name"], school["school_id"])),
        "files": [(name, f"releases.file.{name.split('.')[0]}") for name in FILES],
    }
    return render(request, "releases/release.html", told)
