"""Our words, in both languages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door
from forwhom.web.manual.glossary_of import glossary


@door(signed_in=True)
def show(request: HttpRequest) -> HttpResponse:
    """Every word with what it means."""
    return render(request, "manual/glossary.html", {"parts": glossary()})
