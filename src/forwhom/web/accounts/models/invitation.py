"""A link by which somebody comes in, once, into one role at one place."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from forwhom.web.accounts.models.person import Person
from forwhom.web.accounts.models.place import Place
from forwhom.web.accounts.roles import ROLES

DAYS = 7


def key_of(token: str) -> str:
    """What is kept of a link: its SHA-256, so that the database opens no door."""
    return sha256(token.encode()).hexdigest()


def _in_days() -> object:
    return timezone.now() + timedelta(days=DAYS)


class Invitations(models.QuerySet["Invitation"]):
    """Invitations, and those that still open."""

    def usable(self) -> Self:
        """Neither used, nor taken back, nor too old."""
        return self.filter(used=None, withdrawn=None, expires__gt=timezone.now())


class Invitation(models.Model):
    """For somebody new (`email`, `role`, `place`), or for a `person` who needs a way to sign in."""

    key = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)  # empty: whoever opens it says theirs
    role = models.CharField(max_length=30, choices=[(name, name) for name in ROLES], blank=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    expires = models.DateTimeField(default=_in_days)
    used = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)

    objects = Invitations.as_manager()

    class Meta:
        ordering = ("-made",)

    def __str__(self) -> str:
        return f"{self.role} at {self.place}"
