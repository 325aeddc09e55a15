"""What somebody follows, and what they saw of it last."""

from __future__ import annotations

from typing import Any

from django.db import models

from forwhom.web.accounts.models import Person
from forwhom.web.accounts.scope import PlaceBound, Scoped

FINDING, SCHOOL, MEASURE = "finding", "school", "measure"
KINDS = (FINDING, SCHOOL, MEASURE)


class Follow(PlaceBound):
    """A finding, a school or a measure that somebody wants to hear of again.

    `seen` names the audit or the release they looked at last. What it said stays in its folder.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in KINDS])
    key = models.CharField(max_length=80)
    seen = models.CharField(max_length=120, blank=True)
    since = models.DateTimeField(auto_now_add=True)

    objects: Scoped[Any] = Scoped()

    class Meta:
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "kind", "key", "place"], name="followed_once"
            ),
        )
