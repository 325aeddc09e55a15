"""The room of an inquiry in which adults' actions stand."""

from __future__ import annotations

from forwhom.web.actions import queries
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.inquiry.rooms import room
from forwhom.web.ui.phrases_of import say


@room(60, "action.title", page="inquiry_actions")
def actions(inquiry: Inquiry) -> str:
    """How many actions, and how much of what was said was done."""
    found = list(queries.actions_of(inquiry))
    doses = [queries.dose(one) for one in found]
    said, did = sum(each.said for each in doses), sum(each.did for each in doses)
    return say("action.room", n=len(found), did=did, said=said)
