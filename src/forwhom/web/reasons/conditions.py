"""What of this a team must have before it leaves a stage."""

from __future__ import annotations

from typing import Any

from forwhom.web.inquiry.conditions import condition
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.reasons.models import Cause, Prediction, Rival, Seen
from forwhom.web.reasons.models.cause import SUPPORTED
from forwhom.web.reasons.sources import still_spoken_for


@condition("prediction_written", phrase="condition.prediction_written", page="inquiry_predictions")
def prediction_written(inquiry: Inquiry) -> bool:
    """What is expected was written down."""
    return _has(Prediction, inquiry)


@condition("something_seen", phrase="condition.something_seen", page="inquiry_seen")
def something_seen(inquiry: Inquiry) -> bool:
    """Somebody went and looked."""
    return _has(Seen, inquiry)


@condition("a_cause_supported", phrase="condition.a_cause_supported", page="inquiry_causes")
def a_cause_supported(inquiry: Inquiry) -> bool:
    """Something measured or heard speaks for one, and what was heard still stands."""
    found = Cause.objects.filter(inquiry=inquiry, withdrawn=False, status=SUPPORTED)
    return any(still_spoken_for(list(found)))


@condition("a_rival_told", phrase="condition.a_rival_told", page="inquiry_rivals")
def a_rival_told(inquiry: Inquiry) -> bool:
    """Two explanations, what each predicts, and what would separate them."""
    return _has(Rival, inquiry)


@condition(
    "predictions_answered", phrase="condition.predictions_answered", page="inquiry_predictions"
)
def predictions_answered(inquiry: Inquiry) -> bool:
    """There are predictions, and it is said of each how it came out."""
    found = Prediction.objects.filter(inquiry=inquiry, withdrawn=False)
    outcomes = list(found.values_list("outcome", flat=True))
    return bool(outcomes) and all(outcomes)


def _has(kind: Any, inquiry: Inquiry) -> bool:
    return bool(kind.objects.filter(inquiry=inquiry, withdrawn=False).exists())
