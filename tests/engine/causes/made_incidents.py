"""Incidents made with a difference in what followed, planted or not, and their children."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from forwhom.causes import Evidence, Records
from forwhom.causes.behavior.incidents import KEPT, Incidents
from forwhom.data.store import Tables
from forwhom.disparities.search.children import Children
from forwhom.disparities.search.contrast import Contrasts
from forwhom.results.finding import Finding

BEHAVIORS, SCHOOLS, YEARS = 4, 6, 2
USUAL = np.array([0.3, 0.2, 0.12, 0.05])  # a suspension, for each behavior
STRICT, RECORD = 0.1, 0.05  # more in every second school; more for each band of earlier incidents
SUSPENDED = {"name": "suspended", "kind": "share", "domain": "discipline"}

VALUES = {
    "incident_id": [],
    "behavior": ["defiance", "fighting", "theft", "vaping"],
    "school_id": [f"S{number}" for number in range(SCHOOLS)],
    "school_year": ["2024-25", "2025-26"],
    "place": ["classroom", "bus"],
    "time": ["10:15", "13:20"],
    "referrer_role": ["teacher", "aide"],
    "grade": ["6"],
}


def finding(measure: str = "suspended", group: str = "sex=Female", **changed: Any) -> Finding:
    row: dict[str, Any] = {
        "measure": measure, "school_year": "2025-26", "place_type": "district",
        "place_id": "district", "group": group, "compared_with": "others",
        "students_to_parity": 0, "rate": 0.0, "comparison_rate": 0.0, "difference": 0.0,
        "difference_low": None, "difference_high": None, "ratio": None, "n": 1, "count": 1,
    }  # fmt: skip
    return Finding.of_row(row | changed)


def children(mine: np.ndarray, school: np.ndarray, outcome: np.ndarray) -> Children:
    """Children of grade 6, of whom `mine` are the group."""
    return Children(
        codes={"sex": mine.astype(np.int64), "grade": np.zeros(len(mine), np.int64)},
        values={"sex": ["Male", "Female"], "grade": ["6"]},
        stratum=school.astype(np.int64),
        schools=np.arange(SCHOOLS),
        grades=np.zeros(SCHOOLS, np.int64),
        school_ids=[f"S{number}" for number in range(SCHOOLS)],
        household=None,
        outcome={"suspended": outcome.astype(float), "referred": outcome.astype(float)},
    )


def made(
    seed: int, *, harder: float = 1.0, incidents: int = 2_000, together: float = 0.3
) -> tuple[Evidence, np.ndarray]:
    """Evidence, and for each row the chance of a suspension but for the child's own ways.

    The first behavior is punished `harder` times as often for the group, in half of the schools.
    The group is named more often for it everywhere, attends stricter schools and has a longer
    record, so what is not matched misleads. Children come up again and again, and differ.
    """
    rng = np.random.default_rng(seed)
    school = rng.integers(0, SCHOOLS, n := 1_500)
    mine = rng.random(n) < np.where(school % 2, 0.55, 0.25)
    of_incident = np.repeat(np.arange(incidents), 1 + (rng.random(incidents) < together))
    where, year = rng.integers(0, SCHOOLS, incidents), rng.integers(0, YEARS, incidents)
    shared = rng.integers(0, BEHAVIORS, incidents)
    child = _children(rng, school, mine, where[of_incident], shared[of_incident])
    of_incident, child = np.unique(np.column_stack([of_incident, child]), axis=0).T
    behavior = shared[of_incident]
    planted = (behavior == 0) & mine[child] & (where[of_incident] < SCHOOLS / 2)
    band = np.minimum(rng.poisson(np.where(mine, 1.2, 0.6)[child]), 2)
    chance = USUAL[behavior] + STRICT * (where[of_incident] % 2) + RECORD * band
    chance = chance * np.where(planted, harder, 1.0)
    own = rng.uniform(-0.15, 0.15, n)[child] * (chance > 0.15) * (chance < 0.85)
    suspended = rng.random(len(child)) < chance + own
    rank = np.where(suspended, 1 + (rng.random(len(child)) < 0.3), 0)
    rows = Incidents(
        child=child,
        codes={
            "incident_id": of_incident, "behavior": behavior, "school_id": where[of_incident],
            "school_year": year[of_incident], "place": np.where(behavior == 0, 0, 1),
            "time": np.zeros(len(child), np.int64),
            "referrer_role": rng.integers(0, 2, len(child)),
            "grade": np.zeros(len(child), np.int64),
        },
        values={**VALUES, "incident_id": [f"I{number}" for number in range(incidents)]},
        band=np.full(len(child), 2),
        judged=(behavior == 0).astype(np.int64),
        rank=rank,
        days=rank.astype(float),
        prior=2 * band,
    )  # fmt: skip
    ever = np.isin(np.arange(n), child[suspended & (year[of_incident] == 1)])
    return evidence(children(mine, school, ever), rows), chance


def _children(
    rng: np.random.Generator,
    school: np.ndarray,
    mine: np.ndarray,
    where: np.ndarray,
    behavior: np.ndarray,
) -> np.ndarray:
    """Children of the school at hand, some more often than others; the group for the first
    behavior twice as often.
    """
    child = np.zeros(len(where), np.int64)
    weight = rng.gamma(2.0, size=len(mine))
    for number in range(SCHOOLS):
        ours = np.flatnonzero(school == number)
        for first in (True, False):
            here = np.flatnonzero((where == number) & ((behavior == 0) == first))
            odds = weight[ours] * np.where(mine[ours] & first, 2.0, 1.0)
            child[here] = rng.choice(ours, len(here), p=odds / odds.sum())
    return child


def incident_rows(child: np.ndarray, **codes: np.ndarray) -> Incidents:
    """An incident for each child named, this year and alike in all that is not given."""
    n = len(child)
    plain = dict.fromkeys(VALUES, np.zeros(n, np.int64))
    judged = codes.pop("judged", np.zeros(n, np.int64))
    return Incidents(
        child=child,
        codes={**plain, "incident_id": np.arange(n), "school_year": np.ones(n, np.int64), **codes},
        values={**VALUES, "incident_id": [f"I{number}" for number in range(n)]},
        band=np.full(n, 2),
        judged=judged,
        rank=np.zeros(n, np.int64),
        days=np.zeros(n),
        prior=np.zeros(n, np.int64),
    )


def evidence(who: Children, rows: Incidents, about: dict[str, Any] | None = None) -> Evidence:
    """Evidence whose incidents have been read already."""
    tables = cast(Tables, SimpleNamespace(kept={KEPT: rows}, has=lambda _: True))
    about = about or SUSPENDED
    found = finding(about["name"])
    return Evidence.of(found, about, Contrasts(who, frozenset()), Records(tables, who))
