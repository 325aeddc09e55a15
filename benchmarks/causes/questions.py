"""What is asked of each district: a planted cause or a non-cause, who is to find it, the truth.

To ask another question, add a row to QUESTIONS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.causes.made import Made
from forwhom.causes import CAUSES
from forwhom.results.explanation import TOLD, Explanation, Part, Row
from forwhom.sample.caused import BOYS
from forwhom.sample.caused_chances import known, parts_of
from forwhom.sample.planted import BLACK, HISPANIC, LOW_INCOME
from forwhom.sample.targets import CHRONIC

Ends = tuple[float, float, float]  # the estimate and its 95 % limits


@dataclass(frozen=True)
class Question:
    """One row of the table: `found` reads the estimate, `truth` what it should be.

    `null`: nothing is there, so limits without 0 are a false alarm.
    """

    asks: str
    cause: str
    measure: str
    group: str
    found: Callable[[Explanation], Ends | None]
    truth: Callable[[Made], float]
    null: bool = False

    @property
    def name(self) -> str:
        """What it is kept under."""
        return f"{self.cause}: {self.asks}"

    def of(self, district: Made) -> dict[str, float] | None:
        """The estimate, its limits and the truth of one district; None where it is silent."""
        told = district.explained(self.cause, self.measure, self.group)
        ends = self.found(told) if told.status == TOLD else None
        if ends is None:
            return None
        names = ("estimate", "low", "high")
        return {**dict(zip(names, ends, strict=True)), "truth": self.truth(district)}


def part(at: int) -> Callable[[Explanation], Ends | None]:
    """A part of the gap."""
    return lambda told: _of_part(told.parts[at])


def row(at: int) -> Callable[[Explanation], Ends | None]:
    """The difference in a row."""
    return lambda told: _of_row(told.rows[at])


def _of_part(one: Part) -> Ends | None:
    return None if one.low is None or one.high is None else (one.value, one.low, one.high)


def _of_row(one: Row) -> Ends | None:
    if one.difference is None or one.difference_low is None or one.difference_high is None:
        return None
    return one.difference, one.difference_low, one.difference_high


def planted(key: str, **like: str) -> Callable[[Made], float]:
    """A number of an entry of `causes`."""
    return lambda made: float(made.planted("causes", **like)[key])


def none(_: Made) -> float:
    """Nothing was planted."""
    return 0.0


def of_boys(at: int) -> Callable[[Made], float]:
    """The parts of the gap in absence between boys and all others, by the chances: next to none."""

    def parts(made: Made) -> float:
        asked, world = known(made.world), made.world
        chances = world.chances("chronic_absence", np.array(CHRONIC))[asked, -1]
        inside = world.groups.members(BOYS)[asked, -1]
        found = parts_of(chances, inside, world.paths.last_school[asked, -1])
        return float((found.composition, found.rate)[at])

    return parts


ABSENCE, COLLEGE = "chronic_absence", "college_level_course"
SCHOOLS = {"kind": "between_schools"}
OFFERED = {"kind": "offers_none"}
ALIKE = ("same_behavior", "same_behavior_same_school", "same_incident")
EVERY = (
    Question("part between schools", "between_schools", ABSENCE, HISPANIC, part(0),
             planted("between", **SCHOOLS)),
    Question("part inside schools", "between_schools", ABSENCE, HISPANIC, part(1),
             planted("inside", **SCHOOLS)),
    Question("part between schools, boys", "between_schools", ABSENCE, BOYS, part(0), of_boys(0),
             null=True),
    Question("part inside schools, boys", "between_schools", ABSENCE, BOYS, part(1), of_boys(1),
             null=True),
    Question("part between grades", "between_grades", ABSENCE, HISPANIC, part(0),
             lambda made: made.planted("non_causes", cause="between_grades")["between"], null=True),
    *(Question("boys suspended more", cause, "suspended", BOYS, row(1),
               planted("difference", cause=cause)) for cause in ALIKE),
    *(Question("Black students suspended as others", cause, "suspended", BLACK, row(1), none,
               null=True) for cause in ALIKE),
    Question("schools that offer none", "offered", COLLEGE, LOW_INCOME, part(0),
             planted("between", **OFFERED)),
    Question("who takes it, where offered", "offered", COLLEGE, LOW_INCOME, part(1),
             planted("inside", **OFFERED)),
)  # fmt: skip
QUESTIONS = tuple(question for question in EVERY if question.cause in CAUSES)
