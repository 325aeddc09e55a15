"""What is planted where causes are asked for: a few gaps, each with a known reason.

Every cause has a group and a measure of its own, so that one reason does not stand in the way of
another. Beside these, groups are treated alike. What each size means is told where it is used:
`caused_chances` (schools, programs), `caused_incidents` (behaviors), `caused_truth` (all).
"""

from __future__ import annotations

from dataclasses import dataclass

from forwhom.sample.planted import BLACK, HISPANIC, LOW_INCOME, Effect
from forwhom.sample.streams import Chance, Ints
from forwhom.sample.where import Places

BOYS = "sex=Male"
BETWEEN = 0.70  # of the gap in chronic absence of HISPANIC: it lies between schools
INSIDE = 0.04  # added to the chance of chronic absence of HISPANIC in every school
NOT_ENROLLED = 0.6  # times the chance of a college-level course, for LOW_INCOME
FEWER = 0.65  # times the chance of a referral, in the schools of PROGRAM since it began
EFFECTS = (
    Effect("chronic_absence", HISPANIC, INSIDE, "difference"),
    Effect("referred", BLACK, 2.0),
    Effect("college_level_course", LOW_INCOME, NOT_ENROLLED),
)
PUNISHED = "fighting"  # the behavior for which boys are suspended twice as often as girls
PROGRAM, LETTERS, PLANS = "Restorative circles", "Attendance letters", "Attendance plans"


@dataclass(frozen=True)
class Caused:
    """Which schools each cause is planted in, as positions, and how steep the first one is.

    `harsh`: schools in which boys are suspended twice as often for PUNISHED. `began`: schools with
    PROGRAM, by the year (a position) in which it began. `letters`: schools with LETTERS, which
    changes nothing, since `letters_year`. `offers_none`: high schools without any college-level
    course. `tilt`: how steeply chronic absence rises with HISPANIC's share of a school.
    """

    harsh: tuple[int, ...]
    began: dict[int, tuple[int, ...]]
    letters: tuple[int, ...]
    letters_year: int
    offers_none: tuple[int, ...]
    tilt: float = 0.0


def choose(chance: Chance, places: Places, years: int) -> Caused:
    """Choose the schools; programs need two years and five regular schools, else there are none."""
    regular = [i for i, kind in enumerate(places.kind) if kind == "regular"]
    order: Ints = chance.stream("programs tried").permutation(regular)
    each = len(regular) // 5 if years > 1 else 0
    first, second, third = (tuple(sorted(order[n * each : (n + 1) * each].tolist()))
                            for n in range(3))  # fmt: skip
    starts = (1, 2) if years > 2 else (1, 1)
    began: dict[int, tuple[int, ...]] = {}
    for year, schools in zip(starts, (first, second), strict=True):
        began[year] = began.get(year, ()) + schools
    return Caused(
        harsh=tuple(school for at, school in enumerate(regular) if at % 3 < 2),
        began=began if each else {},
        letters=third,
        letters_year=1,
        offers_none=_without_college(places),
    )


def _without_college(places: Places) -> tuple[int, ...]:
    """The last high school of three or more, and the alternative one."""
    high = [i for i, level in enumerate(places.level) if level == "high"]
    regular = [i for i in high if places.kind[i] == "regular"]
    last = regular[-1:] if len(regular) > 2 else []
    return (*last, *(i for i in high if places.kind[i] == "alternative"))
