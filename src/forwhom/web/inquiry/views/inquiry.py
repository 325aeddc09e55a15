"""The page of an inquiry: where it stands, what it needs to go on, and its rooms."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.findings.queries import visible
from forwhom.web.inquiry import changes, queries
from forwhom.web.inquiry.forms import BackForm, JoinForm
from forwhom.web.inquiry.models import Inquiry, Move
from forwhom.web.inquiry.rooms import rooms
from forwhom.web.ui.phrases_of import language
from forwhom.web.ui.told import tell


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int) -> HttpResponse:
    """Its question, its stage and what that asks, and every room."""
    if queries.is_withdrawn(key):  # its page is left by taking it off, with the way back on top
        return redirect("inquiries")
    one = queries.inquiry(key)
    return render(request, "inquiry/inquiry.html", _told(one, BackForm(earlier=_earlier(one))))


@door(may=May.TAKE_PART)
@require_POST
def move_on(request: HttpRequest, key: int) -> HttpResponse:
    """To the next stage, or to the end; what is missing is said instead."""
    one = queries.inquiry(key)
    last = one.stage == queries.way_of(one).stages[-1].name
    try:
        if last:
            changes.end(by=looking(), inquiry=one)
            tell(request, "inquiry.ended", undo=reverse("inquiry_again", args=[key]))
        else:
            changes.move_on(by=looking(), inquiry=one)
            tell(request, "inquiry.moved")
    except changes.NotYetError:
        tell(request, "inquiry.not_yet")
    return redirect(one.address())


@door(may=May.TAKE_PART)
@require_POST
def go_back(request: HttpRequest, key: int) -> HttpResponse:
    """To an earlier stage, with a reason."""
    one = queries.inquiry(key)
    form = BackForm(request.POST, earlier=_earlier(one))
    if not form.is_valid():
        return render(request, "inquiry/inquiry.html", _told(one, form), status=400)
    changes.go_back(by=looking(), inquiry=one, **form.cleaned_data)
    tell(request, "inquiry.went_back")
    return redirect(one.address())


@door(may=May.TAKE_PART)
@require_POST
def again(request: HttpRequest, key: int) -> HttpResponse:
    """Take an ended inquiry up again."""
    one = queries.inquiry(key)
    if changes.take_up_again(by=looking(), inquiry=one):
        tell(request, "inquiry.taken_up")
    return redirect(one.address())


def _told(one: Inquiry, back: BackForm) -> dict[str, object]:
    me, spoken = looking(), language()
    stage, asked = queries.stage_of(one), queries.asked(one)
    reads = bool(one.finding) and me.is_inside
    in_sight = reads and any(found.id == one.finding for found in visible())
    all_rooms = rooms(one, inside=one.place_id in me.places(May.READ_INSIDE))
    heard = reverse("inquiry_heard", args=[one.pk])
    return {
        "one": one, "way": queries.way_of(one).title[spoken], "steps": queries.steps(one),
        "stage": stage.title[spoken], "asks": stage.asks[spoken], "asked": asked,
        "next_up": next((each for each in asked if not each.met), None),
        "is_last": stage.name == queries.way_of(one).stages[-1].name,
        "rooms": all_rooms, "heard": next(each for each in all_rooms if each.url == heard),
        "is_member": one.has_member(me), "may_join": one.place_id in me.places(May.INQUIRE),
        "join": JoinForm(), "back": back, "has_earlier": bool(_earlier(one)),
        "finding": one.finding if in_sight else "", "moves": _moves(one),
    }  # fmt: skip


def _earlier(one: Inquiry) -> list[tuple[str, str]]:
    found = queries.steps(one)
    return [(step.name, step.title) for step in found if step.state == queries.DONE]


def _moves(one: Inquiry) -> list[dict[str, object]]:
    names = {step.name: step.title for step in queries.steps(one)}
    return [
        {"at": move.at, "to": names.get(move.after, move.after), "why": move.why}
        for move in Move.objects.filter(inquiry=one)
    ]
