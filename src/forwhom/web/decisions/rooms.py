"""The room of an inquiry in which its decisions stand."""

from __future__ import annotations

from forwhom.web.decisions import queries
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.inquiry.rooms import room
from forwhom.web.ui.phrases_of import say


@room(80, "page.decisions", page="inquiry_decisions")
def decisions(inquiry: Inquiry) -> str:
    """How many, and how many are still open."""
    found = list(queries.about("inquiry", str(inquiry.pk)).values_list("decided_on", flat=True))
    return say("decision.room", n=len(found), open=found.count(None))
