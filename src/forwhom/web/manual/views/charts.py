"""How to read each kind of chart."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forwhom.web.accounts.door import door
from forwhom.web.manual.charts_of import kinds
from forwhom.web.ui.phrases_of import language


@door(signed_in=True)
def show(request: HttpRequest) -> HttpResponse:
    """Each kind with a made-up example, how to read it, and what it cannot show."""
    return render(request, "manual/charts.html", {"kinds": kinds(language())})
