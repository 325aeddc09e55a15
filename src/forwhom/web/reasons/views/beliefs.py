"""The log of assumptions: what we take for granted, and what would change our mind."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.inquiry.queries import inquiry
from forwhom.web.reasons import queries
from forwhom.web.reasons.forms import BeliefForm
from forwhom.web.reasons.models import Belief
from forwhom.web.reasons.pages import added, changing, listing, posted
from forwhom.web.ui.phrases_of import say


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """All of them; the team adds one."""
    one = inquiry(key)
    form = BeliefForm(posted(request), inquiry=one)
    done = added(request, one, Belief, form)
    told = {"found": queries.of(Belief, one)}
    return done or listing(request, one, form, "reasons/beliefs.html", told)


@door(may=May.TAKE_PART)
def change(request: HttpRequest, key: int) -> HttpResponse:
    """One of them, which the team changes."""
    thing = queries.one(Belief, key)
    form = BeliefForm(posted(request), inquiry=thing.inquiry, one=thing)
    return changing(
        request, thing, form, url="belief", title=say("belief.title"), back="inquiry_beliefs"
    )
