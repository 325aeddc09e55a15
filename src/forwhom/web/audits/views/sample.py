"""Asking for a made-up district."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.audits import changes


@require_POST
@door(may=May.BRING_RECORDS)
def ask(request: HttpRequest) -> HttpResponse:
    """A sample in the background."""
    return redirect("job", changes.ask_for_sample(by=looking()).pk)
