"""Who wants a letter about what is due, and which letters went out."""

from __future__ import annotations

from django.db import models

from forwhom.web.accounts.models import Person

NONE, WEEKLY, DAILY = OFTEN = ("none", "weekly", "daily")


class Letter(models.Model):
    """How often somebody wants one. Without a row: never."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    often = models.CharField(max_length=6, choices=[(o, o) for o in OFTEN], default=NONE)


class Sent(models.Model):
    """One letter for one period: a week or a day is told once, however often it is tried."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    period = models.CharField(max_length=10)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "period"], name="one_letter"),)
