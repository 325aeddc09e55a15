"""What people said when they were asked, and the word that they will be."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from forwhom.web.accounts.roles import May
from forwhom.web.accounts.scope import Scoped
from forwhom.web.accounts.viewer import Viewer, is_everywhere, looking
from forwhom.web.heard import subjects
from forwhom.web.revisions.models import Kept
from forwhom.web.ui.subjects import ours

LETTERS = 2000
WHO = ("students", "families", "staff", "community", "graduates", "others")


class InEarshot(Scoped[Any]):
    """What was heard at places whose numbers one sees, or by one's own teams."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Only those, within the scope of one's posts."""
        found = super().get_queryset()
        if is_everywhere():
            return found
        there = models.Q(place__in=looking().places(May.READ_INSIDE))
        for kind, keys in ours().items():
            there |= models.Q(about_kind=kind, about_key__in=keys)
        return found.filter(there)


class About(Kept):
    """Something said about a finding, an inquiry or another subject."""

    about_kind = models.CharField(max_length=20)
    about_key = models.CharField(max_length=20)

    objects: InEarshot = InEarshot()

    class Meta:
        abstract = True

    def may_write(self, by: Viewer) -> bool:
        """Whoever may write about its subject."""
        return subjects.may_write(self.about_kind, self.about_key, self.place_id, by)

    def shows_wordings(self, to: Viewer) -> bool:
        """An earlier wording may not have been cleared: it stays with those who wrote it."""
        return self.may_write(to)

    def address(self) -> str:
        """The page of what was heard about the same."""
        return subjects.address(self.about_kind, self.about_key)


class Note(About):
    """What some people said: who they were is a category, and a name is never kept."""

    KEEPS: ClassVar[tuple[str, ...]] = ("who", "how_many", "language", "said", "may_quote", "on")

    who = models.CharField(max_length=10, choices=[(each, each) for each in WHO])
    how_many = models.PositiveIntegerField()
    language = models.CharField(max_length=60)
    said = models.TextField(max_length=LETTERS)
    may_quote = models.BooleanField(default=False)
    on = models.DateField()

    class Meta:
        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=["about_kind", "about_key"], name="heard_about"),)

    def title_here(self) -> str:
        """The day, since what was said may not be cleared."""
        return self.on.isoformat()

    def shows_words(self, to: Viewer) -> bool:
        """Whether somebody may read what was said: it is cleared, or they are of the team."""
        return self.may_quote or self.may_write(to)


class NotYet(About):
    """Nobody was asked yet: why, and by when somebody will be."""

    KEEPS: ClassVar[tuple[str, ...]] = ("reason", "by_when")

    reason = models.CharField(max_length=500)
    by_when = models.DateField()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["about_kind", "about_key"], name="not_yet_about"),)

    def title_here(self) -> str:
        """The reason."""
        return self.reason

    @property
    def is_late(self) -> bool:
        """Whether its day has passed: then it no longer stands for voices."""
        return self.by_when < timezone.localdate()
