"""Planning actions, noting what was done, counting, and drawing an order."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from forwhom.web.accounts.viewer import Viewer
from forwhom.web.actions.models import Action, Done, Order, Reading, Series
from forwhom.web.actions.models.order import draw
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.revisions.changes import start

MOST_WAVES = 12


def plan(*, by: Viewer, inquiry: Inquiry, **told: Any) -> Action:
    """Plan something that adults will do. `told` are the fields of an action."""
    one = Action(inquiry=inquiry, **told)
    start(by=by, one=one)
    return one


def note_done(*, by: Viewer, action: Action, **told: Any) -> Done:
    """Write into the ledger what was said and what was done."""
    one = Done(inquiry=action.inquiry, action=action, **told)
    start(by=by, one=one)
    return one


def count_in(*, by: Viewer, inquiry: Inquiry, **told: Any) -> Series:
    """Begin a series of one's own counts."""
    one = Series(inquiry=inquiry, **told)
    start(by=by, one=one)
    return one


def read_off(*, by: Viewer, series: Series, **told: Any) -> Reading:
    """Write one count down."""
    one = Reading(inquiry=series.inquiry, series=series, **told)
    start(by=by, one=one)
    return one


@transaction.atomic
def draw_order(
    *, by: Viewer, action: Action, schools: list[str], waves: int, why: str = ""
) -> Order:
    """Draw in which order schools begin. A second draw needs a reason, and the first one stays.

    Raises PermissionDenied for those who may not write, ValueError for what cannot be drawn.
    """
    if not action.may_write(by):
        raise PermissionDenied
    held = Action.objects.select_for_update().get(pk=action.pk)
    drawn_before = Order.objects.filter(action=held).exists()
    if drawn_before and not why.strip():
        raise ValueError("A new draw needs a reason.")
    codes = sorted(set(schools))
    if not 1 <= waves <= min(MOST_WAVES, len(codes)):
        raise ValueError("There are fewer schools than waves.")
    seed = secrets.token_hex(8)
    one = Order(
        inquiry=held.inquiry, action=held, seed=seed, drawn=draw(seed, codes), waves=waves, why=why
    )
    start(by=by, one=one)
    return one
