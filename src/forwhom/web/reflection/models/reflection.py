"""A reflection: its writer's alone, until they share it with their team."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from forwhom.web.accounts.viewer import Viewer, is_everywhere, looking
from forwhom.web.inquiry.models import Inquiry, Member
from forwhom.web.revisions.models import Kept

LETTERS = 2000


def with_me() -> models.QuerySet[Any]:
    """The keys of the inquiries on whose team whoever looks is."""
    me = looking().person
    return Member.everywhere.filter(person=me, left=None).values("inquiry")


class Mine(models.Manager[Any]):
    """One's own, and what was shared with a team that one is on. No role sees more."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Only those; a superintendent or a privacy officer finds nothing of others."""
        found = super().get_queryset()
        if is_everywhere():
            return found
        me = looking().person
        if me is None:
            return found.none()
        shared = models.Q(is_shared=True, inquiry__in=with_me())
        return found.filter(models.Q(made_by=me) | shared)


class Reflection(Kept):
    """What was expected, what surprised, whose voice was missing, what comes next."""

    KEEPS: ClassVar[tuple[str, ...]] = (
        "day", "expected", "surprised", "missing", "differently", "is_shared",
    )  # fmt: skip

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    expected = models.CharField(max_length=LETTERS, blank=True)
    surprised = models.CharField(max_length=LETTERS, blank=True)
    missing = models.CharField(max_length=LETTERS, blank=True)
    differently = models.CharField(max_length=LETTERS, blank=True)
    is_shared = models.BooleanField(default=False)

    objects: Any = Mine()

    class Meta:
        ordering = ("-day", "-pk")

    def may_write(self, by: Viewer) -> bool:
        """Its writer alone."""
        return by.person is not None and by.person.pk == self.made_by_id

    def address(self) -> str:
        """Its page."""
        return reverse("reflection", args=[self.pk])

    def title_here(self) -> str:
        """Its day."""
        return self.day.isoformat()
