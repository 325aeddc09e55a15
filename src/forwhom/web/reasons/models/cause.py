"""A cause that a team thinks of: on which branch, the why of what, and what speaks for it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from forwhom.web.inquiry.models import Within
from forwhom.web.inquiry.models.inquiry import LETTERS

BRANCHES = ("practice", "rule", "resource", "time", "access", "relations")
MEASURED, HEARD, ASSUMED = "measured", "heard", "assumed"
PROPOSED, SUPPORTED, REFUTED, UNTESTED = "proposed", "supported", "refuted", "untested"
STATUSES = (PROPOSED, SUPPORTED, REFUTED, UNTESTED)
CONTROL, INFLUENCE, CONCERN = "control", "influence", "concern"
RINGS = (CONTROL, INFLUENCE, CONCERN)


class Cause(Within):
    """One link of a chain of whys. `parent` is what it is the why of.

    `source` is what speaks for it: `assumed`, `heard:<key of a note>`, or `measured:<way of
    explaining>` of the inquiry's finding. Only what was measured or heard makes it supported, and
    only within control or influence is it where we act: every write passes `settle`.
    """

    KEEPS: ClassVar[tuple[str, ...]] = (
        "text", "branch", "parent", "source", "status", "ring", "act_here",
    )  # fmt: skip

    text = models.CharField(max_length=LETTERS)
    branch = models.CharField(max_length=10, choices=[(each, each) for each in BRANCHES])
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=60, default=ASSUMED)
    status = models.CharField(max_length=10, choices=[(s, s) for s in STATUSES], default=PROPOSED)
    ring = models.CharField(max_length=10, choices=[(r, r) for r in RINGS], default=INFLUENCE)
    act_here = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["inquiry", "withdrawn"], name="causes_of"),)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As it may stand, however it was written: by a form, by two people, or brought back."""
        self.settle()
        super().save(*args, **kwargs)

    def settle(self) -> None:
        """What nothing speaks for is not supported; what is out of reach is not where we act."""
        if self.status == SUPPORTED and not self.is_evidenced:
            self.status = UNTESTED
        if self.ring == CONCERN:
            self.act_here = False

    @property
    def evidence(self) -> str:
        """`measured`, `heard` or `assumed`."""
        return self.source.partition(":")[0]

    @property
    def source_key(self) -> str:
        """The way of explaining, or the key of the note; empty where it is assumed."""
        return self.source.partition(":")[2]

    @property
    def is_evidenced(self) -> bool:
        """Whether something measured or heard speaks to it."""
        return self.evidence in (MEASURED, HEARD) and bool(self.source_key)

    def address(self) -> str:
        """Its line among the causes."""
        return reverse("inquiry_causes", args=[self.inquiry_id]) + f"#cause-{self.pk}"

    def title_here(self) -> str:
        """Its words."""
        return self.text
