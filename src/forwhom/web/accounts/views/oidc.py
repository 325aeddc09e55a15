"""Going to the district's own sign-in service, and coming back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET, require_POST

from forwhom.web.accounts import single_sign_on
from forwhom.web.accounts.door import door


@door(open=True)
@require_POST
def start(request: HttpRequest) -> HttpResponseBase:
    """To the service. Http404 where none is set up."""
    if not single_sign_on.service():
        raise Http404
    return single_sign_on.begin(request)


@door(open=True)
@require_GET
def come_back(request: HttpRequest) -> HttpResponseBase:
    """Back from the service. Http404 where none is set up."""
    if not single_sign_on.service():
        raise Http404
    return single_sign_on.come_back(request)
