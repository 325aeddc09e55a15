"""What somebody does where, and since when."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from forwhom.web.accounts.models.person import Person
from forwhom.web.accounts.models.place import Place
from forwhom.web.accounts.roles import ROLES


class Posts(models.QuerySet["Post"]):
    """Posts, and those that hold today."""

    def held(self) -> Self:
        """Those that hold at this moment."""
        now = timezone.now()
        return self.filter(Q(until__isnull=True) | Q(until__gt=now), since__lte=now)


class Post(models.Model):
    """One role of one person at one place. It ends; it is never deleted."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="posts")
    role = models.CharField(max_length=30, choices=[(name, name) for name in ROLES])
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="posts")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    by_roster = models.BooleanField(default=False)  # the next roster may end it

    objects = Posts.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "role", "place"],
                condition=Q(until__isnull=True),
                name="post_held_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} at {self.place}"
