"""In which order schools begin: drawn once, so that anybody can check it."""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from django.db import models

from forwhom.web.actions.models.action import LETTERS, Action
from forwhom.web.inquiry.models import Within
from forwhom.web.inquiry.models.within import OfInquiry


class Order(Within):
    """A drawn order. `drawn` lists the codes of schools, first to last; `waves` how many groups.

    The order is that of SHA-256 of `seed`, a colon and the code: whoever knows the seed, which is
    made before the schools are sorted, gets the same. A new draw needs a reason; the old one stays.
    """

    KEEPS: ClassVar[tuple[str, ...]] = ("drawn", "waves", "seed", "why")

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="orders")
    seed = models.CharField(max_length=32)
    drawn = models.JSONField()
    waves = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=LETTERS, blank=True)

    objects: Any = OfInquiry()

    class Meta:
        ordering = ("pk",)

    def address(self) -> str:
        """The page of its action."""
        return self.action.address()

    def title_here(self) -> str:
        """The action's words."""
        return self.action.what


def draw(seed: str, codes: list[str]) -> list[str]:
    """The codes in the order that the seed gives: by SHA-256 of `seed:code`, smallest first."""
    return sorted(codes, key=lambda code: hashlib.sha256(f"{seed}:{code}".encode()).hexdigest())


def in_waves(drawn: list[str], waves: int) -> list[list[str]]:
    """The drawn order cut into waves that differ by one school at most, the larger ones first."""
    least, more = divmod(len(drawn), waves)
    found, at = [], 0
    for wave in range(waves):
        size = least + (wave < more)
        found.append(drawn[at : at + size])
        at += size
    return found
