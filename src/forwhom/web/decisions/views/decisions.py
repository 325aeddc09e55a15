"""The decision journal: what waits to be looked at again, and all decisions in sight."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.decisions import queries
from forwhom.web.inquiry.queries import inquiry

PER_PAGE = 20


@door(may=May.TAKE_PART)
def show(request: HttpRequest) -> HttpResponse:
    """Due for review first, then all."""
    page = Paginator(queries.decisions(), PER_PAGE).get_page(request.GET.get("page"))
    told = {"due": list(queries.due()[:20]), "page": page, "otherwise": queries.otherwise()}
    return render(request, "decisions/decisions.html", told)


@door(may=May.TAKE_PART)
def of_inquiry(request: HttpRequest, key: int) -> HttpResponse:
    """The decisions of one inquiry."""
    one = inquiry(key)
    page = Paginator(queries.about("inquiry", str(key)), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "decisions/about.html", {"one": one, "page": page})
