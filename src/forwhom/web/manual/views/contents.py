"""The manual's first page: what is for me, and all the rest."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.viewer import looking
from forwhom.web.manual.pages_of import pages, search
from forwhom.web.ui.phrases_of import language


@door(signed_in=True)
def show(request: HttpRequest) -> HttpResponse:
    """The pages for this person's roles first; with `q`, those that hold the words."""
    asked = request.GET.get("q", "").strip()[:100]
    every, roles = list(pages(language()).values()), looking().roles
    told = {
        "asked": asked,
        "found": search(asked, language()) if asked else [],
        "mine": [page for page in every if page.role in roles],
        "all": [page for page in every if not page.role],
        "others": [page for page in every if page.role and page.role not in roles],
    }
    return render(request, "manual/contents.html", told)
