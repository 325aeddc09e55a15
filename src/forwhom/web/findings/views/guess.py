"""Guess, then reveal: keeping a guess, taking it back, and looking."""

from __future__ import annotations

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.findings import changes
from forwhom.web.findings.forms import GuessForm
from forwhom.web.findings.models.guess import SURE
from forwhom.web.findings.views.finding import TODAY, before, found
from forwhom.web.ui.told import tell


@door(may=May.GUESS)
@require_POST
def write(request: HttpRequest, which: str) -> HttpResponse:
    """Keep what somebody expects; pressing twice keeps it once."""
    seen, finding, team = found(request, which)
    form = GuessForm(request.POST)
    if not form.is_valid():
        return before(request, seen, finding, team, form)
    told = form.cleaned_data
    kept = changes.guess(
        by=_viewer(request),
        team=team,
        finding=which,
        school_year=finding.school_year,
        direction=told["direction"],
        points=Decimal(told["points"] or 0),
        sure=told["sure"] or SURE[0],
        because=told["because"],
    )
    if kept is None:
        tell(request, "guess.closed")
    else:
        tell(request, "guess.kept", undo=reverse("take_back_guess", args=[which]))
    return redirect("finding", which)


@door(may=May.GUESS)
@require_POST
def take_back(request: HttpRequest, which: str) -> HttpResponse:
    """Undo one's guess, until the team has looked."""
    _, finding, team = found(request, which)
    gone = changes.take_back_guess(
        by=_viewer(request), team=team, finding=which, school_year=finding.school_year
    )
    tell(request, "guess.taken_back" if gone else "guess.stays")
    return redirect("finding", which)


@door(may=May.READ_INSIDE)
@require_POST
def reveal(request: HttpRequest, which: str) -> HttpResponse:
    """The team looks. `for=today` opens all others at once until this session ends."""
    _, finding, team = found(request, which)
    if request.POST.get("for") == "today":
        request.session[TODAY] = True
    changes.open_finding(
        by=_viewer(request), team=team, finding=which, school_year=finding.school_year
    )
    return redirect("finding", which)


def _viewer(request: HttpRequest) -> Viewer:
    found: Viewer = request.viewer  # type: ignore[attr-defined]
    return found
