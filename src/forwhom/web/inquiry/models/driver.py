"""What moves an aim: primary drivers, what stands behind them, and what adults could change."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from forwhom.web.inquiry.models.inquiry import LETTERS
from forwhom.web.inquiry.models.within import Within

PRIMARY, SECONDARY, CHANGE_IDEA = KINDS = ("primary", "secondary", "change_idea")
BENEATH = {
    "": (PRIMARY,), PRIMARY: (SECONDARY, CHANGE_IDEA), SECONDARY: (CHANGE_IDEA,), CHANGE_IDEA: (),
}  # fmt: skip


class Driver(Within):
    """One box of a driver diagram; `parent` is the box that it moves, none for the aim itself."""

    KEEPS: ClassVar[tuple[str, ...]] = ("text",)

    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in KINDS])
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    text = models.CharField(max_length=LETTERS)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ("order", "pk")

    def address(self) -> str:
        """The diagram on which it stands."""
        return reverse("drivers", args=[self.inquiry_id])

    def title_here(self) -> str:
        """What it says."""
        return self.text
