"""What I follow, for those who see inside numbers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forwhom.web.accounts.door import door, reading
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.findings import changes, followed
from forwhom.web.findings.sight import sight
from forwhom.web.ui.told import tell


@door(may=May.READ_INSIDE)
def show(request: HttpRequest) -> HttpResponse:
    """Each thing followed, and what changed of it. Sent back, all of it counts as seen."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if request.method == "POST":
        seen = sight(viewer)
        changes.have_looked(by=viewer, seen=seen.id if seen else "")
        tell(request, "followed.have_looked")
        return redirect("followed")
    mine = followed.followed(viewer)
    reading(request, count=len(mine))
    told = {"followed": mine, "changed": any(one.changed for one in mine)}
    return render(request, "findings/followed.html", told)
