"""A decision, the choices there were, and what was expected for whom."""

from forwhom.web.decisions.models.decision import Decision
from forwhom.web.decisions.models.of_decision import Expectation, Option

__all__ = ["Decision", "Expectation", "Option"]
