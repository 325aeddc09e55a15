"""What of this a team must have before it leaves a stage."""

from __future__ import annotations

from forwhom.web.inquiry.conditions import condition
from forwhom.web.inquiry.models import Inquiry


@condition("ended_with_reason", phrase="condition.ended_with_reason", page="inquiry")
def ended_with_reason(inquiry: Inquiry) -> bool:
    """Not kept yet."""
    return False
