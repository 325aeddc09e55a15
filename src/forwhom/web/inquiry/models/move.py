"""Each step of an inquiry from one stage to another."""

from __future__ import annotations

from typing import Any

from django.db import models

from forwhom.web.accounts.models import Person
from forwhom.web.inquiry.models.inquiry import LETTERS, Inquiry
from forwhom.web.inquiry.models.within import OfInquiry


class Move(models.Model):
    """From a stage to the next, or back to an earlier one with a reason."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="moves")
    before = models.CharField(max_length=40)
    after = models.CharField(max_length=40)
    why = models.CharField(max_length=LETTERS, blank=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects: Any = OfInquiry()

    class Meta:
        ordering = ("at", "pk")
