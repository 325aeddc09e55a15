"""One page of the manual."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from forwhom.web.accounts.door import door
from forwhom.web.manual.pages_of import as_html, pages
from forwhom.web.ui.phrases_of import language


@door(signed_in=True)
def show(request: HttpRequest, name: str) -> HttpResponse:
    """Its text, and the page that follows."""
    every = pages(language())
    if name not in every:
        raise Http404
    names = list(every)
    following = names[(names.index(name) + 1) % len(names)]
    told = {
        "page": every[name],
        "text": mark_safe(as_html(name, language())),  # noqa: S308 - our own Markdown alone
        "following": every[following],
    }
    return render(request, "manual/page.html", told)
