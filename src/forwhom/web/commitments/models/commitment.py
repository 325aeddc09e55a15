"""What somebody owes somebody by a day: one mechanism for every promise and every reply."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone

from forwhom.web.accounts.models import Person
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.scope import Scoped
from forwhom.web.accounts.viewer import Viewer, is_everywhere, looking
from forwhom.web.revisions.models import Kept
from forwhom.web.ui.subjects import ours

LETTERS = 500
STUDENTS, FAMILIES, COMMITTEE, BOARD, STAFF, TEAM = TO = (
    "students", "families", "committee", "board", "staff", "team",
)  # fmt: skip
IN_THE_OPEN = frozenset({STUDENTS, FAMILIES, COMMITTEE})
OWED, KEPT, LET_GO = STATES = ("owed", "kept", "let_go")


class InSight(Scoped[Any]):
    """What one owes or asked for, what one's teams work on, what is open, what lies in scope."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Only those, and never outside the scope of one's posts."""
        found = super().get_queryset()
        if is_everywhere():
            return found
        me = looking()
        seen = models.Q(place__in=me.places(May.READ_INSIDE)) | models.Q(is_open=True)
        if me.person is not None:
            seen |= models.Q(owed_by=me.person) | models.Q(made_by=me.person)
        for kind, keys in ours().items():
            seen |= models.Q(about_kind=kind, about_key__in=keys)
        return found.filter(seen)


class Commitment(Kept):
    """A promise or a reply: who owes what to whom by when, and what became of it."""

    KEEPS: ClassVar[tuple[str, ...]] = (
        "what", "owed_by_words", "to", "due", "is_open", "state", "answer", "answered_on", "why",
    )  # fmt: skip

    about_kind = models.CharField(max_length=20, blank=True)
    about_key = models.CharField(max_length=80, blank=True)
    what = models.CharField(max_length=LETTERS)
    owed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    owed_by_words = models.CharField(max_length=80)  # the department or office, shown to everybody
    to = models.CharField(max_length=10, choices=[(to, to) for to in TO])
    due = models.DateField()
    is_open = models.BooleanField(default=False)  # the committee may read it
    state = models.CharField(max_length=8, choices=[(s, s) for s in STATES], default=OWED)
    answer = models.CharField(max_length=2000, blank=True)
    answered_on = models.DateField(null=True)
    why = models.CharField(max_length=LETTERS, blank=True)  # a new day, or let go

    objects: InSight = InSight()

    class Meta:
        ordering = ("due", "pk")
        indexes = (
            models.Index(fields=["state", "due"], name="commitment_due"),
            models.Index(fields=["about_kind", "about_key"], name="commitment_about"),
        )

    def may_write(self, by: Viewer) -> bool:
        """Who owes it, who wrote it down, its team, and those who lead at the place."""
        if by.person is None:
            return False
        if by.person.pk in (self.owed_by_id, self.made_by_id):
            return True
        return self.is_ours() or self.place_id in by.places(May.INQUIRE)

    def shows_names(self, to: Viewer) -> bool:
        """Its team, and who owes it; others read the office."""
        return self.is_ours() or (to.person is not None and to.person.pk == self.owed_by_id)

    def is_ours(self) -> bool:
        """Whether a team of whoever looks works on what it is about."""
        return self.about_key in ours().get(self.about_kind, [])

    def address(self) -> str:
        """Its page."""
        return reverse("commitment", args=[self.pk])

    def title_here(self) -> str:
        """What is owed."""
        return self.what

    def days_late(self, today: date | None = None) -> int:
        """Days since it was due; 0 where it is not late, or not owed any more."""
        if self.state != OWED:
            return 0
        return max(0, ((today or timezone.localdate()) - self.due).days)
