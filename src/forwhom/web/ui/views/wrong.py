"""What a page says when something is wrong: what happened, and what you can do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from forwhom.web.ui.phrases_of import language


def _wrong(request: HttpRequest, status: int, name: str) -> HttpResponse:
    said = {"title": f"wrong.{name}.title", "todo": f"wrong.{name}.do"}
    return render(request, "ui/wrong.html", said, status=status)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: we could not read what the browser sent."""
    return _wrong(request, 400, "not_understood")


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: it is there, and not for this role."""
    return _wrong(request, 403, "not_allowed")


def not_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: it is not there, or not within what this person may see."""
    return _wrong(request, 404, "not_here")


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was opened before somebody signed in or out, or it is not ours."""
    return _wrong(request, 403, "form_too_old")


def only_a_form(request: HttpRequest) -> HttpResponse:
    """405: the address of a form, opened by itself, as a page brought back by the browser may."""
    return _wrong(request, 405, "only_a_form")


def our_fault(request: HttpRequest) -> HttpResponse:
    """500: our mistake, with no trace, no value, and nothing that could fail once more."""
    said = {"language": language()}
    return HttpResponse(render_to_string("ui/our_fault.html", said), status=500)
