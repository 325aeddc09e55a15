"""From counts of two years to status, change and color, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from forwhom.official.dashboard.asked import NEVER_COLORED, Asked
from forwhom.official.dashboard.levels import (
    change_name,
    color,
    folded,
    in_tenths,
    level,
    rate,
    status_name,
)
from forwhom.official.dashboard.line import to_next
from forwhom.official.number import Count, OfficialNumber
from forwhom.rules.official import NotInForceError, RuleSet

GRADUATION = "graduation"
NO_ALTERNATIVE_BEFORE = "2021-22"


def makes(counts: Sequence[Count], rules: RuleSet) -> list[OfficialNumber]:
    """One official number for each count, in order."""
    return [number_of(Asked(count, rules)) for count in counts if count.place_type != "state"]


def value_of(asked: Asked) -> Fraction | None:
    """The value itself, exact: from the counts, or as printed where no counts are told."""
    count = asked.count
    if count.numerator is not None and count.denominator:
        return rate(int(count.numerator), int(count.denominator))
    printed = asked.number("status")
    return None if printed is None else Fraction(printed)


def value_before(asked: Asked) -> Fraction | None:
    """The year before, exact."""
    numerator, denominator = asked.number("prior_numerator"), asked.number("prior_denominator")
    if numerator is not None and denominator:
        return rate(int(numerator), int(denominator))
    printed = asked.number("prior_status")
    return None if printed is None else Fraction(printed)


def change_of(asked: Asked) -> Fraction | None:
    """The change of the unrounded values; the printed one where only rounded values are told."""
    count = asked.count
    now, before = value_of(asked), value_before(asked)
    counted = count.numerator is not None and asked.number("prior_numerator") is not None
    if counted and now is not None and before is not None:
        return now - before
    printed = asked.number("change")
    if printed is not None:
        return Fraction(printed)
    return None if now is None or before is None else now - before


def number_of(asked: Asked) -> OfficialNumber:
    """The official number of one row, with the reason that it came out so."""
    count, now = asked.count, value_of(asked)
    change = change_of(asked)
    status = moved = None
    shade, reason = "", _why_not(asked, now, change)
    if now is not None and reason in ("", "no_year_before", "status_only", "too_few_for_color"):
        status = status_level(asked, in_tenths(now))
    if not reason and status is not None and change is not None:
        moved = change_level(asked, in_tenths(change))
        shade, reason = _shade(asked, status, moved)
    steps = to_next(asked, status) if status is not None else None
    lower = asked.lower_is_better
    return OfficialNumber(
        calculation="dashboard", indicator=asked.form, school_year=count.school_year,
        place_type=count.place_type, place_id=count.place_id, place_name=count.place_name,
        group=asked.title, numerator=count.numerator, denominator=count.denominator,
        against="the_same_group_a_year_before",
        against_numerator=_float(asked, "prior_numerator"),
        against_denominator=_float(asked, "prior_denominator"),
        value=None if now is None else float(now),
        shown="" if now is None else f"{in_tenths(now) / 10:.1f}",
        change=None if change is None else in_tenths(change) / 10,
        status="" if status is None else status_name(status, lower_is_better=lower),
        change_level="" if moved is None else change_name(moved, lower_is_better=lower),
        result=shade, reason=reason or "computed",
        line=steps.line if steps else None, to_line=steps.children if steps else None,
        used=_used(asked), more=_more(asked, status, moved),
    )  # fmt: skip


def status_level(asked: Asked, tenths: int) -> int:
    """The level of a value by the year's cut points."""
    cuts = asked.rule(f"status.{asked.form}")
    return level(tenths, cuts, lower_is_better=asked.lower_is_better)


def change_level(asked: Asked, tenths: int) -> int:
    """The level of a change; that of few students is folded inward."""
    cuts = asked.rule(f"change.{asked.form}")
    found = level(tenths, cuts, lower_is_better=asked.lower_is_better)
    return folded(found) if asked.small_table() else found


def _why_not(asked: Asked, now: Fraction | None, change: Fraction | None) -> str:
    """Why there is no color, as a code, the first that holds; empty where there is one."""
    if now is None:
        return "not_told"
    published = asked.published()
    enough_now, enough_before = asked.enough_for_color()
    shown = (asked.count.denominator or 0) >= asked.rule("size.display")
    reasons = {
        "not_published_that_year": published == "none" or not _in_force(asked),
        "group_never_colored": asked.group in NEVER_COLORED,
        "alternative_status_not_verified": _unknown_alternative(asked),
        "too_few_to_show": not shown,
        "too_few_for_color": not enough_now,
        "status_only": published == "status",
        "no_year_before": change is None or not enough_before,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _shade(asked: Asked, status: int, moved: int) -> tuple[str, str]:
    if asked.told("error") == "Y":
        return asked.told("printed_color"), "set_by_hand_for_a_data_error"
    if asked.flagged:
        return "orange", "data_not_certified"
    small = asked.small_table()
    shade = color(status, moved, small or asked.rule(f"grid.{asked.form}"))
    return shade, "few_students_table" if small else "computed"


def _in_force(asked: Asked) -> bool:
    try:
        asked.rule(f"status.{asked.form}")
    except NotInForceError:
        return False
    return True


def _unknown_alternative(asked: Asked) -> bool:
    """Schools with alternative status had methods of their own until 2021."""
    early = asked.count.school_year < NO_ALTERNATIVE_BEFORE
    return asked.alternative and early and asked.indicator == GRADUATION


def _float(asked: Asked, name: str) -> float | None:
    found = asked.number(name)
    return None if found is None else float(found)


def _used(asked: Asked) -> tuple[str, ...]:
    return (f"change.{asked.form}", f"grid.{asked.form}", f"status.{asked.form}")


def _more(asked: Asked, status: int | None, moved: int | None) -> dict[str, str]:
    """The levels as numbers, and what the agency printed, to be set beside."""
    printed = {
        f"printed_{name}": asked.told(f"printed_{name}")
        for name in ("status_level", "change_level", "color")
        if asked.told(f"printed_{name}")
    }
    levels = {"status_level": status, "change_level_number": moved}
    return {
        "code": asked.group,
        **{name: str(number) for name, number in levels.items() if number is not None},
        **printed,
    }
