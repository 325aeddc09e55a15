"""Measures that those follow who read releases only; all others go to what they follow."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.findings import changes, followed
from forwhom.web.ui.told import tell


@door(may=May.FOLLOW)
def show(request: HttpRequest) -> HttpResponse:
    """The measures of the newest release, and which of them are followed."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.is_inside:
        return render(request, "findings/following.html", {"inside": True})
    release = followed.newest_release()
    if request.method == "POST":
        changes.have_looked(by=viewer, seen=release.folder.name if release else "")
        tell(request, "followed.have_looked")
        return redirect("following")
    mine = followed.followed(viewer)
    titles = followed.released_measures(release)
    keys = {one.follow.key for one in mine}
    return render(
        request,
        "findings/following.html",
        {
            "followed": mine, "changed": any(one.changed for one in mine),
            "others": [(name, title) for name, title in titles.items() if name not in keys],
        },
    )  # fmt: skip
