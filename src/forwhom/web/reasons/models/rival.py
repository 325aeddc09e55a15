"""Two explanations of the same, and what would tell them apart."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from forwhom.web.inquiry.models import Within
from forwhom.web.inquiry.models.inquiry import LETTERS

OPEN, FIRST, SECOND, BOTH, NEITHER = "open", "first", "second", "both", "neither"
OUTCOMES = (OPEN, FIRST, SECOND, BOTH, NEITHER)


class Rival(Within):
    """What each of two explanations predicts, which data would separate them, and what came."""

    KEEPS: ClassVar[tuple[str, ...]] = (
        "first", "first_predicts", "second", "second_predicts", "would_separate", "outcome",
        "learned",
    )  # fmt: skip

    first = models.CharField(max_length=LETTERS)
    first_predicts = models.CharField(max_length=LETTERS)
    second = models.CharField(max_length=LETTERS)
    second_predicts = models.CharField(max_length=LETTERS)
    would_separate = models.CharField(max_length=LETTERS)
    outcome = models.CharField(max_length=8, choices=[(o, o) for o in OUTCOMES], default=OPEN)
    learned = models.CharField(max_length=LETTERS, blank=True)

    class Meta:
        ordering = ("pk",)

    def address(self) -> str:
        """The page of rival explanations."""
        return reverse("inquiry_rivals", args=[self.inquiry_id])

    def title_here(self) -> str:
        """The first of the two."""
        return self.first
