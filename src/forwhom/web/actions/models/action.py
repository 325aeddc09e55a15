"""A change that adults make: a practice, a support, a rule or a resource."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from forwhom.web.inquiry.models import Within
from forwhom.web.inquiry.models.within import OfInquiry

PRACTICE, SUPPORT, RULE, RESOURCE = KINDS = ("practice", "support", "rule", "resource")
LETTERS = 500


class Action(Within):
    """What, who, when, how often, and which students it reaches: by a rule, never by a group."""

    KEEPS: ClassVar[tuple[str, ...]] = (
        "kind", "what", "who", "how_often", "starts", "ends", "reaches", "small_test", "expects",
        "smallest_effect",
    )  # fmt: skip

    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in KINDS])
    what = models.CharField(max_length=LETTERS)
    who = models.CharField(max_length=LETTERS)
    how_often = models.CharField(max_length=120)
    starts = models.DateField()
    ends = models.DateField(null=True)
    reaches = models.CharField(max_length=LETTERS)
    small_test = models.CharField(max_length=LETTERS, blank=True)  # with whom, before all
    expects = models.CharField(max_length=LETTERS, blank=True)  # written before it begins
    smallest_effect = models.CharField(max_length=LETTERS, blank=True)

    objects: Any = OfInquiry()

    class Meta:
        ordering = ("starts", "pk")

    def address(self) -> str:
        """Its page."""
        return reverse("action", args=[self.pk])

    def title_here(self) -> str:
        """What adults do."""
        return self.what
