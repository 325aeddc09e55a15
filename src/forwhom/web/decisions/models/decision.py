"""What was decided, by whom, after hearing whom, and when it is looked at again."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from forwhom.web.accounts.roles import May
from forwhom.web.accounts.scope import Scoped
from forwhom.web.accounts.viewer import Viewer, is_everywhere, looking
from forwhom.web.revisions.models import Kept
from forwhom.web.ui.subjects import ours

LETTERS, LONG = 500, 2000


class InSight(Scoped[Any]):
    """Decisions of one's places, of one's teams, one's own, and those that are open."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Only those, and never outside the scope of one's posts."""
        found = super().get_queryset()
        if is_everywhere():
            return found
        me = looking()
        seen = models.Q(place__in=me.places(May.READ_INSIDE))
        seen |= models.Q(is_open=True, decided_on__isnull=False)
        if me.person is not None:
            seen |= models.Q(made_by=me.person)
        for kind, keys in ours().items():
            seen |= models.Q(about_kind=kind, about_key__in=keys)
        return found.filter(seen)


class Decision(Kept):
    """A line of the journal. `decided_on` is empty while it is being prepared."""

    KEEPS: ClassVar[tuple[str, ...]] = (
        "question", "chosen", "reason", "heard", "dissent", "decided_by", "decided_on",
        "review_on", "is_open", "what_came", "reviewed_on", "changed_our_mind",
    )  # fmt: skip

    about_kind = models.CharField(max_length=20, blank=True)
    about_key = models.CharField(max_length=80, blank=True)
    question = models.CharField(max_length=LETTERS)
    chosen = models.CharField(max_length=LONG, blank=True)
    reason = models.CharField(max_length=LONG, blank=True)
    heard = models.CharField(max_length=LONG, blank=True)  # whom, or why nobody yet and by when
    dissent = models.CharField(max_length=LONG, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)  # a role or a body
    decided_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    is_open = models.BooleanField(default=False)
    what_came = models.CharField(max_length=LONG, blank=True)
    reviewed_on = models.DateField(null=True)
    changed_our_mind = models.BooleanField(default=False)

    objects: InSight = InSight()

    class Meta:
        ordering = ("-decided_on", "-pk")
        indexes = (models.Index(fields=["about_kind", "about_key"], name="decision_about"),)

    def may_write(self, by: Viewer) -> bool:
        """Its team, whoever began it, and those who lead at the place."""
        if by.person is None:
            return False
        is_ours = self.about_key in ours().get(self.about_kind, [])
        return is_ours or by.person.pk == self.made_by_id or self.place_id in by.places(May.INQUIRE)

    def address(self) -> str:
        """Its page."""
        return reverse("decision", args=[self.pk])

    def title_here(self) -> str:
        """Its question."""
        return self.question
