"""Addresses that no page of ours has."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponseBase

NUL = "\x00"  # PostgreSQL keeps no such letter, so whoever looks for one would get an error


class NoNul:
    """Django middleware: an address with a NUL in it is not here, whatever page it names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Django hands over what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or raise Http404."""
        if NUL in unquote(request.get_full_path()):
            raise Http404
        return self.get_response(request)
