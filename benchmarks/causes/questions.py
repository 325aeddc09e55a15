"""What is asked of each district: a planted cause or a non-cause, who is to find it, the truth.

To ask another question, add a row to EVERY.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.causes.made import Made
from benchmarks.causes.truths import (
    Truth,
    absence_classes,
    absence_crossed,
    absence_parts,
    enrolled_of_ready,
    helped,
    none,
    not_planted,
    planted,
    reached,
    referred,
)
from forwhom.causes import CAUSES
from forwhom.results.explanation import TOLD, Explanation, Part, Row
from forwhom.sample.caused import BOYS, LETTERS, PLANS, PROGRAM
from forwhom.sample.planted import BLACK, HISPANIC, LOW_INCOME

Ends = tuple[float, float, float]  # the estimate and its 95 % limits
Found = Callable[[Explanation], Ends | bool | None]


@dataclass(frozen=True)
class Question:
    """One row of the table: `found` reads the estimate, `truth` what it should be.

    Where something is marked or not, `found` says which, and there is no `truth`. `null`: nothing
    is there, so limits without 0, or a mark, are a false alarm.
    """

    asks: str
    cause: str
    measure: str
    group: str
    found: Found
    truth: Truth | None = None
    null: bool = False

    @property
    def name(self) -> str:
        """What it is kept under."""
        return f"{self.cause}: {self.asks}"

    def of(self, district: Made) -> dict[str, float] | None:
        """The estimate, its limits and the truth of one district; None where it is silent."""
        told = district.explained(self.cause, self.measure, self.group)
        found = self.found(told) if told.status == TOLD else None
        if found is None:
            return None
        if isinstance(found, bool) or self.truth is None:
            return {"marked": float(bool(found))}
        names = ("estimate", "low", "high")
        return {**dict(zip(names, found, strict=True)), "truth": self.truth(district)}


def part(at: int) -> Found:
    """A part of the gap."""
    return lambda told: _of_part(told.parts[at])


def row(at: int) -> Found:
    """The difference in a row, by its place."""
    return lambda told: _of_row(told.rows[at])


def row_of(kind: str, name: str) -> Found:
    """The difference in the first row of that kind and name."""
    return lambda told: next((_of_row(r) for r in told.rows if r.of == (kind, name)), None)


def row_named(name: str) -> Found:
    """The difference in the row with this heading."""
    return lambda told: next((_of_row(r) for r in told.rows if r.name["en"] == name), None)


def warns(name: str) -> Found:
    """Whether it is said of what was tried that its schools stood out before it began."""

    def of(told: Explanation) -> bool:
        whose = ""
        for text in told.sentences["en"]:
            whose = next((one for one in (PROGRAM, LETTERS, PLANS) if one in text), whose)
            if whose == name and "these schools stood out" in text:
                return True
        return False

    return of


def marks(*names: str) -> Found:
    """Whether any row with such a heading is certain; of any heading where none is named."""
    return lambda told: any(
        bool(r.certain) for r in told.rows if not names or r.name["en"] in names
    )


def _of_part(one: Part) -> Ends | None:
    return None if one.low is None or one.high is None else (one.value, one.low, one.high)


def _of_row(one: Row) -> Ends | None:
    if one.difference is None or one.difference_low is None or one.difference_high is None:
        return None
    return one.difference, one.difference_low, one.difference_high


ABSENCE, COLLEGE, SUSPENDED = "chronic_absence", "college_level_course", "suspended"
OUT = "suspended_out_of_school"
ALIKE = ("same_behavior", "same_behavior_same_school", "same_incident")
OBJECTIVE = ("theft", "vandalism", "bullying", "fighting", "physical aggression",
             "phone or technology", "skipping class", "tobacco or vape", "drugs or alcohol",
             "weapon")  # fmt: skip
JUDGED = ("defiance", "disruption", "disrespect", "inappropriate language")
SCHOOLS = ("schools", "grades", "the same school and grade")

BETWEEN = (
    Question("part between schools", "between_schools", ABSENCE, HISPANIC, part(0),
             planted("between", kind="between_schools")),
    Question("part inside schools", "between_schools", ABSENCE, HISPANIC, part(1),
             planted("inside", kind="between_schools")),
    Question("part between schools, boys", "between_schools", ABSENCE, BOYS, part(0),
             absence_parts(BOYS, 0), null=True),
    Question("part inside schools, boys", "between_schools", ABSENCE, BOYS, part(1),
             absence_parts(BOYS, 1), null=True),
    Question("part between grades", "between_grades", ABSENCE, HISPANIC, part(0),
             not_planted("between", cause="between_grades"), null=True),
    *(Question(f"part of {name}", "schools_and_grades", ABSENCE, HISPANIC, part(at),
               absence_crossed(HISPANIC, at)) for at, name in enumerate(SCHOOLS)),
)  # fmt: skip
CLASSES = (
    Question("boys' absence in the same circumstances", "composition", ABSENCE, BOYS, part(-1),
             none, null=True),
    Question("part between classes", "between_classrooms", ABSENCE, HISPANIC, part(0),
             absence_classes(HISPANIC)),
    Question("boys' part between classes, as chance seated them", "between_classrooms", ABSENCE,
             BOYS, part(0), absence_classes(BOYS)),
)  # fmt: skip
GATES = (
    Question("Black students, referral", "gates", SUSPENDED, BLACK, row_of("gate", "referral"),
             planted("difference", gate="referral", measure=SUSPENDED)),
    Question("boys, suspension once referred", "gates", SUSPENDED, BOYS,
             row_of("gate", "suspension"), planted("difference", gate="suspension")),
    Question("boys, referral", "gates", SUSPENDED, BOYS, row_of("gate", "referral"),
             referred(BOYS), null=True),
    Question("Black students, suspension once referred", "gates", SUSPENDED, BLACK,
             row_of("gate", "suspension"), none, null=True),
    Question("Black students, out of school once suspended", "gates", OUT, BLACK,
             row_of("gate", "out_of_school"), none, null=True),
)  # fmt: skip
DISCIPLINE = (
    *(Question("boys suspended more", cause, SUSPENDED, BOYS, row(1),
               planted("difference", cause=cause)) for cause in ALIKE),
    *(Question("Black students suspended as others", cause, SUSPENDED, BLACK, row(1), none,
               null=True) for cause in ALIKE),
    Question("boys above the matrix for fighting", "discretion", SUSPENDED, BOYS,
             row_of("behavior", "fighting"), planted("difference", cause="discretion")),
    Question("boys above the matrix for disruption", "discretion", SUSPENDED, BOYS,
             row_of("behavior", "disruption"), none, null=True),
    Question("Black students above the matrix", "discretion", SUSPENDED, BLACK,
             row_of("decisions", ""), none, null=True),
    Question("Black students, matters of judgment", "where_decided", "referred", BLACK,
             row_of("behavior", "a matter of judgment"), reached(BLACK, judged=True)),
    Question("Black students, other behavior: their schools alone", "where_decided", "referred",
             BLACK, row_of("behavior", "not a matter of judgment"), reached(BLACK, judged=False)),
    Question("boys, anything marked", "where_decided", "referred", BOYS, marks(), null=True),
)  # fmt: skip
ACCESS = (
    Question("schools that offer none", "offered", COLLEGE, LOW_INCOME, part(0),
             planted("between", kind="offers_none")),
    Question("who takes it, where offered", "offered", COLLEGE, LOW_INCOME, part(1),
             planted("inside", kind="offers_none")),
    Question("enrolled, of the ready", "ready_not_enrolled", COLLEGE, LOW_INCOME, row(1),
             enrolled_of_ready(LOW_INCOME)),
    Question("low-income students, teachers out of their field", "teachers", COLLEGE, LOW_INCOME,
             row_named("Out of their field"), none, null=True),
    Question("boys enrolled, of the ready", "ready_not_enrolled", COLLEGE, BOYS, row(1),
             enrolled_of_ready(BOYS), null=True),
)  # fmt: skip
LIVES = (
    Question("Black students' referrals: a matter of judgment marked", "where_it_lives",
             "referred", BLACK, marks(*(f"Behavior: {name}" for name in JUDGED))),
    Question("Black students' referrals: other behavior marked", "where_it_lives", "referred",
             BLACK, marks(*(f"Behavior: {name}" for name in OBJECTIVE)), null=True),
    Question("boys' absence: anything marked", "where_it_lives", ABSENCE, BOYS, marks(),
             null=True),
)  # fmt: skip
TRIED = (
    Question("Restorative circles, referrals", "did_it_help", "referred", LOW_INCOME,
             row_named(f"{PROGRAM}: these students"), helped(LOW_INCOME, gap=False)),
    Question("Restorative circles, the gap in referrals", "did_it_help", "referred", LOW_INCOME,
             row_named(f"{PROGRAM}: the gap"), helped(LOW_INCOME, gap=True), null=True),
    Question("Attendance letters", "did_it_help", ABSENCE, LOW_INCOME,
             row_named(f"{LETTERS}: these students"), none, null=True),
    Question("Attendance plans, in schools chosen for being extreme", "did_it_help", ABSENCE,
             LOW_INCOME, row_named(f"{PLANS}: these students"), none, null=True),
    Question("Attendance plans: a reader is warned", "did_it_help", ABSENCE, LOW_INCOME,
             warns(PLANS)),
)  # fmt: skip
EVERY = (*BETWEEN, *CLASSES, *GATES, *DISCIPLINE, *ACCESS, *TRIED, *LIVES)
QUESTIONS = tuple(question for question in EVERY if question.cause in CAUSES)
