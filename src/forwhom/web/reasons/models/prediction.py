"""What a team expects, written before it looks; closed once it has looked."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse

from forwhom.web.accounts.viewer import Viewer
from forwhom.web.inquiry.models import Within
from forwhom.web.inquiry.models.inquiry import LETTERS

CAME, NOT = "came", "not"
MOST = 100


class Prediction(Within):
    """A question, what is expected, and how sure. Nothing of it changes once the data are open.

    Nor is it taken from the page then: a record of what one expected leaves out no mistake.
    """

    KEEPS: ClassVar[tuple[str, ...]] = ("question", "expects", "confidence")

    question = models.CharField(max_length=LETTERS)
    expects = models.CharField(max_length=LETTERS)
    confidence = models.PositiveSmallIntegerField(validators=[MaxValueValidator(MOST)])
    opened_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=4, choices=[(CAME, CAME), (NOT, NOT)], blank=True)
    learned = models.CharField(max_length=LETTERS, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)

    def may_write(self, by: Viewer) -> bool:
        """The team, before it looks."""
        return self.opened_at is None and super().may_write(by)

    def shows_names(self, to: Viewer) -> bool:
        """The team, before and after."""
        return self.inquiry.has_member(to)

    def address(self) -> str:
        """The page of predictions."""
        return reverse("inquiry_predictions", args=[self.inquiry_id])

    def title_here(self) -> str:
        """The question."""
        return self.question
