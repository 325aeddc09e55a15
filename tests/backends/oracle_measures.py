"""Who is among the children of a measure and who is counted, in plain Python, from its question."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from forwhom.measures import MEASURES
from tests.backends.plain import read
from tests.backends.records import Row

Rule = Callable[[str], Fraction]
Asked = tuple[bool, Any]  # whether the child is among them; the outcome, None for unknown
REMOVED = ("transferred_documented", "emigrated", "deceased")
TO_GRADE_8 = ("TK", "KG", *map(str, range(1, 9)))
HIGH_SCHOOL = ("9", "10", "11", "12")


def asked(name: str, row: Row, rule: Rule) -> Asked:
    """The measure's own plain reading; a measure without one is read from its declaration."""
    if name in MEASURED:
        return MEASURED[name](row, rule)
    measure = MEASURES[name]
    return read(measure.among, row, rule) is True, read(measure.outcome, row, rule)


def _chronic_absence(row: Row, rule: Rule) -> Asked:
    days, absent = _exact(row["days_enrolled"]), _exact(row["days_absent"])
    if not row["enrolled"] or days is None or days < rule("chronic_absence.min_days"):
        return False, None
    return True, None if absent is None else absent >= rule("chronic_absence.share_of_days") * days


def _on_track_grade_9(row: Row, rule: Rule) -> Asked:
    earned, failed = _exact(row["credits_earned"]), row["core_failures"]
    enough = None if earned is None else earned >= rule("on_track.credits")
    few = None if failed is None else failed <= rule("on_track.core_failures")
    among = row["enrolled"] and row["grade"] == "9"
    if enough is False or few is False:
        return among, False
    return among, None if enough is None or few is None else True


def _graduated_on_time(row: Row, _: Rule) -> Asked:
    outcome = row["cohort_outcome"]
    if outcome is None or outcome in REMOVED:
        return False, None
    return True, outcome == "graduated"


def _at_least_one(fact: str, *grades: str) -> Callable[[Row, Rule], Asked]:
    def one(row: Row, _: Rule) -> Asked:
        among = row["enrolled"] and (not grades or row["grade"] in grades)
        return among, None if row[fact] is None else row[fact] >= 1

    return one


def _known_and_at_least_one(fact: str) -> Callable[[Row, Rule], Asked]:
    """Only the children of whom the fact is known are asked about."""
    return lambda row, _: (row["enrolled"] and row[fact] is not None, row[fact] == 1)


def _category(category: str) -> Callable[[Row, Rule], Asked]:
    def one(row: Row, _: Rule) -> Asked:
        found = row["category_of_disability"]
        return row["enrolled"], None if found is None else found == category

    return one


def _placed_under_40_percent(row: Row, _: Rule) -> Asked:
    setting = row["placement_setting"]
    return row["enrolled"] and setting is not None, setting == "regular_under_40"


def _suspended(row: Row, rule: Rule) -> Asked:
    days = row["suspended_days"]
    return row["enrolled"], None if days is None else days >= rule("discipline.suspended_days")


def _suspended_out_of_school(row: Row, _: Rule) -> Asked:
    days = row["out_of_school_days"]
    return row["enrolled"], None if days is None else days > 0


def _more_than(fact: str, limit: str = "") -> Callable[[Row, Rule], Asked]:
    def one(row: Row, rule: Rule) -> Asked:
        found = _exact(row[fact])
        return row["enrolled"], None if found is None else found > (rule(limit) if limit else 0)

    return one


def _severe_absence(row: Row, rule: Rule) -> Asked:
    among, _ = _chronic_absence(row, rule)
    absent = _exact(row["days_absent"])
    if not among or absent is None:
        return among, None
    return True, absent / _exact(row["days_enrolled"]) >= rule("severe_absence.share_of_days")


def _chronic_absence_california(row: Row, rule: Rule) -> Asked:
    days, absent = _exact(row["days_enrolled"]), _exact(row["days_absent"])
    if not row["enrolled"] or row["grade"] not in TO_GRADE_8 or days is None or absent is None:
        return False, None
    came = days - absent > 0 and days >= rule("chronic_absence_california.min_days")
    return came, absent >= rule("chronic_absence_california.share_of_days") * days


def _unexcused_share(row: Row, _: Rule) -> Asked:
    absent, without = (_exact(row[f"days_absent_{name}"]) for name in ("reason_known", "unexcused"))
    if not row["enrolled"] or not absent or without is None:
        return False, None
    return True, 100 * without / absent


def _score(fact: str) -> Callable[[Row, Rule], Asked]:
    return lambda row, _: (row["enrolled"], row[fact])


def _tested(row: Row, _: Rule) -> Asked:
    took = [row[name] for name in ("tested_reading", "tested_mathematics") if row[name] is not None]
    return bool(row["enrolled"] and took), all(value >= 1 for value in took)


def _college_prep_sequence(row: Row, rule: Rule) -> Asked:
    earned = _exact(row["college_prep_credits"])
    enough = None if earned is None else earned >= rule("college_prep.credits_a_year")
    return row["enrolled"] and row["grade"] in HIGH_SCHOOL, enough


def _exact(number: Any) -> Fraction | None:
    return None if number is None else Fraction(str(number))


MEASURED: dict[str, Callable[[Row, Rule], Asked]] = {
    "chronic_absence": _chronic_absence,
    "chronic_absence_california": _chronic_absence_california,
    "severe_absence": _severe_absence,
    "days_absent_per_100": _score("days_absent"),
    "unexcused_share": _unexcused_share,
    "suspended_in_school": _more_than("in_school_days"),
    "suspended_more_than_once": lambda row, _: (
        row["enrolled"],
        None if row["out_of_school_times"] is None else row["out_of_school_times"] >= 2,
    ),
    "removed_more_than_10_days": _more_than("days_removed", "discipline.removed_days"),
    "days_suspended_per_100_students": _score("suspended_days"),
    "expelled": _at_least_one("expulsions"),
    "referred_to_law_enforcement": _at_least_one("law_enforcement_referrals"),
    "referred": _at_least_one("referrals"),
    "suspended": _suspended,
    "suspended_out_of_school": _suspended_out_of_school,
    "proficient_reading": _at_least_one("proficient_reading"),
    "proficient_mathematics": _at_least_one("proficient_mathematics"),
    "reading_on_track_grade_3": _at_least_one("proficient_reading", "3"),
    "score_reading": _score("score_reading"),
    "score_mathematics": _score("score_mathematics"),
    "growth_reading": _score("growth_reading"),
    "growth_mathematics": _score("growth_mathematics"),
    "tested": _tested,
    "tested_reading": _at_least_one("tested_reading"),
    "tested_mathematics": _at_least_one("tested_mathematics"),
    "gifted": _at_least_one("gifted_so_far"),
    "algebra_by_grade_8": _at_least_one("algebra_1_so_far", "8"),
    "college_level_course": _at_least_one("college_level_seat", *HIGH_SCHOOL),
    "advanced_mathematics": _at_least_one("advanced_mathematics_seat", *HIGH_SCHOOL),
    "advanced_science": _at_least_one("advanced_science_seat", *HIGH_SCHOOL),
    "college_prep_sequence": _college_prep_sequence,
    "arts": _at_least_one("arts_seat"),
    "on_track_grade_9": _on_track_grade_9,
    "graduated_on_time": _graduated_on_time,
    "reclassified": _known_and_at_least_one("reclassified_in_year"),
    "long_term_english_learner": _known_and_at_least_one("long_term_learner"),
    "identified_disability": _at_least_one("served_under_idea"),
    "identified_autism": _category("Autism"),
    "identified_deafness": _category("Deafness"),
    "identified_developmental_delay": _at_least_one("developmental_delay"),
    "placed_under_40_percent": _placed_under_40_percent,
    "activity": _at_least_one("activities"),
    "support_started": _known_and_at_least_one("support_started"),
}
