"""The page of a meeting, for a phone in the room: timer, agenda, notes, decisions, promises."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from forwhom.web.accounts.door import door
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import looking
from forwhom.web.inquiry import meeting_forms as forms
from forwhom.web.inquiry import queries
from forwhom.web.inquiry import reading_meetings as reading
from forwhom.web.inquiry.models import AgendaItem, Agreement, Meeting
from forwhom.web.revisions.editing import answer_by_itself, saved
from forwhom.web.ui.told import tell

Bound = dict[str, Any]


@door(may=May.TAKE_PART)
def show(request: HttpRequest, key: int, meeting: int) -> HttpResponse:
    """For the team to write on; for others, its minutes. A POST changes day and purpose."""
    one = queries.inquiry(key)
    found = reading.meeting(one, meeting)
    if found.withdrawn:
        return redirect("meetings", key)
    if request.method != "POST":
        return page(request, found, {})
    form = forms.MeetingForm(request.POST, one=found, prefix="meeting")
    answer = answer_by_itself(request, form, found)
    if answer is not None:
        return answer
    if saved(form, found):
        tell(request, "kept.saved")
        return redirect(found.address())
    return page(request, found, {"meeting": form})


@door(may=May.TAKE_PART)
def minutes(request: HttpRequest, key: int, meeting: int) -> HttpResponse:
    """What was said, decided and promised, to read and to print."""
    one = queries.inquiry(key)
    found = reading.meeting(one, meeting)
    if found.withdrawn:
        return redirect("meetings", key)
    return _minutes(request, found, is_member=one.has_member(looking()))


def page(request: HttpRequest, one: Meeting, bound: Bound) -> HttpResponse:
    """The page; `bound` are forms that were just sent and are not right, by their prefix."""
    if not one.inquiry.has_member(looking()):
        return _minutes(request, one, is_member=False)
    agenda, team = reading.items(one), reading.people(one)
    there = [m for m in team if m.here]  # type: ignore[attr-defined]
    place = one.inquiry.place
    told = {
        "one": one.inquiry, "meeting": one, "talk": reading.talk(one, agenda),
        "items": [_item(each, bound) for each in agenda],
        "agreements": [_agreement(each, bound) for each in reading.agreements(one)],
        "promises": reading.promises(one), "guests": one.guests,
        "form": bound.get("meeting") or forms.MeetingForm(one=one, prefix="meeting"),
        "add": bound.get("add") or forms.AddItemForm(prefix="add"),
        "agree": bound.get("agree") or forms.AgreeForm(prefix="agree"),
        "present": forms.PresentForm(team=team, here={m.pk for m in there}, prefix="present"),
        "there": there,
        "promise": bound.get("promise")
        or forms.PromisedForm(team=[m for m in team if not m.left], place=place, prefix="promise"),
    }  # fmt: skip
    return render(request, "inquiry/meeting.html", told, status=400 if bound else 200)


def _minutes(request: HttpRequest, one: Meeting, *, is_member: bool) -> HttpResponse:
    told = {
        "one": one.inquiry, "meeting": one, "is_member": is_member, "items": reading.items(one),
        "agreements": reading.agreements(one), "promises": reading.promises(one),
        "there": reading.present(one),
    }  # fmt: skip
    return render(request, "inquiry/minutes.html", told)


def _item(one: AgendaItem, bound: Bound) -> dict[str, Any]:
    name, notes = f"item{one.pk}", f"notes{one.pk}"
    return {
        "one": one, "form": bound.get(name) or forms.ItemForm(one=one, prefix=name),
        "notes": bound.get(notes) or forms.NotesForm(one=one, prefix=notes),
    }  # fmt: skip


def _agreement(one: Agreement, bound: Bound) -> dict[str, Any]:
    name = f"agreed{one.pk}"
    return {"one": one, "form": bound.get(name) or forms.AgreeForm(one=one, prefix=name)}
