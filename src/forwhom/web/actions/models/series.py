"""What a team counts by itself: outcomes, what adults do, and what must not get worse."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from forwhom.web.inquiry.models import Within
from forwhom.web.inquiry.models.within import OfInquiry

OUTCOME, PROCESS, BALANCING = KINDS = ("outcome", "process", "balancing")
HIGHER, LOWER, NEITHER = BETTER = ("higher", "lower", "neither")


class Series(Within):
    """One thing that is counted again and again: `count` of `of`, never a child.

    `group` says in words which students it counts; `beside` is another series of the inquiry, by
    its number, from which this one's gap is told.
    """

    KEEPS: ClassVar[tuple[str, ...]] = ("title", "kind", "better", "measure", "group", "beside")

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=9, choices=[(kind, kind) for kind in KINDS])
    better = models.CharField(max_length=7, choices=[(way, way) for way in BETTER])
    measure = models.CharField(max_length=80, blank=True)  # of an audit; empty: our own counts
    group = models.CharField(max_length=120, blank=True)
    beside = models.PositiveBigIntegerField(null=True)

    objects: Any = OfInquiry()

    class Meta:
        ordering = ("kind", "pk")

    def address(self) -> str:
        """Its page."""
        return reverse("series", args=[self.pk])

    def title_here(self) -> str:
        """What is counted, and of whom."""
        return f"{self.title}: {self.group}" if self.group else self.title


class Reading(Within):
    """One count of a series on one day."""

    KEEPS: ClassVar[tuple[str, ...]] = ("day", "count", "of")

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="readings")
    day = models.DateField()
    count = models.PositiveIntegerField()
    of = models.PositiveIntegerField()

    objects: Any = OfInquiry()

    class Meta:
        ordering = ("day", "pk")

    def address(self) -> str:
        """The page of its series."""
        return self.series.address()

    def title_here(self) -> str:
        """What is counted."""
        return self.series.title_here()
