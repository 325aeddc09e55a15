"""Writes about drivers: what moves the aim, and what adults could change."""

from __future__ import annotations

from django.db import transaction

from forwhom.web.accounts.viewer import Viewer
from forwhom.web.inquiry.models import Driver, Inquiry
from forwhom.web.inquiry.models.driver import BENEATH
from forwhom.web.revisions.changes import start


@transaction.atomic
def add_driver(
    *, by: Viewer, inquiry: Inquiry, kind: str, text: str, parent: Driver | None
) -> Driver:
    """Add one beneath another, or beneath the aim. Raises PermissionDenied, ValueError."""
    beneath = parent.kind if parent else ""
    if kind not in BENEATH[beneath] or (parent and parent.inquiry_id != inquiry.pk):
        raise ValueError("Such a driver does not stand beneath that one.")
    order = Driver.objects.filter(inquiry=inquiry, parent=parent).count() + 1
    one = Driver(inquiry=inquiry, kind=kind, text=text, parent=parent, order=order)
    start(by=by, one=one)
    return one
