"""What is kept of bringing in records and of running audits."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone

from forwhom.web.accounts.models import Person
from forwhom.web.accounts.scope import PlaceBound, Scoped
from forwhom.web.history.changes import Who


class Kind(models.TextChoices):
    """What a job does."""

    CHECK = "check"
    IMPORT = "import"
    AUDIT = "audit"
    SAMPLE = "sample"


class State(models.TextChoices):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    DIED = "died"


OPEN = (State.WAITING, State.RUNNING)


class Job(PlaceBound):
    """Work in the background. It holds counts, places and reasons, and no value of a record."""

    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=254)
    by_roles = models.CharField(max_length=200)
    asked = models.JSONField(default=dict)  # what to read and how
    said = models.JSONField(default=list)  # each step with its time
    told = models.JSONField(default=dict)  # what came of it
    problem = models.JSONField(default=dict)  # the four parts of an error
    task = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now)
    started = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    wants_stop = models.BooleanField(default=False)
    after = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")

    objects: Scoped[Job] = Scoped()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["state"], name="job_state"),)

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in OPEN

    @property
    def took(self) -> timedelta | None:
        """How long it ran; None before its end."""
        return self.ended - self.started if self.started and self.ended else None

    @property
    def who(self) -> Who:
        """Who asked for it, as the history remembers them."""
        return Who(person=self.by_id, name=self.by_name, roles=self.by_roles)


class Archived(PlaceBound):
    """An audit put aside: its folder stays, and lists show it last."""

    audit = models.CharField(max_length=200)
    by_name = models.CharField(max_length=254)
    at = models.DateTimeField(default=timezone.now)

    objects: Scoped[Archived] = Scoped()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["place", "audit"], name="archived_once"),)
