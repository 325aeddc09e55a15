"""One measure of a release: all groups that were declared, with what is hidden."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.report.released.page import front, measure_part
from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer, looking
from forwhom.web.findings import followed
from forwhom.web.findings.models.follow import MEASURE
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
        **_following(looking(), name),
    }
    return render(request, "releases/measure.html", told)


def _following(viewer: Viewer, name: str) -> dict[str, object]:
    """Whether it can be followed from here: those who see findings follow it there."""
    if viewer.is_inside or name not in followed.released_measures(followed.newest_release()):
        return {}
    mine = (MEASURE, name) in followed.keys(viewer)
    return {"follows": True, "name": name, "is_followed": mine}
