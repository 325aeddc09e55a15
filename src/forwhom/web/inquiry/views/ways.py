"""Ways of working: their stages and what each asks, and what is wrong in the district's files."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.inquiry import cycles, protocols
from forwhom.web.inquiry.conditions import known
from forwhom.web.ui.phrases_of import language, say


@door(may=May.TAKE_PART)
def show(request: HttpRequest) -> HttpResponse:
    """Every way of working, every protocol, and how to write one's own."""
    told = {
        "ways": [_way(each) for each in cycles.cycles().values()],
        "protocols": [_protocol(each) for each in protocols.protocols().values()],
        "mistakes": [each.said() for each in (*cycles.mistakes(), *protocols.mistakes())],
        "conditions": sorted((name, say(each.phrase)) for name, each in known().items()),
    }
    return render(request, "inquiry/ways.html", told)


def _way(one: cycles.Cycle) -> dict[str, Any]:
    spoken, conditions = language(), known()
    stages = [
        {"title": stage.title[spoken], "asks": stage.asks[spoken],
         "needs": [say(conditions[name].phrase) for name in stage.leave_when]}
        for stage in one.stages
    ]  # fmt: skip
    ours = one.name in cycles.of_district()
    return {"title": one.title[spoken], "about": one.about[spoken], "source": one.source,
            "stages": stages, "ours": ours}  # fmt: skip


def _protocol(one: protocols.Protocol) -> dict[str, Any]:
    spoken = language()
    steps = [
        {"title": turn.title[spoken], "asks": turn.asks[spoken], "minutes": turn.minutes}
        for turn in one.turns
    ]
    ours = one.name in protocols.of_district()
    return {"title": one.title[spoken], "about": one.about[spoken], "source": one.source,
            "steps": steps, "minutes": one.minutes, "ours": ours}  # fmt: skip
