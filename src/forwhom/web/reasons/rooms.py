"""The rooms of an inquiry in which its team asks why, each with how things stand."""

from __future__ import annotations

from collections import Counter
from typing import Any

from forwhom.web.inquiry.models import Inquiry, Within
from forwhom.web.inquiry.rooms import room
from forwhom.web.reasons.models import Belief, Cause, Prediction, Rival, Seen
from forwhom.web.reasons.models.cause import SUPPORTED
from forwhom.web.reasons.models.rival import OPEN
from forwhom.web.ui.phrases_of import say


@room(25, "prediction.title", page="inquiry_predictions")
def predictions(inquiry: Inquiry) -> str:
    """How many, and how many are answered."""
    told = _values(Prediction, "outcome", inquiry)
    return say("prediction.state", n=len(told), answered=sum(1 for each in told if each))


@room(35, "seen.title", page="inquiry_seen")
def seen(inquiry: Inquiry) -> str:
    """How many visits and samples."""
    return say("seen.state", n=len(_values(Seen, "pk", inquiry)))


@room(40, "reason.title", page="inquiry_causes")
def causes(inquiry: Inquiry) -> str:
    """How many, and for how many something speaks."""
    told = Counter(_values(Cause, "status", inquiry))
    return say("reason.state", n=told.total(), supported=told[SUPPORTED])


@room(42, "rival.title", page="inquiry_rivals")
def rivals(inquiry: Inquiry) -> str:
    """How many pairs, and how many are told apart."""
    told = _values(Rival, "outcome", inquiry)
    return say("rival.state", n=len(told), apart=sum(1 for each in told if each != OPEN))


@room(45, "belief.title", page="inquiry_beliefs")
def beliefs(inquiry: Inquiry) -> str:
    """How many, and how many were tested."""
    told = _values(Belief, "result", inquiry)
    return say("belief.state", n=len(told), tested=sum(1 for each in told if each != "open"))


def _values(kind: type[Within], name: str, inquiry: Inquiry) -> list[Any]:
    return list(kind.objects.filter(inquiry=inquiry, withdrawn=False).values_list(name, flat=True))
