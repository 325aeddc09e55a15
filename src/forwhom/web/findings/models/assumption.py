"""What somebody assumes of why a gap is there, until it is tested."""

from __future__ import annotations

from typing import Any

from django.db import models

from forwhom.web.accounts.models import Person
from forwhom.web.accounts.scope import PlaceBound, Scoped

ABOUT = ("practice", "rule", "resource", "time", "access", "relations")
UNTESTED, HELD, FELL = "untested", "held", "fell"
STATES = (UNTESTED, HELD, FELL)
LETTERS = 500


class Assumption(PlaceBound):
    """A possible reason in how the system works, never in what children are.

    `would_show` is what would change our mind, written before anybody looked.
    """

    finding = models.CharField(max_length=12)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    about = models.CharField(max_length=10, choices=[(name, name) for name in ABOUT])
    text = models.CharField(max_length=LETTERS)
    would_show = models.CharField(max_length=LETTERS, blank=True)
    state = models.CharField(max_length=8, choices=[(s, s) for s in STATES], default=UNTESTED)
    learned = models.CharField(max_length=LETTERS, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    tested_at = models.DateTimeField(null=True)
    withdrawn = models.BooleanField(default=False)

    objects: Scoped[Any] = Scoped()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["place", "finding", "person", "text"],
                condition=models.Q(withdrawn=False),
                name="assumed_once",
            ),
        )
