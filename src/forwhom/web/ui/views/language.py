"""Choosing the language of the pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from forwhom.web.accounts.changes import choose_language
from forwhom.web.accounts.door import door
from forwhom.web.accounts.viewer import looking


@door(open=True, before=True)
@require_POST
def choose(request: HttpRequest) -> HttpResponseBase:
    """Keep the language chosen, with the person if somebody is signed in, and go back."""
    person = looking().person
    if person is not None:
        choose_language(person=person, language=request.POST.get("language", ""))
    return set_language(request)
