"""Reading findings, and what is kept about them: only what lies in scope."""

from __future__ import annotations

from dataclasses import dataclass

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
    return [*_guesses(viewer, seen), *_untested(viewer, seen)][:AT_MOST]


def _guesses(viewer: Viewer, seen: Sight) -> list[Waiting]:
    held = teams(viewer)
    made = list(Guess.objects.filter(place__in=held).order_by("pk"))
    if not made:
        return []
    done = guesses.opened(held) | {g.finding for g in made if g.person_id == viewer.who.person}
    known = {finding.id: finding for finding in seen.findings}
    asked = dict.fromkeys(g.finding for g in made if g.finding not in done)
    words = words_of(seen)
    return [
        Waiting(
            say("findings.waits.guess", about=line_of(known[which], seen, words).heading),
            reverse("finding", args=[which]),
        )
        for which in asked
        if which in known
    ]


def _untested(viewer: Viewer, seen: Sight) -> list[Waiting]:
    mine = Assumption.objects.filter(person=viewer.person, state=UNTESTED, withdrawn=False)
    known = {finding.id: finding for finding in seen.findings}
    words = words_of(seen)
    return [
        Waiting(
            say("findings.waits.test", about=line_of(known[which], seen, words).heading),
            reverse("finding", args=[which]) + "#assumed",
        )
        for which in dict.fromkeys(mine.values_list("finding", flat=True))
        if which in known
    ]
