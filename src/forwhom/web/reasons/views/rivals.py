"""Rival explanations: two of them side by side, and what would tell them apart."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.inquiry.queries import inquiry
from forwhom.web.reasons import queries
from forwhom.web.reasons.forms import RivalForm
from forwhom.web.reasons.models import Rival
from forwhom.web.reasons.pages import added, changing, listing, posted
from forwhom.web.ui.phrases_of import say


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """All of them; the team adds one."""
    one = inquiry(key)
    form = RivalForm(posted(request), inquiry=one)
    done = added(request, one, Rival, form)
    told = {"found": queries.of(Rival, one)}
    return done or listing(request, one, form, "reasons/rivals.html", told)


@door(may=May.TAKE_PART)
def change(request: HttpRequest, key: int) -> HttpResponse:
    """One of them, which the team changes."""
    thing = queries.one(Rival, key)
    form = RivalForm(posted(request), inquiry=thing.inquiry, one=thing)
    return changing(
        request, thing, form, url="rival", title=say("rival.title"), back="inquiry_rivals"
    )
