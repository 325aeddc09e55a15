"""The team pulse: who has answered stands apart from what was answered."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models

from forwhom.web.accounts.models import Person
from forwhom.web.inquiry.models import Inquiry
from forwhom.web.inquiry.models.within import OfInquiry

ITEMS, MOST = 7, 7
TURNED = (0, 2, 4)  # the first, third and fifth item say the opposite


class Round(models.Model):
    """One time that a team answers. Nothing is told of it before five have answered."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    objects: Any = OfInquiry()

    class Meta:
        ordering = ("-pk",)


class Answered(models.Model):
    """That somebody has answered a round: so that nobody answers twice. Not what."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="answered")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "person"], name="answered_once"),)


class Sheet(models.Model):
    """What one person answered, without who or when, under a random key.

    Whoever reads the database itself sees each sheet whole. Where all who answered are known and
    few, or one answer is known, they may guess whose a sheet is; a copy of the database from
    between two answers tells which sheet came between. Pages never show a single sheet.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sheets")
    values = models.JSONField()
