"""What the team takes for granted, how sure it is, and what would change its mind."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse

from forwhom.web.inquiry.models import Within
from forwhom.web.inquiry.models.inquiry import LETTERS

OPEN, HELD, FELL = "open", "held", "fell"
RESULTS = (OPEN, HELD, FELL)
MOST = 100


class Belief(Within):
    """A line of the log of assumptions. `whose` is a part in the team, never a name."""

    KEEPS: ClassVar[tuple[str, ...]] = (
        "statement", "whose", "confidence", "change_mind", "test", "result", "learned", "on",
    )  # fmt: skip

    statement = models.CharField(max_length=LETTERS)
    whose = models.CharField(max_length=80)
    confidence = models.PositiveSmallIntegerField(validators=[MaxValueValidator(MOST)])
    change_mind = models.CharField(max_length=LETTERS)
    test = models.CharField(max_length=LETTERS, blank=True)
    result = models.CharField(max_length=4, choices=[(r, r) for r in RESULTS], default=OPEN)
    learned = models.CharField(max_length=LETTERS, blank=True)
    on = models.DateField(null=True)  # the day of its test

    class Meta:
        ordering = ("pk",)

    def address(self) -> str:
        """The log of assumptions."""
        return reverse("inquiry_beliefs", args=[self.inquiry_id])

    def title_here(self) -> str:
        """Its words."""
        return self.statement
