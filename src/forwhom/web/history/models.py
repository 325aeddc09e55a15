"""The history: one row for each reading, change, export, denial and release, and never the data."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class OnlyAddedToError(Exception):
    """Somebody tried to change or delete a row of the history."""


class Rows(models.QuerySet["Entry"]):
    """Rows that may be read, and nothing else."""

    def update(self, **_: Any) -> NoReturn:
        """Refused: a row of the history never changes."""
        raise OnlyAddedToError

    def delete(self) -> NoReturn:
        """Refused: a row of the history never goes."""
        raise OnlyAddedToError


class Act(models.TextChoices):
    """What was done."""

    READ = "read"
    EXPORTED = "exported"
    DENIED = "denied"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    CHANGED = "changed"
    RELEASED = "released"


class Entry(models.Model):
    """One thing that somebody did. `hash` covers the row and the hash of the row before."""

    number = models.BigIntegerField(primary_key=True)
    at = models.CharField(max_length=32)  # UTC, as text: the hash must not depend on a database
    person = models.BigIntegerField(null=True)
    who = models.CharField(max_length=254, blank=True)
    roles = models.CharField(max_length=200, blank=True)
    act = models.CharField(max_length=16, choices=Act.choices)
    what = models.CharField(max_length=100)  # the page or the change, by name
    place = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=200, blank=True)  # an id, never a value of a student
    count = models.BigIntegerField(null=True)
    why = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = Rows.as_manager()

    class Meta:
        ordering = ("-number",)
        indexes = (
            models.Index(fields=["place", "-number"], name="history_place"),
            models.Index(fields=["person", "-number"], name="history_person"),
            models.Index(fields=["act", "-number"], name="history_act"),
            models.Index(fields=["subject", "-number"], name="history_subject"),
            models.Index(fields=["at"], name="history_at"),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row. Raises OnlyAddedToError where it is there already."""
        if not self._state.adding:
            raise OnlyAddedToError
        super().save(*args, force_insert=True, **{k: v for k, v in kwargs.items() if k == "using"})

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        """Refused: a row of the history never goes."""
        raise OnlyAddedToError


class Head(models.Model):
    """The last row's number and hash: whoever adds a row holds this one meanwhile."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)
