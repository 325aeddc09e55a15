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
from forwhom.web.inquiry.models import Inquiry
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


def week(viewer: Viewer) -> dict[str, list[Step]]:
    """The lists of the week: what is `due`, my `inquiries`, `silent` plans, what was `answered`."""
    parts = there(viewer)
    promised = commitments.week_of(viewer) if "promises" in parts else commitments.Week([], [])
    decided = decisions.week_of(viewer) if "decisions" in parts else decisions.Week([], [])
    again = reflection.coming_back(viewer) if "reflections" in parts else []
    due = [Step(each.text, each.url, say("home.answer")) for each in promised.due]
    due += [Step(each.text, each.url, say("home.look")) for each in decided.again]
    due += [Step(e.text, e.url, say("home.read")) for e in again]
    asked = inquiries.mine().filter(ended_at=None)[:AT_MOST]
    mine = list(asked) if "inquiries" in parts else []
    silent = progress.without_signal(mine)
    told = [(each.text, each.url) for each in promised.answered]
    told += [(each.text, each.url) for each in decided.lately]
    return {
        "due": due[:AT_MOST],
        "inquiries": [_next(one) for one in mine],
        "silent": [Step(each.text, each.url, say("home.look")) for each in silent],
        "answered": [Step(text, url, say("home.read")) for text, url in told[:AT_MOST]],
    }


def _next(one: Inquiry) -> Step:
    asks = inquiries.stage_of(one).asks[language()]
    return Step(one.question, one.address(), say("home.stage", asks=asks))


def load(viewer: Viewer) -> Step | None:
    """The way to how much each school carries, for those who see several."""
    if len(viewer.places(May.READ_INSIDE)) < 2:
        return None
    return Step(say("load.lead"), reverse("load"), say("load.title"))
