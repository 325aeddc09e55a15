"""What of this a team must have before it leaves a stage."""

from __future__ import annotations

from forwhom.web.actions import queries
from forwhom.web.actions.models.series import BALANCING
from forwhom.web.inquiry.conditions import condition
from forwhom.web.inquiry.models import Inquiry

PAGE = "inquiry_actions"


@condition("an_action_planned", phrase="condition.an_action_planned", page=PAGE)
def an_action_planned(inquiry: Inquiry) -> bool:
    """There is one, and a form keeps none without who, when and how often."""
    return queries.actions_of(inquiry).exists()


@condition("smallest_effect_told", phrase="condition.smallest_effect_told", page=PAGE)
def smallest_effect_told(inquiry: Inquiry) -> bool:
    """Each action says what could be seen."""
    found = queries.actions_of(inquiry)
    return found.exists() and not found.filter(smallest_effect="").exists()


@condition("balancing_measure_told", phrase="condition.balancing_measure_told", page=PAGE)
def balancing_measure_told(inquiry: Inquiry) -> bool:
    """Something is watched that must not get worse."""
    return queries.series_of(inquiry, BALANCING).exists()


@condition("action_prediction_written", phrase="condition.action_prediction_written", page=PAGE)
def action_prediction_written(inquiry: Inquiry) -> bool:
    """Each action says what it is expected to do."""
    found = queries.actions_of(inquiry)
    return found.exists() and not found.filter(expects="").exists()


@condition("something_done", phrase="condition.something_done", page=PAGE)
def something_done(inquiry: Inquiry) -> bool:
    """The ledger of each action has a line; none done is a line as well."""
    found = list(queries.actions_of(inquiry))
    return bool(found) and all(queries.ledger(one).exists() for one in found)
