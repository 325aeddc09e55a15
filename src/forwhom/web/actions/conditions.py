"""What of this a team must have before it leaves a stage."""

from __future__ import annotations

from forwhom.web.inquiry.conditions import condition
from forwhom.web.inquiry.models import Inquiry


@condition("an_action_planned", phrase="condition.an_action_planned", page="inquiry")
def an_action_planned(inquiry: Inquiry) -> bool:
    """Not kept yet."""
    return False


@condition("smallest_effect_told", phrase="condition.smallest_effect_told", page="inquiry")
def smallest_effect_told(inquiry: Inquiry) -> bool:
    """Not kept yet."""
    return False


@condition("balancing_measure_told", phrase="condition.balancing_measure_told", page="inquiry")
def balancing_measure_told(inquiry: Inquiry) -> bool:
    """Not kept yet."""
    return False


@condition(
    "action_prediction_written", phrase="condition.action_prediction_written", page="inquiry"
)
def action_prediction_written(inquiry: Inquiry) -> bool:
    """Not kept yet."""
    return False


@condition("something_done", phrase="condition.something_done", page="inquiry")
def something_done(inquiry: Inquiry) -> bool:
    """Not kept yet."""
    return False
