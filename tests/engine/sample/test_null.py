"""In the null district no group differs from others of the same school and grade."""

from __future__ import annotations

import json

import numpy as np
import pytest
from scipy.stats import kstest, norm

from forwhom.sample import where
from forwhom.sample.streams import Chance
from tests.engine.sample.conftest import Made
from tests.engine.sample.reckoning import OUTCOMES, compare

GROUPS = [
    *(f"race_ethnicity={name}" for name in (
        "Hispanic or Latino", "Asian", "Black or African American", "White", "Not reported",
        "Two or more races", "American Indian or Alaska Native")),
    "sex=Male", "english_learner=Current", "english_learner=Long-term",
    "english_learner=Reclassified", "disability=Yes", "economically_disadvantaged=Yes",
    "homeless=Yes", "foster=Yes", "migrant=Yes", "section_504=Yes", "disability=Yes & sex=Male",
    "race_ethnicity=Black or African American & sex=Male",
]  # fmt: skip


def distances(made: Made, groups: list[str]) -> dict[tuple[str, str], float]:
    """Standard errors from no difference, for each measure and group with enough children."""
    found = {}
    for measure in OUTCOMES:
        for group in groups:
            c = compare(made.reckoned, measure, group)
            if c.children >= 150 and c.error > 0:
                found[measure, group] = c.difference / c.error
    return found


def test_truth_is_empty(null: Made) -> None:
    told = json.loads((null.folder / "truth.json").read_text(encoding="utf-8"))
    assert told == {"effects": [], "causes": [], "non_causes": []}


def test_no_group_differs_within_school_and_grade(null: Made) -> None:
    found = distances(null, GROUPS)
    assert len(found) > 170
    z = np.array(list(found.values()))
    limit = norm.isf(0.001 / len(z) / 2)  # Bonferroni at one in a thousand
    assert np.abs(z).max() < limit, max(found, key=lambda k: abs(found[k]))
    assert 0.85 < z.std() < 1.2  # errors from 100 folds are themselves uncertain
    assert abs(z.mean()) < 0.3
    assert kstest(z, "norm").pvalue > 0.001


def test_ratios_of_large_groups_are_near_one(null: Made) -> None:
    for measure in ("chronic_absence", "proficient_reading", "proficient_mathematics"):
        for group in ("sex=Male", "economically_disadvantaged=Yes", GROUPS[0]):
            assert np.exp(compare(null.reckoned, measure, group).log_ratio) == pytest.approx(
                1, abs=0.1
            )


def test_the_same_look_finds_the_planted_district_full_of_differences(planted: Made) -> None:
    """The null test can fail."""
    few = ["disability=Yes & sex=Male", "economically_disadvantaged=Yes", "sex=Male"]
    assert max(abs(z) for z in distances(planted, few).values()) > 6


def test_schools_differ_in_the_null_district_too(null: Made) -> None:
    rows = null.reckoned
    among = rows.columns["among_chronic_absence"].astype(bool)
    schools = rows.columns["school_id"][among]
    counted = rows.columns["counted_chronic_absence"][among].astype(float)
    rates = [counted[schools == s].mean() for s in np.unique(schools) if (schools == s).sum() > 300]
    assert np.std(rates) > 0.03


def test_what_a_school_does_is_drawn_apart_from_who_attends_it() -> None:
    """Over many districts the school's effect and a group's share are not related."""
    related = []
    for seed in range(30):
        places = where.found(Chance(seed), 20)
        effect = where.school_effects(Chance(seed), places.level, "chronic_absence")
        share = places.zone_races[:, 0]
        related.append(np.corrcoef(share, effect[places.zone_school[:, 0]])[0, 1])
    assert abs(np.mean(related)) < 3.3 * np.std(related) / np.sqrt(len(related))
