"""What was learned, for others: where, what adults did, what came, and whom it did not help."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from forwhom.web.accounts.viewer import is_everywhere, looking
from forwhom.web.inquiry.models import Inquiry, Within

LETTERS = 1000


class OfInquiryOrOpen(models.Manager[Any]):
    """Cards of inquiries in sight, and those opened to everybody who takes part at the place."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Those, and no others."""
        found = super().get_queryset()
        if is_everywhere():
            return found
        seen = models.Q(inquiry__in=Inquiry.objects.all())
        return found.filter(seen | models.Q(is_open=True, place__in=looking().places()))


class Card(Within):
    """One practice card for each inquiry."""

    KEEPS: ClassVar[tuple[str, ...]] = ("context", "did", "result", "not_for", "is_open")

    context = models.CharField(max_length=LETTERS)
    did = models.CharField(max_length=LETTERS)
    result = models.CharField(max_length=LETTERS)
    not_for = models.CharField(max_length=LETTERS)
    is_open = models.BooleanField(default=False)

    objects: Any = OfInquiryOrOpen()

    class Meta:
        ordering = ("-changed_at", "-pk")

    def address(self) -> str:
        """Its page."""
        return reverse("card", args=[self.pk])

    def title_here(self) -> str:
        """What adults did."""
        return self.did
