"""An inquiry: a question about a finding, and where its team stands with it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from forwhom.web.accounts.roles import May
from forwhom.web.accounts.scope import Scoped
from forwhom.web.accounts.viewer import Viewer, is_everywhere, looking
from forwhom.web.revisions.models import Kept

LETTERS = 500


class InSight(Scoped[Any]):
    """Inquiries at places whose numbers somebody may see, and those of their own teams."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Only those; nothing outside the scope of one's posts, whatever team one was in."""
        found = super().get_queryset()
        if is_everywhere():
            return found
        me = looking()
        return found.filter(me.once("inquiries in sight", lambda: _in_sight(me)))


def _in_sight(me: Viewer) -> models.Q:
    """The condition, not its rows: what is begun within a request is seen within it.

    None is added for those who may see the numbers of every place in their scope.
    """
    inside = me.places(May.READ_INSIDE)
    if inside.keys() == me.places().keys():
        return models.Q()
    mine = _members().filter(inquiry=models.OuterRef("pk"), person=me.person, left=None)
    return models.Q(place__in=inside) | models.Q(models.Exists(mine))


class Inquiry(Kept):
    """A question that a team works at, stage by stage. Numbers stay in the audit."""

    KEEPS: ClassVar[tuple[str, ...]] = (
        "question", "aim_what", "aim_whom", "aim_from", "aim_to", "aim_by", "aim_measure",
        "missing",
    )  # fmt: skip

    finding = models.CharField(max_length=12, blank=True)  # the finding it began from
    cycle = models.CharField(max_length=40)
    stage = models.CharField(max_length=40)
    question = models.CharField(max_length=LETTERS)
    aim_what = models.CharField(max_length=LETTERS, blank=True)
    aim_whom = models.CharField(max_length=LETTERS, blank=True)
    aim_from = models.CharField(max_length=60, blank=True)
    aim_to = models.CharField(max_length=60, blank=True)
    aim_by = models.DateField(null=True)
    aim_measure = models.CharField(max_length=80, blank=True)  # a measure's name, or in words
    missing = models.CharField(max_length=LETTERS, blank=True)  # whose voice is not at the table
    ended_at = models.DateTimeField(null=True)

    objects: InSight = InSight()

    class Meta:
        ordering = ("-changed_at", "-pk")

    def may_write(self, by: Viewer) -> bool:
        """Its team, and nobody else."""
        return self.has_member(by)

    def has_member(self, who: Viewer) -> bool:
        """Whether somebody is on the team today, and still has a post within reach."""
        if who.person is None or self.place_id not in who.places(May.TAKE_PART):
            return False
        return _members().filter(inquiry=self, person=who.person, left=None).exists()

    def address(self) -> str:
        """Its page."""
        return reverse("inquiry", args=[self.pk])

    def title_here(self) -> str:
        """Its question."""
        return self.question


def _members() -> Any:
    from forwhom.web.inquiry.models.member import Member

    return Member.everywhere
