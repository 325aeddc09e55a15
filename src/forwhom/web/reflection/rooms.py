"""The room of an inquiry for thinking it over."""

from __future__ import annotations

from forwhom.web.inquiry.models import Inquiry
from forwhom.web.inquiry.rooms import room
from forwhom.web.reflection import queries
from forwhom.web.ui.phrases_of import say


@room(90, "reflection.title", page="inquiry_reflection")
def reflection(inquiry: Inquiry) -> str:
    """Whether the team is being asked how safe it feels."""
    found = queries.round_of(inquiry)
    if found is None:
        return say("pulse.never")
    return say("pulse.is_open") if found.closed_at is None else say("pulse.is_closed")
