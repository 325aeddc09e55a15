"""What a row of the Dashboard tells, and which cut points, grid and sizes hold for it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from forwhom.official.number import Count
from forwhom.rules.official import NotInForceError, RuleSet

LOWER_IS_BETTER = {"suspension", "chronic_absence"}
NEVER_COLORED = {"EO", "ELO", "RFP", "SBA", "CAA", "CAST", ""}
FEW = {"FOS", "HOM"}
LONG_TERM = "LTEL"
YES = "Y"
TITLES = {
    "ALL": "All students", "EL": "English learners", "LTEL": "Long-term English learners",
    "SED": "Socioeconomically disadvantaged", "SWD": "Students with disabilities",
    "FOS": "Foster youth", "HOM": "Homeless youth", "EO": "English only",
    "ELO": "English learners only", "RFP": "Reclassified English learners",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """One row: an indicator of a group in a place and year, with what the source printed."""

    count: Count
    rules: RuleSet

    @property
    def indicator(self) -> str:
        """Such as `suspension`."""
        return self.count.measure

    @property
    def form(self) -> str:
        """The name of its cut points: `suspension_unified_district`, `ela_high_school`, `cci`."""
        kind = self.count.more.get("form", "")
        return f"{self.indicator}_{kind}" if kind else self.indicator

    @property
    def lower_is_better(self) -> bool:
        """Whether fewer is better."""
        return self.indicator in LOWER_IS_BETTER

    @property
    def group(self) -> str:
        """The agency's code of the group."""
        return self.count.more.get("code", "")

    @property
    def title(self) -> str:
        """The group in words."""
        return TITLES.get(self.group, self.count.group)

    @property
    def in_school(self) -> bool:
        """Whether the row is of a school, not of a district or county office."""
        return self.count.place_type == "school"

    def told(self, name: str) -> str:
        """What the source says under a name; empty where it says nothing."""
        return self.count.more.get(name, "")

    def number(self, name: str) -> Decimal | None:
        """What the source says as a number."""
        text = self.told(name)
        return Decimal(text) if text else None

    @property
    def flagged(self) -> bool:
        """Whether the district did not certify its data."""
        return self.told("certify") == YES

    @property
    def alternative(self) -> bool:
        """Whether the school has alternative status (DASS)."""
        return self.told("alternative") == YES

    def rule(self, name: str) -> Any:
        """A value in the row's year."""
        return self.rules.value(name, self.count.school_year)

    def published(self) -> str:
        """`color`, `status` or `none`: what the agency publishes of the indicator that year."""
        try:
            return str(self.rule(f"publishes.{self.indicator}"))
        except NotInForceError:
            return "none"

    def smallest(self) -> int:
        """Students needed in both years for a color."""
        if not self.in_school and self.group in FEW:
            return int(self.rule("size.few_groups"))
        if not self.in_school and self.group == LONG_TERM:
            return int(self.rule("size.few_groups_long_term"))
        return int(self.rule("size.color"))

    def enough_for_color(self) -> tuple[bool, bool]:
        """Whether this year, and the year before, have the students for a color.

        Students with disabilities are counted anew for it where the file tells how many there are.
        Where the year before tells no number, but a change is printed, there were enough.
        """
        least = self.smallest()
        now = self.number("size_now") or self.count.denominator or 0
        before = self.number("size_before") or self.number("prior_denominator")
        if before is None:
            return now >= least, bool(self.told("change"))
        return now >= least, before >= least

    def small_table(self) -> list[str] | None:
        """The grid of few students, where the row has few and its indicator has such a grid."""
        children = self.count.denominator
        if children is None or children >= self.rule("size.folds_below"):
            return None
        name = f"small_grid.{self.form}"
        if name not in self.rules.entries:
            return None
        try:
            grid: list[str] = self.rule(name)
        except NotInForceError:
            return None
        return grid
