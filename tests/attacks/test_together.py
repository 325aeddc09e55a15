"""Releases that are safe each alone are not safe together, unless the second knew of the first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attacks.audits import ASKED, YEARS, audit_of_seed
from tests.attacks.outside import Sum, Told
from tests.attacks.publishing import corrected, declared, published, published_by, put_in_district
from tests.attacks.reading import rounded
from tests.attacks.released import (
    Truth,
    attack_all,
    audit_release,
    numbers_csv,
    told_by,
    truth_of,
)

YEAR = YEARS[-1]
ONE = {"chronic_absence": ASKED["chronic_absence"]}
RACE_SEX = [[], ["race_ethnicity"], ["sex"], ["race_ethnicity", "sex"]]
LEARNER_SEX = [[], ["english_learner"], ["sex"], ["english_learner", "sex"]]
ALL = [*RACE_SEX, *LEARNER_SEX[1:2], *LEARNER_SEX[3:], ["english_learner", "race_ethnicity"]]


@pytest.mark.long
def test_two_safe_releases_of_the_same_children_are_not_safe_together(tmp_path: Path) -> None:
    """For the public and for a committee, each made without a word of the other."""
    narrow = {"alone": 0, "together": 0}
    for seed in range(1, 4):
        audit = audit_of_seed(tmp_path / f"audit{seed}", seed, schools=4, measures=ONE)
        lattice = declared(tmp_path / "all.toml", groups=ALL, measures=[*ONE])
        one, two = (
            published(audit, tmp_path / f"{who}{seed}", "--for", who, "--lattice", str(lattice))
            for who in ("public", "committee")
        )

        alone = [audit_release(audit, release, insiders=False) for release in (one, two)]
        together = audit_release(audit, one, more=[two], insiders=False)

        narrow["alone"] += sum(f.narrow for found in alone for f in found)
        narrow["together"] += sum(f.narrow for f in together)

    assert narrow["alone"] == 0
    assert narrow["together"] > 0


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long)])
def test_3_after_a_correction_both_releases_together_are_safe(tmp_path: Path, seed: int) -> None:
    """Ten records are put right; the attacker knows which, and has both releases."""
    measure = "suspended"
    asked = {measure: ASKED[measure]}
    audit = audit_of_seed(tmp_path / "audit", seed, measures=asked)
    then = corrected(audit, tmp_path / "then", measure, 10)
    district = tmp_path / "district"
    put_in_district(district, audit, "0001")
    first = published_by(district)
    put_in_district(district, then, "0002")
    second = published_by(district)

    was, now = (truth_of(a, second, [measure], YEAR) for a in (audit, then))
    told = told_by(numbers_csv(second), now, YEAR, rounded)
    before = []
    for old in told_by(numbers_csv(first), was, YEAR, rounded):
        by = count(now, old.of) - count(was, old.of)
        before.append(Told(old.of, old.low + by, old.high + by))
    found = attack_all(now, [*told, *before], now.small(11), 3, False, False, before)

    assert len(found) > 50
    assert not [f for f in found if f.narrow]


def count(truth: Truth, of: Sum) -> int:
    beside = truth.enrolled.beside.get(of, 0)
    return int(truth.counts[truth.enrolled.cells(of)].sum()) + beside
