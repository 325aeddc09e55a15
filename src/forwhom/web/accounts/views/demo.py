"""Signing in as somebody made up: only where the whole district is."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from forwhom.web.accounts import demo
from forwhom.web.accounts.door import door
from forwhom.web.accounts.models import Person


@door(open=True)
@require_POST
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Be the person whose button was pressed. Http404 outside the demo."""
    if not settings.DEMO:
        raise Http404
    named = request.POST.get("person", "")
    person = get_object_or_404(Person, pk=named if named.isdecimal() else 0, demo=True)
    demo.sign_in_as(request, person)
    return redirect("home")
