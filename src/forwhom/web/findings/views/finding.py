"""The page of a finding: what, for whom, and why; before that, a guess."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.results import Finding
from forwhom.web.accounts.door import door, reading
from forwhom.web.accounts.models import Place
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.findings import changes, guesses, shown
from forwhom.web.findings.beside import voices
from forwhom.web.findings.forms import AssumptionForm, GuessForm
from forwhom.web.findings.lines import line_of, words_of
from forwhom.web.findings.models import Assumption
from forwhom.web.findings.models.asked import FAILED, WAITING
from forwhom.web.findings.sight import Sight, sight
from forwhom.web.findings.teams import team_of

TODAY = "findings_open_at_once"
"""In the session of whoever asked not to be asked for guesses today."""


@door(may=May.READ_INSIDE)
def show(request: HttpRequest, which: str) -> HttpResponse:
    """A finding in scope; before the team has looked, the question without the answer."""
    seen, finding, team = found(request, which)
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    opening = guesses.opening(team, finding, seen.id, viewer)
    if opening is None and not request.session.get(TODAY):
        return before(request, seen, finding, team)
    if opening is None:
        year = finding.school_year
        changes.open_finding(by=viewer, team=team, finding=which, school_year=year)
    return after(request, seen, finding, team, opening=opening)


def found(request: HttpRequest, which: str) -> tuple[Sight, Finding, Place]:
    """What is in sight, the finding, and the team that looks. Http404 out of sight."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    seen = sight(viewer)
    if seen is None:
        raise Http404
    finding = seen.finding(which)
    return seen, finding, team_of(viewer, seen.place_of(finding))


def before(
    request: HttpRequest,
    seen: Sight,
    finding: Finding,
    team: Place,
    form: GuessForm | None = None,
) -> HttpResponse:
    """The question, a place for a guess, and the way on: no number of the audit."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    made = guesses.of_team(team, finding)
    own = guesses.mine(made, viewer)
    words = words_of(seen)
    rest = words.rest(finding.place_id if finding.place_type == "grade_band" else "")
    first = {
        "direction": own.direction, "points": own.points, "sure": own.sure, "because": own.because
    } if own else None  # fmt: skip
    reading(request, place=seen.place_of(finding).code, subject=finding.id)
    told = {
        "line": line_of(finding, seen, words),
        "card": shown.card(seen.measure(finding.measure), words),
        "form": (form or GuessForm(initial=first)).beside(rest[:1].lower() + rest[1:]),
        "own": own,
        "guessed": len(made),
        "team": team,
    }
    return render(request, "findings/before.html", told, status=400 if form else 200)


def after(
    request: HttpRequest,
    seen: Sight,
    finding: Finding,
    team: Place,
    form: AssumptionForm | None = None,
    opening: Any = None,
) -> HttpResponse:
    """All of it. `opening` is the team's, where it was looked up already."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    words, place = words_of(seen), seen.place_of(finding)
    parts = shown.parts(seen, finding, words)
    opening = opening or guesses.opening(team, finding, seen.id, viewer)
    made = guesses.of_team(team, finding) if opening and opening.guessed else []
    reading(request, place=place.code, subject=finding.id, count=finding.children)
    told: dict[str, Any] = {
        **parts,
        "line": line_of(finding, seen, words),
        "finding": finding,
        "show_gaps": request.GET.get("schools") == "gaps",
        "asked_parts": _number(request.GET.get("parts", "")),
        "guesses": guesses.told(made, finding, seen.measure(finding.measure), viewer),
        "place": place,
        "form": form or AssumptionForm(),
        "may_say_why": place.pk in viewer.places(May.SAY_WHY),
        "may_inquire": place.pk in viewer.places(May.INQUIRE),
        "assumed": list(_assumed(finding, place)) if not opening or opening.assumed else [],
        "voices": voices(finding.id),
        "me": viewer.who.person,
        "is_followed": bool(opening and opening.followed),
        "is_asking": bool(opening and opening.asked == WAITING),
        "asking_failed": bool(opening and opening.asked == FAILED),
    }
    return render(request, "findings/finding.html", told, status=400 if form else 200)


def _number(text: str) -> int:
    """A small whole number of an address; 0 for anything else."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 3 else 0


def _assumed(finding: Finding, place: Place) -> Any:
    return Assumption.objects.filter(place=place, finding=finding.id, withdrawn=False)
