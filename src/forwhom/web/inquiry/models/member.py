"""Who is on the team of an inquiry, and from which department."""

from __future__ import annotations

from typing import Any

from django.db import models

from forwhom.web.accounts.models import Person
from forwhom.web.accounts.scope import PlaceBound, Scoped
from forwhom.web.inquiry.models.inquiry import Inquiry

DECIDES, AFFECTED, DOES, KNOWS = "decides", "affected", "does", "knows"
PARTS = (DECIDES, AFFECTED, DOES, KNOWS)


class Member(PlaceBound):
    """One person's part in one inquiry. The name is shown to the team alone."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    department = models.CharField(max_length=80)
    part = models.CharField(max_length=8, choices=[(part, part) for part in PARTS])
    since = models.DateTimeField(auto_now_add=True)
    left = models.DateTimeField(null=True)

    objects: Scoped[Any] = Scoped()
    everywhere = models.Manager["Member"]()  # for the question who is on a team, and no other

    class Meta:
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["inquiry", "person"], condition=models.Q(left=None), name="member_once"
            ),
        )
