"""What was seen where students learn: a visit, or samples of their work."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from forwhom.web.inquiry.models import Within
from forwhom.web.inquiry.models.inquiry import LETTERS

VISIT, WORK = "visit", "work"
KINDS = (VISIT, WORK)


class Seen(Within):
    """Rooms that were visited, or samples that were read: how many, never whose."""

    KEEPS: ClassVar[tuple[str, ...]] = ("way", "what", "where", "on", "how_many")

    way = models.CharField(max_length=5, choices=[(each, each) for each in KINDS])
    what = models.TextField(max_length=2000)
    where = models.CharField(max_length=LETTERS)
    on = models.DateField()
    how_many = models.PositiveIntegerField()

    class Meta:
        ordering = ("-on", "-pk")

    def address(self) -> str:
        """The page of what was seen."""
        return reverse("inquiry_seen", args=[self.inquiry_id])

    def title_here(self) -> str:
        """Where."""
        return self.where
