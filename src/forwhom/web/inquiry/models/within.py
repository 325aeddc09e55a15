"""What is written within an inquiry: seen by who sees the inquiry, written by its team."""

from __future__ import annotations

from typing import Any

from django.db import models

from forwhom.web.accounts.viewer import Viewer, is_everywhere, looking
from forwhom.web.inquiry.models.inquiry import Inquiry
from forwhom.web.revisions.models import Kept


class OfInquiry(models.Manager[Any]):
    """Only what belongs to an inquiry in sight."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Rows of inquiries that whoever is looking sees."""
        found = super().get_queryset()
        if is_everywhere():
            return found
        # The query is put together once in a request; its rows are asked for each time.
        return found.filter(inquiry__in=looking().once("inquiries", Inquiry.objects.all))


class Within(Kept):
    """Something kept within one inquiry, whose place it shares."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="+")

    objects: Any = OfInquiry()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """It stands where its inquiry stands."""
        self.place_id = self.inquiry.place_id
        super().save(*args, **kwargs)

    def may_write(self, by: Viewer) -> bool:
        """The team of the inquiry."""
        return self.inquiry.may_write(by)

    def address(self) -> str:
        """The page of the inquiry, unless it has one of its own."""
        return self.inquiry.address()

    def title_here(self) -> str:
        """The inquiry's question, unless it has words of its own."""
        return self.inquiry.title_here()
