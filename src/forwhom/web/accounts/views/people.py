"""All people of the places one looks after, found by name, place and role."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.forms import FindForm
from forwhom.web.accounts.queries import managed_people, open_invitations
from forwhom.web.accounts.roles import May

A_PAGE = 50


@door(may=May.MANAGE_PEOPLE)
def show(request: HttpRequest) -> HttpResponse:
    """Fifty people a page, by name, with what they are where."""
    asked = {key: request.GET.get(key, "").strip()[:200] for key in ("search", "place", "role")}
    form = FindForm(initial=asked)
    found = Paginator(managed_people(**asked), A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "form": form, "page": found,
        "invitations": open_invitations(), "narrowed": any(asked.values()),
    }  # fmt: skip
    return render(request, "accounts/people.html", shown)
