"""Who saw this school's numbers? And whatever else was done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.history.changes import note
from forwhom.web.history.models import Act
from forwhom.web.history.search import newest_hold, page, who_saw
from forwhom.web.privacy.filters import Filters
from forwhom.web.privacy.sentences import sentence

PER_PAGE, MOST, LOOKED_OVER = 50, 100, 500


@door(may=May.READ_HISTORY)
def show(request: HttpRequest) -> HttpResponse:
    """The rows that the address asks for, newest first, and who saw the place that it names."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = Filters(request.GET, viewer)
    asked = form.asked()
    before = request.GET.get("before", "")
    start = int(before) if before.isdecimal() and len(before) < 19 else None
    rows, older = page(asked, before=start, size=PER_PAGE)
    readers = (
        who_saw(asked, asked.place, form.wider, MOST) if _about_school(asked.place, form) else []
    )
    holds = newest_hold(LOOKED_OVER)
    note(by=viewer.who, act=Act.READ, what="history", subject=asked.place, count=len(rows))
    kept = request.GET.copy()
    kept.pop("before", None)
    told = {
        "form": form, "holds": holds, "readers": readers, "older": older, "first": start is None,
        "school": form.names.get(asked.place, "") if _about_school(asked.place, form) else "",
        "lines": [{"at": row.at, "says": sentence(row, form.names)} for row in rows],
        "kept": kept.urlencode(),
    }  # fmt: skip
    return render(request, "privacy/history.html", told)


def _about_school(place: str, form: Filters) -> bool:
    return bool(place) and place not in form.wider
