"""One cause: its words, what it is the why of, what speaks for it, and whether we act there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.reasons import queries
from forwhom.web.reasons.cause_forms import CauseForm
from forwhom.web.reasons.chains import above
from forwhom.web.reasons.models import Cause
from forwhom.web.reasons.pages import changing, posted
from forwhom.web.reasons.sources import sources
from forwhom.web.ui.phrases_of import say


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """Read it with its chain; the team changes it."""
    one = queries.one(Cause, key)
    form = CauseForm(posted(request), inquiry=one.inquiry, one=one)
    near = next((each for each in sources(one.inquiry) if each.kept == one.source), None)
    told = {
        "above": above(one, form.causes), "source": near,
        "deeper": [each for each in form.causes if each.parent_id == one.pk],
    }  # fmt: skip
    return changing(
        request, one, form, url="cause", title=say("reason.title"), back="inquiry_causes",
        template="reasons/cause.html", told=told,
    )  # fmt: skip
