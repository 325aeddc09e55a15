"""What of this a team must have before it leaves a stage."""

from __future__ import annotations

from forwhom.web.inquiry.conditions import condition
from forwhom.web.inquiry.models import Inquiry


@condition("prediction_written", phrase="condition.prediction_written", page="inquiry")
def prediction_written(inquiry: Inquiry) -> bool:
    """Not kept yet."""
    return False


@condition("something_seen", phrase="condition.something_seen", page="inquiry")
def something_seen(inquiry: Inquiry) -> bool:
    """Not kept yet."""
    return False


@condition("a_cause_supported", phrase="condition.a_cause_supported", page="inquiry")
def a_cause_supported(inquiry: Inquiry) -> bool:
    """Not kept yet."""
    return False


@condition("a_rival_told", phrase="condition.a_rival_told", page="inquiry")
def a_rival_told(inquiry: Inquiry) -> bool:
    """Not kept yet."""
    return False


@condition("predictions_answered", phrase="condition.predictions_answered", page="inquiry")
def predictions_answered(inquiry: Inquiry) -> bool:
    """Not kept yet."""
    return False
