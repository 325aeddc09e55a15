"""The counts that later ones are measured against: frozen, so that a change does not move them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from forwhom.web.actions.models import Series
from forwhom.web.inquiry.models import Within
from forwhom.web.inquiry.models.within import OfInquiry


class Baseline(Within):
    """All counts of a series up to a day. The last one written holds."""

    KEEPS: ClassVar[tuple[str, ...]] = ("until",)

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="baselines")
    until = models.DateField()

    objects: Any = OfInquiry()

    class Meta:
        ordering = ("-pk",)
