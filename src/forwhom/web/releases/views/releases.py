"""All releases, the newest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.errors import ReleaseError
from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.releases.queries import all_releases


@door(may=May.READ_RELEASES)
def show(request: HttpRequest) -> HttpResponse:
    """For whom each was made, and of which years; before the first, what a release is."""
    try:
        found = all_releases()
    except ReleaseError:
        return render(request, "releases/spoiled.html", status=503)
    rows = [
        {
            "id": release.folder.name,
            "audience": f"releases.for_{release.about['audience']}",
            "years": release.about["school_years"],
            "measures": len(release.about["measures"]),
            "newest": number == 0,
        }
        for number, release in enumerate(found)
    ]
    return render(request, "releases/releases.html", {"releases": rows})
