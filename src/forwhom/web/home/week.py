"""The week of this person: what is due, my inquiries, plans without a signal, what was answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.commitments import queries as commitments
from forwhom.web.decisions import queries as decisions
from forwhom.web.home.there import there
from forwhom.web.inquiry import queries as inquiries
from forwhom.web.progress import queries as progress
from forwhom.web.reflection import queries as reflection
from forwhom.web.ui.phrases_of import language, say

AT_MOST = 3


@dataclass(frozen=True)
class Step:
    """Something of this week: a sentence, where it leads, and what the link says."""

    text: str
    url: str
    does: str


def due(viewer: Viewer) -> list[Step]:
    """What is due from me, most pressing first: promises, second looks, what comes back."""
    parts, found = there(viewer), list[Step]()
    if "owed" in parts:
        found += [Step(e.text, e.url, say("home.answer")) for e in commitments.due_from(viewer)]
    if "review" in parts:
        found += [Step(e.text, e.url, say("home.look")) for e in decisions.due_for_review(viewer)]
    if parts & {"month", "quarter"}:
        found += [Step(e.text, e.url, say("home.read")) for e in reflection.coming_back(viewer)]
    return found[:AT_MOST]


def my_inquiries(viewer: Viewer) -> list[Step]:
    """The inquiries of my teams that go on, each with what its stage asks."""
    if "inquiries" not in there(viewer):
        return []
    found = inquiries.mine().filter(ended_at=None)[:AT_MOST]
    return [
        Step(
            one.question,
            one.address(),
            say("home.stage", asks=inquiries.stage_of(one).asks[language()]),
        )
        for one in found
    ]


def without_signal(viewer: Viewer) -> list[Step]:
    """Plans whose time is over, with no signal."""
    found = progress.without_signal(viewer) if "inquiries" in there(viewer) else []
    return [Step(each.text, each.url, say("home.look")) for each in found[:AT_MOST]]


def answered(viewer: Viewer) -> list[Step]:
    """What others answered, and what was decided, within two weeks."""
    parts, found = there(viewer), list[tuple[str, str]]()
    if "kept" in parts:
        found += [(each.text, each.url) for each in commitments.answered_lately(viewer)]
    if "decided" in parts:
        found += [(each.text, each.url) for each in decisions.decided_lately()]
    return [Step(text, url, say("home.read")) for text, url in found[:AT_MOST]]


def load(viewer: Viewer) -> Step | None:
    """The way to how much each school carries, for those who see several."""
    if len(viewer.places(May.READ_INSIDE)) < 2:
        return None
    return Step(say("load.lead"), reverse("load"), say("load.title"))
