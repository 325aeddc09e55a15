"""What adults will do, what they did, what they count, and which schools come first."""

from forwhom.web.actions.models.action import Action
from forwhom.web.actions.models.done import Done
from forwhom.web.actions.models.order import Order
from forwhom.web.actions.models.series import Reading, Series

__all__ = ["Action", "Done", "Order", "Reading", "Series"]
