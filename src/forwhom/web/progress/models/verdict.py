"""Adopt, adapt or stop: what a team decides of what it tried, and why."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from forwhom.web.inquiry.models import Within
from forwhom.web.inquiry.models.within import OfInquiry

ADOPT, ADAPT, STOP = KINDS = ("adopt", "adapt", "stop")
LETTERS = 1000


class Verdict(Within):
    """The last one written holds; earlier ones stay."""

    KEEPS: ClassVar[tuple[str, ...]] = ("kind", "reason")

    kind = models.CharField(max_length=5, choices=[(kind, kind) for kind in KINDS])
    reason = models.CharField(max_length=LETTERS)

    objects: Any = OfInquiry()

    class Meta:
        ordering = ("-pk",)
