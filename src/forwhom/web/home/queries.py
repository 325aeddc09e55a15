"""What the first page says: at most three things that changed, and what waits for this person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.urls import reverse

from forwhom.web.accounts.queries import open_invitations
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.audits import queries as audits
from forwhom.web.audits import reading_jobs
from forwhom.web.audits.models import Job, Kind, State
from forwhom.web.findings import queries as findings
from forwhom.web.history.models import Act, Entry
from forwhom.web.home.there import there
from forwhom.web.releases import queries as releases
from forwhom.web.ui.phrases_of import language, say

AT_MOST, JOBS = 3, 20
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Thing:
    """One thing: a sentence, and where it leads. `does` says what the link does."""

    text: str
    url: str
    does: str


def changed(viewer: Viewer) -> list[Thing]:
    """At most three things that changed since this person last looked."""
    return list(islice(_changed(viewer), AT_MOST))


def first_findings(viewer: Viewer) -> list[Thing]:
    """For who follows nothing yet: the findings that deserve attention first."""
    if not viewer.is_inside:
        return []
    spanish = language() == "es"
    return [
        Thing(
            found.sentence_es if spanish else found.sentence_en,
            reverse("finding", args=[found.id]),
            say("home.see"),
        )
        for found in findings.visible()[:AT_MOST]
    ]


def waiting(viewer: Viewer) -> list[Thing]:
    """What waits for this person, most pressing first."""
    return list(islice(_waiting(viewer), AT_MOST))


def first_step(viewer: Viewer) -> Thing | None:
    """The one thing to do where nothing is there yet; None where there is an audit."""
    if audits.folders():
        return None
    if viewer.may(May.BRING_RECORDS):
        return Thing(say("home.begin.records"), reverse("records"), say("home.begin.do"))
    return Thing(say("home.begin.wait"), reverse("manual"), say("home.begin.read"))


def _changed(viewer: Viewer) -> Iterator[Thing]:
    for one in findings.changed_for(viewer):
        yield Thing(f"{one.title}. {one.told}", one.url, say("home.see"))
    if viewer.may(May.RUN_AUDITS):
        known = (job for job in _jobs(viewer) if job.kind in {Kind.AUDIT, Kind.IMPORT})
        for job in islice(known, 1):
            if job.state == State.DONE:
                yield Thing(say(f"home.done.{job.kind}"), _job(job.pk), say("home.see"))
    if viewer.may(May.READ_HISTORY) and (denied := _denied()):
        url = f"{reverse('history')}?act=denied"
        yield Thing(say("home.denied", n=denied), url, say("home.look"))
    newest = releases.newest()
    if newest is not None and not viewer.is_inside:
        told = say(
            "home.release",
            audience=say(f"releases.for_{newest.about['audience']}").lower(),
            year=newest.about["school_years"][-1],
        )
        yield Thing(told, reverse("release", args=[newest.folder.name]), say("home.read"))


def _waiting(viewer: Viewer) -> Iterator[Thing]:
    if viewer.may(May.RUN_AUDITS):
        for job in _jobs(viewer)[:AT_MOST]:
            if job.state not in {State.DONE, State.STOPPED}:
                yield Thing(say(f"home.job.{job.state}"), _job(job.pk), say("home.look"))
    if viewer.may(May.MANAGE_PEOPLE) and (many := open_invitations().count()):
        yield Thing(say("home.invitations", n=many), reverse("people"), say("home.look"))
    for one in findings.waiting_for(viewer) if there(viewer) & {"guesses", "assumed"} else []:
        yield Thing(one.text, one.url, say("home.answer"))


def _jobs(viewer: Viewer) -> list[Job]:
    """The newest jobs of every kind, without their steps."""
    return viewer.once("jobs", lambda: reading_jobs.recent(*Kind, most=JOBS, steps=False))


def _denied() -> int:
    since = (datetime.now(UTC) - WEEK).strftime("%Y-%m-%dT%H:%M:%S")
    return Entry.objects.filter(act=Act.DENIED, at__gte=since).count()


def _job(number: int) -> str:
    return reverse("job", args=[number])
