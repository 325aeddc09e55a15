"""What of this a team must have before it ends."""

from __future__ import annotations

from forwhom.web.inquiry.conditions import condition
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.progress import queries


@condition("ended_with_reason", phrase="condition.ended_with_reason", page="inquiry_verdict")
def ended_with_reason(inquiry: Inquiry) -> bool:
    """Adopt, adapt or stop was decided; a form keeps none without a reason."""
    return queries.verdict(inquiry) is not None
