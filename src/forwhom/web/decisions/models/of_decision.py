"""What belongs to one decision: the choices there were, and what was expected for whom."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from forwhom.web.accounts.viewer import Viewer, is_everywhere
from forwhom.web.decisions.models.decision import LETTERS, Decision
from forwhom.web.revisions.models import Kept

MORE, SAME, LESS, UNKNOWN = EXPECTS = ("more", "same", "less", "unknown")
OPEN, TRUE, OTHERWISE, EARLY = CAME = ("open", "true", "otherwise", "early")


class InSight(models.Manager[Any]):
    """Only what belongs to a decision in sight."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Rows of decisions that whoever is looking sees."""
        found = super().get_queryset()
        return found if is_everywhere() else found.filter(decision__in=Decision.objects.all())


class OfDecision(Kept):
    """Shares the place, the readers and the writers of its decision."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")

    objects: Any = InSight()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """It stands where its decision stands."""
        self.place_id = self.decision.place_id
        super().save(*args, **kwargs)

    def may_write(self, by: Viewer) -> bool:
        """Who may write the decision."""
        return self.decision.may_write(by)

    def address(self) -> str:
        """The page of the decision."""
        return self.decision.address()

    def title_here(self) -> str:
        """The decision's question."""
        return self.decision.question


class Option(OfDecision):
    """One choice there was."""

    KEEPS: ClassVar[tuple[str, ...]] = ("text",)

    text = models.CharField(max_length=LETTERS)

    class Meta:
        ordering = ("pk",)


class Expectation(OfDecision):
    """What was expected for whom, how sure, and how it came out."""

    KEEPS: ClassVar[tuple[str, ...]] = ("who", "what", "expects", "sure", "came")

    who = models.CharField(max_length=120)
    what = models.CharField(max_length=200)  # of what: a measure, in words
    expects = models.CharField(max_length=7, choices=[(each, each) for each in EXPECTS])
    sure = models.PositiveSmallIntegerField()  # 0 to 100
    came = models.CharField(max_length=9, choices=[(each, each) for each in CAME], default=OPEN)

    def may_withdraw(self, by: Viewer) -> bool:
        """Until it is decided: what was expected stays, however it comes out."""
        return self.decision.decided_on is None and self.may_write(by)

    class Meta:
        ordering = ("pk",)
