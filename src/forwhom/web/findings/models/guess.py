"""What members of a team expected before they looked, and when the team looked."""

from __future__ import annotations

from typing import Any

from django.db import models

from forwhom.web.accounts.models import Person
from forwhom.web.accounts.scope import PlaceBound, Scoped

MORE, SAME, LESS = "more", "same", "less"
SIGN = {MORE: 1, SAME: 0, LESS: -1}
SURE = ("not_very", "fairly", "very")
MOST = 500
"""Points that a guess may be away from nothing: shares end at 100, scores do not."""
LETTERS = 500


class Guess(PlaceBound):
    """What one member expects of one finding; `place` is the team's, not the finding's.

    `points` are what the member wrote down, never a number of an audit.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    finding = models.CharField(max_length=12)
    school_year = models.CharField(max_length=20)
    direction = models.CharField(max_length=4, choices=[(name, name) for name in SIGN])
    points = models.DecimalField(max_digits=4, decimal_places=1, default=0)
    sure = models.CharField(max_length=8, choices=[(n, n) for n in SURE], default=SURE[0])
    because = models.CharField(max_length=LETTERS, blank=True)
    at = models.DateTimeField(auto_now=True)

    objects: Scoped[Any] = Scoped()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["place", "person", "finding", "school_year"], name="one_guess_each"
            ),
        )

    @property
    def expected(self) -> float:
        """The difference expected, with its sign: above zero where the group has it more."""
        return SIGN[self.direction] * float(self.points)


class Opened(PlaceBound):
    """A team saw a finding: from then on its guesses are closed. `place` is the team's."""

    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    finding = models.CharField(max_length=12)
    school_year = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)

    objects: Scoped[Any] = Scoped()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["place", "finding", "school_year"], name="opened_once"),
        )
