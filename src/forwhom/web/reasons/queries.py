"""Reading what a team thinks of why, within inquiries in sight."""

from __future__ import annotations

from typing import Any, TypeVar

from django.http import Http404
from django.urls import reverse

from forwhom.web.inquiry.models import Inquiry, Within
from forwhom.web.reasons.chains import forest
from forwhom.web.reasons.models import Cause
from forwhom.web.ui.subjects import Subject

Thing = TypeVar("Thing", bound=Within)


def of(kind: type[Thing], inquiry: Inquiry) -> list[Thing]:
    """Everything of a kind within an inquiry that was not taken off its page."""
    return list(kind.objects.filter(inquiry=inquiry, withdrawn=False))


def one(kind: type[Thing], key: int) -> Thing:
    """One in sight. Http404 for any other."""
    near = kind.objects.filter(pk=key, withdrawn=False).select_related("inquiry__place", "place")
    found: Thing | None = near.first()
    if found is None:
        raise Http404
    return found


def where_we_act(inquiry: Inquiry) -> list[Cause]:
    """The causes at which the team acts: ends of chains, within control or influence."""
    found: list[Cause] = []
    waiting: list[Any] = forest(of(Cause, inquiry))
    while waiting:
        link = waiting.pop(0)
        found += [link.cause] if link.is_where_we_act else []
        waiting += link.deeper
    return found


def known(key: str) -> Subject | None:
    """A cause as others speak of it; None out of sight."""
    found = Cause.objects.filter(pk=int(key), withdrawn=False).first() if key.isdigit() else None
    return Subject(found.text, reverse("cause", args=[found.pk]), found.place_id) if found else None
