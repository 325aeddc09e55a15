"""That the records were asked why, and by whom."""

from __future__ import annotations

from typing import Any

from django.db import models

from forwhom.web.accounts.models import Person
from forwhom.web.accounts.scope import PlaceBound, Scoped

WAITING, ANSWERED, FAILED = "waiting", "answered", "failed"


class Asked(PlaceBound):
    """A question to the records of one audit. What they answered is kept beside the audit."""

    finding = models.CharField(max_length=12)
    audit = models.CharField(max_length=120)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)
    state = models.CharField(
        max_length=8, choices=[(s, s) for s in (WAITING, ANSWERED, FAILED)], default=WAITING
    )

    objects: Scoped[Any] = Scoped()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["audit", "finding"], name="asked_once"),)
