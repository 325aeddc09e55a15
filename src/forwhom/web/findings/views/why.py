"""Asking the records why a gap is there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.findings import changes, guesses
from forwhom.web.findings.models.asked import WAITING
from forwhom.web.findings.views.finding import found
from forwhom.web.ui.told import tell


@door(may=May.SAY_WHY)
@require_POST
def ask(request: HttpRequest, which: str) -> HttpResponse:
    """Ask in the background; asked twice, it is asked once."""
    seen, finding, _ = found(request, which)
    asked = changes.ask_why(
        by=request.viewer,  # type: ignore[attr-defined]
        place=seen.place_of(finding),
        finding=which,
        audit=seen.id,
    )
    tell(request, "why.is_asked" if asked else "why.being_asked")
    return redirect(reverse("finding", args=[which]) + "#why")


@door(may=May.SAY_WHY)
def answered(request: HttpRequest, which: str) -> HttpResponse:
    """Asked by the finding's page every other second: load me again once there is an answer.

    It holds no number and reads nothing, so the history is not told of each time it is asked.
    """
    seen, finding, team = found(request, which)
    looked = guesses.opening(team, finding, seen.id, looking())
    answer = HttpResponse(status=204)
    if looked is None or looked.asked != WAITING:
        answer["HX-Refresh"] = "true"
    return answer
