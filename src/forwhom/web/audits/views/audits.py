"""The audits, side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door, reading
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.audits import queries, reading_jobs
from forwhom.web.audits.models import Kind


@door(may=May.READ_INSIDE)
def show(request: HttpRequest) -> HttpResponse:
    """When, of which years, by whom; the newest marked."""
    found = queries.listed()
    reading(request, count=len(found))
    runs = looking().may(May.RUN_AUDITS)
    told = {
        "audits": found,
        "runs": runs,
        "jobs": [one for one in reading_jobs.recent(Kind.AUDIT) if one.state != "done"],
        "comparable": len([one for one in found if not one.archived]) > 1,
        "older": found[1].name if len(found) > 1 else "",
    }
    return render(request, "audits/audits.html", told)
