"""What a team expected beside what was found: kindly, and without names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from django.db.models import Exists, Subquery

from forwhom.charts.numbers import MINUS
from forwhom.results import Finding
from forwhom.web.accounts.models import Place
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.findings.models import Asked, Assumption, Follow, Guess, Opened
from forwhom.web.findings.models.follow import FINDING
from forwhom.web.ui.phrases_of import language, say
from forwhom.words.sizes import size_in_words

ENOUGH = 3
"""Guesses below which their spread would tell who wrote what."""


def opening(team: Place, finding: Finding, audit: str, viewer: Viewer) -> Any:
    """That the team looked at a finding of this year; None where it has not.

    In the same question: `asked` is where asking why stands, `followed` whether somebody follows
    it, `guessed` whether anybody guessed, `assumed` whether somebody in sight wrote a reason.
    """
    about = _about(team, finding)
    asked = Asked.objects.filter(audit=audit, finding=finding.id).values("state")[:1]
    mine = Follow.objects.filter(person=viewer.person, kind=FINDING, key=finding.id)
    told = {
        "asked": Subquery(asked),
        "followed": Exists(mine),
        "guessed": Exists(Guess.objects.filter(**about)),
        "assumed": Exists(Assumption.objects.filter(finding=finding.id, withdrawn=False)),
    }
    return Opened.objects.filter(**about).annotate(**told).first()


def _about(team: Place, finding: Finding) -> dict[str, Any]:
    return {"place": team, "finding": finding.id, "school_year": finding.school_year}


def opened(team: Sequence[Place]) -> set[str]:
    """The findings that somebody's teams have looked at, in any year."""
    found = Opened.objects.filter(place__in=team).values_list("finding", flat=True)
    return set(found)


def of_team(team: Place, finding: Finding) -> list[Guess]:
    """All guesses of a team about a finding of this year."""
    return list(Guess.objects.filter(**_about(team, finding)).order_by("pk"))


def mine(guesses: Sequence[Guess], viewer: Viewer) -> Guess | None:
    """One's own among them."""
    me = viewer.person.pk if viewer.person else None
    return next((guess for guess in guesses if guess.person_id == me), None)


def told(
    guesses: Sequence[Guess], finding: Finding, measure: Mapping[str, Any], viewer: Viewer
) -> list[str]:
    """How far one's own guess lay, and the team's where enough have guessed."""
    own = mine(guesses, viewer)
    said = []
    if own is not None:
        told_own = say(
            "guess.own", expected=size(own.expected, measure), found=_found(finding, measure)
        )
        said += [told_own, _apart(own.expected, finding, measure)]
    if len(guesses) >= ENOUGH:
        expected = sorted(guess.expected for guess in guesses)
        middle = median(expected)
        said.append(
            say(
                "guess.team", n=len(guesses), middle=size(middle, measure),
                low=size(expected[0], measure), high=size(expected[-1], measure),
            )
        )  # fmt: skip
        said.append(say("guess.team_apart") + " " + _apart(middle, finding, measure))
    elif guesses and own is None:
        said.append(say("guess.too_few_told"))
    return said


def size(points: float, measure: Mapping[str, Any]) -> str:
    """A guess in words with its sign: "+5 points"."""
    scale = 100 if measure["kind"] == "share" else 1
    if not points:
        return say("guess.none")
    sign = MINUS if points < 0 else "+"
    return sign + size_in_words(abs(points) / scale, measure, language())


def _found(finding: Finding, measure: Mapping[str, Any]) -> str:
    scale = 100 if measure["kind"] == "share" else 1
    there = size(finding.difference * scale, measure)
    if finding.difference_low is None or finding.difference_high is None:
        return there
    low, high = (size(end * scale, measure) for end in limits(finding))
    return say("guess.found", found=there, low=low, high=high)


def limits(finding: Finding) -> tuple[float, float]:
    """Where the difference plausibly lies."""
    low, high = finding.difference_low, finding.difference_high
    if low is None or high is None:
        return finding.difference, finding.difference
    return low, high


def _apart(expected: float, finding: Finding, measure: Mapping[str, Any]) -> str:
    scale = 100 if measure["kind"] == "share" else 1
    low, high = limits(finding)
    if low <= expected / scale <= high:
        return say("guess.within")
    apart = abs(expected / scale - finding.difference)
    if expected * finding.difference < 0:
        return say("guess.other_way", apart=size_in_words(apart, measure, language()))
    return say("guess.apart", apart=size_in_words(apart, measure, language()))
