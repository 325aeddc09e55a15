"""A meeting of a team: its agenda, its notes, who was there, what was agreed and promised."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from forwhom.web.commitments.models import Commitment
from forwhom.web.inquiry.models.inquiry import LETTERS, Inquiry
from forwhom.web.inquiry.models.member import Member
from forwhom.web.inquiry.models.within import OfInquiry, Within

NOTES = 4000
MINUTES = 240


class Meeting(Within):
    """One meeting. `protocol` is the name of a way of talking; empty where there is none."""

    KEEPS: ClassVar[tuple[str, ...]] = ("day", "starts", "purpose", "protocol", "guests")

    day = models.DateField()
    starts = models.TimeField(null=True)
    purpose = models.CharField(max_length=LETTERS)
    protocol = models.CharField(max_length=40, blank=True)
    guests = models.CharField(max_length=LETTERS, blank=True)  # others who were there, in words

    class Meta:
        ordering = ("-day", "-pk")

    def address(self) -> str:
        """Its page."""
        return reverse("meeting", args=[self.inquiry_id, self.pk])

    def title_here(self) -> str:
        """What it was for."""
        return self.purpose


class OfMeeting(Within):
    """Something written within one meeting, and shown on its page."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def address(self) -> str:
        """The page of the meeting."""
        return reverse("meeting", args=[self.inquiry_id, self.meeting_id])


class AgendaItem(OfMeeting):
    """A point of the agenda, and the notes about it."""

    KEEPS: ClassVar[tuple[str, ...]] = ("text", "minutes", "order", "notes")

    text = models.CharField(max_length=LETTERS)
    minutes = models.PositiveSmallIntegerField(null=True)
    order = models.PositiveSmallIntegerField(default=1)
    notes = models.TextField(max_length=NOTES, blank=True)

    class Meta:
        ordering = ("order", "pk")

    def title_here(self) -> str:
        """What it says."""
        return self.text


class Agreement(OfMeeting):
    """What a meeting decided, in a line."""

    KEEPS: ClassVar[tuple[str, ...]] = ("text",)

    text = models.CharField(max_length=LETTERS)

    class Meta:
        ordering = ("pk",)

    def title_here(self) -> str:
        """What it says."""
        return self.text


class Present(models.Model):
    """Somebody of the team who was at a meeting; `here` is false where that was taken back."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="present")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    here = models.BooleanField(default=True)

    objects: Any = OfInquiry()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["meeting", "member"], name="present_once"),)


class Promised(models.Model):
    """A promise that was made at a meeting."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="promised")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")

    objects: Any = OfInquiry()

    class Meta:
        ordering = ("pk",)
