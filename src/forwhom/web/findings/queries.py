"""Reading findings, and what is kept about them: only what lies in scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Value
from django.urls import reverse

from forwhom.results import Finding
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer, looking
from forwhom.web.findings import guesses
from forwhom.web.findings.followed import Followed, followed
from forwhom.web.findings.lines import Line, line_of, words_of
from forwhom.web.findings.models import Assumption, Guess
from forwhom.web.findings.models.assumption import UNTESTED
from forwhom.web.findings.sight import Sight, sight
from forwhom.web.findings.teams import teams
from forwhom.web.ui.phrases_of import say
from forwhom.web.ui.subjects import Subject

AT_MOST = 3


@dataclass(frozen=True)
class Waiting:
    """Something that waits for somebody: what, in a sentence without a number, and where."""

    text: str
    url: str


class Made(NamedTuple):
    """A guess or an assumption that waits: of which finding, and whose."""

    kind: str
    pk: int
    finding: str
    person: int


def visible() -> list[Finding]:
    """The newest audit's findings about places in scope, most important first."""
    seen = sight()
    return [] if seen is None else seen.findings


def line(which: str) -> Line:
    """One finding in a few lines, as lists tell it. Http404 where it is not in scope."""
    from django.http import Http404

    seen = sight()
    if seen is None:
        raise Http404
    return line_of(seen.finding(which), seen, words_of(seen))


def known(which: str) -> Subject | None:
    """A finding as others speak of it, without a number; None out of sight."""
    if not looking().is_inside:
        return None
    seen = sight()
    found = next((f for f in seen.findings if f.id == which), None) if seen else None
    if seen is None or found is None:
        return None
    heading = line_of(found, seen, words_of(seen)).heading
    return Subject(heading, reverse("finding", args=[which]), seen.place_of(found).pk)


def changed_for(viewer: Viewer) -> list[Followed]:
    """At most three things somebody follows that changed since they last looked."""
    return [one for one in followed(viewer) if one.changed][:AT_MOST]


def waiting_for(viewer: Viewer) -> list[Waiting]:
    """Guesses the team waits for, then one's own assumptions that nobody has tested."""
    seen = sight() if viewer.may(May.READ_INSIDE) else None
    if seen is None or viewer.person is None:
        return []
    made, mine = _of_guesses_and_assumptions(viewer)
    return [*_guesses(viewer, seen, made), *_untested(seen, mine)][:AT_MOST]


def _of_guesses_and_assumptions(viewer: Viewer) -> tuple[list[Made], list[Made]]:
    """Whose guesses wait about which finding, and one's own untested assumptions: one question."""
    made = Guess.objects.filter(place__in=teams(viewer)).annotate(kind=Value("guess"))
    mine = Assumption.objects.filter(person=viewer.person, state=UNTESTED, withdrawn=False)
    columns = ("kind", "pk", "finding", "person_id")
    both = made.values_list(*columns).union(
        mine.order_by().annotate(kind=Value("mine")).values_list(*columns), all=True
    )
    found = sorted(Made(*row) for row in both)
    return [one for one in found if one.kind == "guess"], [o for o in found if o.kind == "mine"]


def _guesses(viewer: Viewer, seen: Sight, made: list[Made]) -> list[Waiting]:
    if not made:
        return []
    mine = {one.finding for one in made if one.person == viewer.who.person}
    done = guesses.opened(teams(viewer)) | mine
    asked = dict.fromkeys(one.finding for one in made if one.finding not in done)
    return _about(seen, asked, "findings.waits.guess", "")


def _untested(seen: Sight, mine: list[Made]) -> list[Waiting]:
    asked = dict.fromkeys(one.finding for one in mine)
    return _about(seen, asked, "findings.waits.test", "#assumed")


def _about(seen: Sight, asked: Iterable[str], phrase: str, at: str) -> list[Waiting]:
    """A sentence for each of these findings that is in sight."""
    known = {finding.id: finding for finding in seen.findings}
    words = words_of(seen)
    return [
        Waiting(
            say(phrase, about=line_of(known[which], seen, words).heading),
            reverse("finding", args=[which]) + at,
        )
        for which in asked
        if which in known
    ]
