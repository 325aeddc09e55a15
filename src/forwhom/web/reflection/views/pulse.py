"""The team pulse of an inquiry, and what its members shared of their thoughts."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.inquiry.queries import inquiry
from forwhom.web.reflection import changes, queries
from forwhom.web.reflection.forms import PulseForm, items
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """What is asked, what is told, what was shared."""
    return _page(request, inquiry(key), PulseForm())


@door(may=May.TAKE_PART)
@require_POST
def open_it(request: HttpRequest, key: int) -> HttpResponse:
    """Ask the team."""
    changes.open_round(by=looking(), inquiry=inquiry(key))
    tell(request, "pulse.opened")
    return redirect("inquiry_reflection", key)


@door(may=May.TAKE_PART)
@require_POST
def close_it(request: HttpRequest, key: int) -> HttpResponse:
    """End the round."""
    one = queries.round_of(inquiry(key))
    if one is None:
        raise Http404
    changes.close_round(by=looking(), one=one)
    tell(request, "pulse.closed")
    return redirect("inquiry_reflection", key)


@door(may=May.TAKE_PART)
@require_POST
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """Answer, once."""
    one = inquiry(key)
    found, form = queries.round_of(one), PulseForm(request.POST)
    if found is None:
        raise Http404
    if not form.is_valid():
        return _page(request, one, form)
    done = changes.answer(by=looking(), one=found, values=form.values())
    tell(request, "pulse.thanks" if done else "pulse.once")
    return redirect("inquiry_reflection", key)


def _page(request: HttpRequest, one: Inquiry, form: PulseForm) -> HttpResponse:
    found = queries.round_of(one)
    told = queries.told(found) if found else None
    shown = {
        "one": one, "form": form, "round": found, "pulse": told,
        "items": list(zip(items(), told.items, strict=True)) if told else [],
        "is_member": one.has_member(looking()),
        "may_answer": found and found.closed_at is None and not queries.have_answered(found),
        "shared": list(queries.shared_in(one)[:20]),
    }  # fmt: skip
    return render(request, "reflection/pulse.html", shown, status=400 if form.errors else 200)
