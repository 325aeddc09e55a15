"""Made-up districts as the search sees them, children and outcomes alone: null and planted worlds.

The children, homes, schools, groups and roads through school are those of `forwhom sample`, with
schools as segregated as there. Outcomes depend on school, grade and home; in a null world on
nothing else, so whatever is found of a group is false. `siblings` is the share of the luck that a
home has in common. No tables are written: two hundred districts take minutes, not a night.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from forwhom.disparities.search.children import Children
from forwhom.sample.district import world_of
from forwhom.sample.membership import CATEGORIES
from forwhom.sample.outcomes import World
from forwhom.sample.planted import Effect
from forwhom.sample.targets import (
    ALGEBRA_GRADE_8,
    CHRONIC,
    COLLEGE_LEVEL,
    GIFTED,
    GRADUATED,
    MATHEMATICS,
    ON_TRACK,
    OUT_IF_SUSPENDED,
    READING,
    REFERRED,
    SUSPENDED_IF_REFERRED,
    TESTED,
)
from forwhom.sample.who import ANCESTRY_CODES, LANGUAGES

Outcome = NDArray[np.float64]
GRADES = ["TK", "KG", *(str(grade) for grade in range(1, 13))]
BANDS = ["TK-2", "3-5", "6-8", "9-12"]
TESTS = (4, 5, 6, 7, 8, 9, 12)  # places of the grades 3 to 8 and 11
COLLEGE = [COLLEGE_LEVEL.get(grade, 0.0) for grade in range(14)]
ASKED: dict[str, tuple[tuple[float, ...] | list[float], tuple[int, ...]]] = {
    "chronic_absence": (CHRONIC, tuple(range(14))),
    "referred": (REFERRED, tuple(range(14))),
    "proficient_reading": (READING, TESTS),
    "proficient_mathematics": (MATHEMATICS, TESTS),
    "gifted": (GIFTED, tuple(range(1, 14))),
    "algebra_by_grade_8": ([ALGEBRA_GRADE_8] * 14, (9,)),
    "college_level_course": (COLLEGE, (10, 11, 12, 13)),
    "on_track_grade_9": ([ON_TRACK] * 14, (10,)),
    "graduated_on_time": ([GRADUATED] * 14, (13,)),
}


def world(
    seed: int,
    students: int = 5_000,
    *,
    siblings: float = 0.0,
    named_homes: bool = True,
    planted: tuple[Effect, ...] = (),
) -> Children:
    """One year of one district; `named_homes` says whether the records name the homes."""
    made, _ = world_of(students, max(1, students // 400), 1, seed, True)
    made = replace(made, planted=planted)
    here = np.flatnonzero(made.paths.here[:, 0])
    outcome = {name: known[here] for name, known in _outcomes(made, siblings).items()}
    grade, school = made.paths.grade[here, 0], made.paths.main[here, 0]
    pairs, stratum = np.unique(school * len(GRADES) + grade, return_inverse=True)
    codes, values = _groups(made, here)
    return Children(
        codes=codes,
        values={**values, "grade": GRADES},
        stratum=stratum.astype(np.int64),
        schools=np.unique(pairs // len(GRADES), return_inverse=True)[1],
        grades=pairs % len(GRADES),
        school_ids=made.places.ids,
        household=made.people.household[here] if named_homes else None,
        outcome=outcome,
    )


def _outcomes(made: World, siblings: float) -> dict[str, Outcome]:
    found = {}
    for name, (chances, grades) in ASKED.items():
        luck = made.latent(name, home=siblings, child=0.0, own=0.0)
        happens = made.happens(name, np.array(chances), luck)[:, 0]
        asked = np.isin(made.paths.grade[:, 0], grades)
        if name.startswith("proficient"):
            asked &= made.chance.stream(f"tested {name}").random(len(asked)) < TESTED
        found[name] = np.where(asked, happens, np.nan)
    steps = made.chance.stream("what follows a referral").random((2, len(made.people)))
    suspended = (found["referred"] == 1) & (steps[0] < SUSPENDED_IF_REFERRED)
    out = suspended & (steps[1] < OUT_IF_SUSPENDED)
    third = np.where(
        made.paths.grade[:, 0] == GRADES.index("3"), found["proficient_reading"], np.nan
    )
    return found | {
        "suspended": suspended.astype(float),
        "suspended_out_of_school": out.astype(float),
        "reading_on_track_grade_3": third,
    }


def _groups(
    made: World, here: NDArray[np.int64]
) -> tuple[dict[str, NDArray[np.int64]], dict[str, list[str]]]:
    codes = {name: codes[here, 0] for name, codes in made.groups.codes.items()}
    values = dict(made.groups.values)
    for name in ("english_learner", "economically_disadvantaged"):  # no row is not reported
        values[name] = values[name][:-1]
        codes[name] = np.minimum(codes[name], len(values[name]) - 1)
    disabled = codes["disability"] == 1
    codes["disability_category"] = np.where(disabled, made.groups.category[here] + 1, 0)
    values["disability_category"] = ["None", *CATEGORIES]
    codes["grade_band"] = np.digitize(made.paths.grade[here, 0], [4, 7, 10])
    values["grade_band"] = BANDS
    codes["ancestry"] = made.people.ancestry[here]
    values["ancestry"] = [name or "Not reported" for name in ANCESTRY_CODES]
    codes["home_language"] = made.people.language[here] + 1
    values["home_language"] = ["Not reported", *LANGUAGES]
    return codes, values
