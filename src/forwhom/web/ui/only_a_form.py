"""An address that takes forms alone says so on a page, where the browser would show nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from forwhom.web.ui.views.wrong import only_a_form


class OnlyAForm:
    """Django middleware: Django's own answer is an empty page, which leads nowhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Django hands over what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The same answer, with words. It stands within the door, and knows who is looking."""
        answer = self.get_response(request)
        if not isinstance(answer, HttpResponseNotAllowed):
            return answer
        told = only_a_form(request)
        told["Allow"] = answer["Allow"]
        return told
