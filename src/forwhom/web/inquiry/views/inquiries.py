"""All inquiries in sight: mine first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.inquiry import queries
from forwhom.web.ui.phrases_of import language

PER_PAGE = 20


@door(may=May.TAKE_PART)
def show(request: HttpRequest) -> HttpResponse:
    """Mine, then all others in sight."""
    mine = list(queries.mine())
    others = queries.inquiries().exclude(pk__in=[one.pk for one in mine])
    page = Paginator(others, PER_PAGE).get_page(request.GET.get("page"))
    told = {
        "mine": [_line(one) for one in mine],
        "others": [_line(one) for one in page.object_list],
        "page": page,
        "may_start": looking().may(May.INQUIRE),
    }
    return render(request, "inquiry/inquiries.html", told)


def _line(one: queries.Inquiry) -> dict[str, object]:
    stage = queries.stage_of(one).title[language()]
    return {"one": one, "place": one.place.name, "stage": stage, "ended": one.ended_at}
