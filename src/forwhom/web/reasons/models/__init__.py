"""Causes, rival explanations, assumptions, predictions, and what was seen."""

from forwhom.web.reasons.models.belief import Belief
from forwhom.web.reasons.models.cause import Cause
from forwhom.web.reasons.models.prediction import Prediction
from forwhom.web.reasons.models.rival import Rival
from forwhom.web.reasons.models.seen import Seen

__all__ = ["Belief", "Cause", "Prediction", "Rival", "Seen"]
