"""The ledger: what was said, and what was done."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from forwhom.web.actions.models.action import LETTERS, Action
from forwhom.web.inquiry.models import Within
from forwhom.web.inquiry.models.within import OfInquiry


class Done(Within):
    """How often an action was meant to be done until a day since the one before, and was done."""

    KEEPS: ClassVar[tuple[str, ...]] = ("day", "said", "did", "remark")

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="ledger")
    day = models.DateField()
    said = models.PositiveIntegerField()
    did = models.PositiveIntegerField()
    remark = models.CharField(max_length=LETTERS, blank=True)

    objects: Any = OfInquiry()

    class Meta:
        ordering = ("day", "pk")

    def address(self) -> str:
        """The page of its action."""
        return self.action.address()

    def title_here(self) -> str:
        """The action's words."""
        return self.action.what
