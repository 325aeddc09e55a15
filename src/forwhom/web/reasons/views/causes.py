"""The causes of an inquiry: a fishbone to spread them, chains of whys to deepen them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.inquiry.queries import inquiry
from forwhom.web.reasons.cause_forms import AddForm
from forwhom.web.reasons.chains import fishbone
from forwhom.web.reasons.models import Cause
from forwhom.web.reasons.models.cause import STATUSES
from forwhom.web.reasons.pages import added, listing, posted
from forwhom.web.reasons.queries import of
from forwhom.web.reasons.sources import sources
from forwhom.web.ui.phrases_of import say


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """`?status=` narrows it; `?why=` asks why of one of them."""
    one = inquiry(key)
    causes = of(Cause, one)
    asked = request.GET.get("why", "") or request.POST.get("parent", "")
    why_of = next((each for each in causes if str(each.pk) == asked), None)
    first = {"parent": why_of.pk, "branch": why_of.branch} if why_of else {}
    form = AddForm(posted(request), inquiry=one, causes=causes, initial=first)
    done = added(request, one, Cause, form)
    if done is not None:
        return done
    status = request.GET.get("status", "")
    status = status if status in STATUSES else ""
    told = {
        "branches": fishbone(causes, status), "count": len(causes), "why_of": why_of,
        "statuses": _statuses(causes, status), "status": status,
        "sources": {each.kept: each for each in sources(one)},
    }  # fmt: skip
    return listing(request, one, form, "reasons/causes.html", told)


def _statuses(causes: list[Cause], now: str) -> list[dict[str, Any]]:
    """How many there are of each, and whether it is the one that is shown."""
    counts = Counter(each.status for each in causes)
    shown = [("", say("reason.all"), len(causes))]
    shown += [(name, say(f"reason.is.{name}"), counts[name]) for name in STATUSES]
    return [
        {"name": name, "title": title, "count": count, "now": name == now}
        for name, title, count in shown
    ]
