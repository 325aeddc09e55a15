"""Small made-up children for the search, and an audit's rows of them by hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from forwhom.disparities.search.children import Children
from forwhom.disparities.search.place import Asking, Ways
from forwhom.disparities.search.searched import Searched, search_all
from forwhom.groups import may_cross
from forwhom.measures import MEASURES

MEASURE = "chronic_absence"
VALUES = {
    "sex": ["Female", "Male"],
    "race_ethnicity": ["Asian", "Black or African American", "Hispanic or Latino", "White"],
    "disability": ["No", "Yes"],
    "economically_disadvantaged": ["No", "Yes"],
    "grade": ["4", "5", "7", "8"],
    "grade_band": ["3-5", "6-8"],
}
DIMENSIONS = ["race_ethnicity", "sex", "disability", "economically_disadvantaged"]


def children(
    school: np.ndarray,
    grade: np.ndarray,
    codes: dict[str, np.ndarray],
    outcome: dict[str, np.ndarray],
    household: np.ndarray | None = None,
) -> Children:
    """Children of schools and grades (places in `VALUES`); dimensions not given are all alike."""
    pairs, stratum = np.unique(school * 10 + grade, return_inverse=True)
    given = {name: codes.get(name, np.zeros(len(school), int)) for name in VALUES}
    given |= {"grade": grade, "grade_band": (grade > 1).astype(int)}
    return Children(
        codes={name: code.astype(np.int64) for name, code in given.items()},
        values=VALUES,
        stratum=stratum.astype(np.int64),
        schools=np.unique(pairs // 10, return_inverse=True)[1].astype(np.int64),
        grades=(pairs % 10).astype(np.int64),
        school_ids=[f"{number:02}" for number in np.unique(school)],
        household=household,
        outcome={name: values.astype(float) for name, values in outcome.items()},
    )


def at_random(
    rng: np.random.Generator, number: int = 2_000, schools: int = 8
) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """School, grade and groups of children; four schools of each level."""
    school = rng.integers(0, schools, number)
    grade = rng.integers(0, 2, number) + 2 * (school >= schools // 2)
    codes = {
        "sex": rng.integers(0, 2, number),
        "race_ethnicity": rng.choice(4, number, p=[0.15, 0.2, 0.35, 0.3]),
        "disability": (rng.random(number) < 0.15).astype(int),
        "economically_disadvantaged": (rng.random(number) < 0.5).astype(int),
    }
    return school, grade, codes


def ways(depth: int = 3, least: int = 11) -> Ways:
    """All dimensions; who is not in a group is not asked about."""
    without = frozenset({("disability", 0), ("economically_disadvantaged", 0)})
    return Ways(DIMENSIONS, may_cross, without, depth, least)


def searched(
    found: Children, earlier: Children | None = None, most: int = 300, depth: int = 3
) -> Searched:
    """The search of all measures that the children have, all of them the family."""
    asking = Asking.of({name: MEASURES[name] for name in found.outcome})
    return search_all(found, ways(depth), asking, tuple(found.outcome), earlier=earlier, most=most)


def rows(found: Children, result: Searched) -> list[dict[str, Any]]:
    """Rows of the disparities against all others, of every place and group of the search."""
    from forwhom.disparities.search.contrast import Contrasts

    contrasts, made = Contrasts(found, frozenset()), []
    for (place_type, place_id, group), at in result.rows.items():
        inside = contrasts.holds(place_type, place_id, group)
        place = contrasts.holds(place_type, place_id, "all")
        for name, outcome in found.outcome.items():
            told = {"measure": name, "place_type": place_type, "place_id": place_id}
            told |= _compared(outcome[inside], outcome[place & ~inside])
            told |= {"group": group, "depth": group.count("=")}
            for column, p in (("within", result.p_within), ("district", result.p_district)):
                told[f"p_{column}"] = float(p(name)[at])
            made.append(told | {"p_adjusted": float(result.p_adjusted(name)[at])})
    return made


def _compared(group: np.ndarray, others: np.ndarray) -> dict[str, Any]:
    group, others = group[~np.isnan(group)], others[~np.isnan(others)]
    rate, rest = group.mean(), others.mean()
    error = np.sqrt(group.var() / len(group) + others.var() / len(others)) + 1e-9
    gap = float(rate - rest)
    return {
        "school_year": "2025-26", "compared_with": "others", "status": "ok",
        "n": len(group), "count": int(group.sum()), "rate": float(rate),
        "comparison_rate": float(rest), "difference": gap,
        "difference_low": gap - 1.96 * error, "difference_high": gap + 1.96 * error,
        "ratio": float(rate / rest) if rest else None,
        "students_to_parity": abs(gap) * len(group),
    }  # fmt: skip
