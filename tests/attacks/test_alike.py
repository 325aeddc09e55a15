"""Two measures of nearly the same thing: safe each alone, told together they give children away."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from forwhom.errors import ReleaseError
from forwhom.release.declared import lattice
from tests.attacks.audits import YEARS, children, write_audit_of
from tests.attacks.publishing import (
    corrected,
    declared,
    published,
    published_by,
    put_in_district,
    releases,
)
from tests.attacks.reading import rounded
from tests.attacks.released import attack_all, numbers_csv, told_by, truth_of

FEDERAL, CALIFORNIA = "chronic_absence", "chronic_absence_california"
GROUPS = [[], ["race_ethnicity"], ["sex"], ["race_ethnicity", "sex"]]
YEAR = YEARS[-1]


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    """Three of a hundred children are asked about by one of the two measures only."""
    asked = {FEDERAL: (1.0, 0.3), CALIFORNIA: (1.0, 0.3)}
    made = children(2, 500, 3, asked)
    both = np.random.default_rng(2).random(500) < 0.97
    made.among[CALIFORNIA] = made.among[FEDERAL] & both
    for counted, where in ((made.counted, ""), (made.counted, " first"), (made.second_counted, "")):
        counted[CALIFORNIA + where] = counted[FEDERAL + where] & both
    return write_audit_of(tmp_path / "audit", {YEAR: made}, 3, asked)


def test_both_in_one_release_would_give_children_away(
    audit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lattice, "check_alike", lambda *_: None)
    wanted = declared(tmp_path / "release.toml", groups=GROUPS, measures=[FEDERAL, CALIFORNIA])
    release = published(audit, tmp_path / "out", "--for", "committee", "--lattice", str(wanted))
    truth = truth_of(audit, release, [FEDERAL, CALIFORNIA], YEAR)
    told = told_by(numbers_csv(release), truth, YEAR, rounded)

    apart = attack_all(truth, told, truth.small(11), 3, insiders=False, whole=False)
    truth.enrolled.alike = [(CALIFORNIA, FEDERAL)]
    together = attack_all(truth, told, truth.small(11), 3, insiders=False, whole=False)

    assert not [f for f in apart if f.narrow]
    assert sum(f.narrow for f in together) > 5


def test_both_in_one_release_are_refused(audit: Path, tmp_path: Path) -> None:
    wanted = declared(tmp_path / "release.toml", groups=GROUPS, measures=[FEDERAL, CALIFORNIA])

    with pytest.raises(ReleaseError, match="give one another away"):
        published(audit, tmp_path / "out", "--lattice", str(wanted))

    assert not (tmp_path / "out").exists()


def test_nor_one_after_the_other(audit: Path, tmp_path: Path) -> None:
    """The ledger knows what is out: the second release is refused, a correction is not."""
    district = tmp_path / "district"
    put_in_district(district, audit, "0001")
    one, other = (
        declared(tmp_path / f"{name}.toml", groups=GROUPS, measures=[name])
        for name in (FEDERAL, CALIFORNIA)
    )
    first = published_by(district, "--lattice", str(one))

    with pytest.raises(ReleaseError, match="give one another away"):
        published_by(district, "--lattice", str(other))
    with pytest.raises(ReleaseError, match="an earlier release told of one"):
        published_by(district, "--lattice", str(other), "--for", "committee")
    assert releases(district) == [first]

    put_in_district(district, corrected(audit, tmp_path / "then", FEDERAL, 10), "0002")
    assert published_by(district, "--lattice", str(one)) != first
