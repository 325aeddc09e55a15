"""What a release promises, statement by statement, tried on what it prints."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from forwhom.privacy.attack import intervals
from forwhom.privacy.linked import Linked
from tests.attacks.audits import ASKED, YEARS, audit_of_seed
from tests.attacks.outside import ImpossibleError
from tests.attacks.publishing import published
from tests.attacks.reading import READINGS
from tests.attacks.released import audit_release, numbers_csv, numbers_json

SEEDS = [pytest.param(s, marks=[pytest.mark.long] if s > 1 else []) for s in range(1, 21)]
PAIRS = [("suspended", "proficient_reading"), ("chronic_absence", "college_level_course")]


def small_audit(folder: Path, seed: int, *measures: str) -> Path:
    asked = {m: ASKED[m] for m in measures or PAIRS[seed % 2][:1]}
    return audit_of_seed(folder, seed, measures=asked)


@pytest.mark.parametrize("seed", SEEDS)
def test_1_no_small_group_is_told_too_closely(tmp_path: Path, seed: int) -> None:
    audit = small_audit(tmp_path / "audit", seed, *PAIRS[seed % 2])

    release = published(audit, tmp_path / "release")
    found = audit_release(audit, release, insiders=False)

    assert len(found) > 50
    assert not [f for f in found if f.narrow]


@pytest.mark.long
@pytest.mark.parametrize("audience", ["public", "committee"])
def test_1_nor_from_whole_worlds_only(tmp_path: Path, audience: str) -> None:
    audit = small_audit(tmp_path / "audit", 5)

    release = published(audit, tmp_path / "release", "--for", audience)

    assert not [f for f in audit_release(audit, release, whole=True) if f.narrow]


@pytest.mark.parametrize("reading", [r for r in READINGS if r != "rounded"])
def test_1_nor_by_another_reading_of_the_texts(tmp_path: Path, reading: str) -> None:
    """A wrong reading may contradict itself; where it does not, it tells nothing true closely."""
    audit = small_audit(tmp_path / "audit", 2)
    release = published(audit, tmp_path / "release")

    try:
        found = audit_release(audit, release, reading=READINGS[reading])
    except ImpossibleError:
        return

    assert sum(f.exact for f in found) < 0.05 * len(found)


def test_1_every_file_tells_the_same(tmp_path: Path) -> None:
    release = published(small_audit(tmp_path / "audit", 1), tmp_path / "release")

    assert numbers_csv(release) == numbers_json(release)


def test_2_the_attack_is_right(tmp_path: Path) -> None:
    """Against every world there is, in 1,000 small tables with margins and limits."""
    draw = np.random.default_rng(1)
    asked = 0
    for _ in range(1000):
        rows, columns = int(draw.integers(2, 4)), int(draw.integers(2, 4))
        sizes = draw.integers(0, 4 if rows * columns < 7 else 2, rows * columns)
        counts = draw.integers(0, sizes + 1)
        at = np.arange(rows * columns).reshape(rows, columns)
        groups = [np.array([c]) for c in at.ravel()] + [*at, *at.T, at.ravel()]
        truth = np.array([counts[g].sum() for g in groups])
        most = np.array([sizes[g].sum() for g in groups])
        slack = draw.integers(0, 3, (2, len(groups))) + 9 * (draw.random((2, len(groups))) < 0.4)
        low, high = np.maximum(truth - slack[0], 0), np.minimum(truth + slack[1], most)

        found = intervals(Linked(sizes, counts, groups, low, high), range(len(groups)))

        worlds = np.array(list(product(*(range(n + 1) for n in sizes))))
        sums = np.array([worlds[:, g].sum(1) for g in groups]).T
        left = sums[((sums >= low) & (sums <= high)).all(1)]
        assert (found == np.array([left.min(0), left.max(0)]).T).all()
        asked += len(groups)
    assert asked > 10_000


@pytest.mark.long
def test_4_years_and_schools_and_district_together(tmp_path: Path) -> None:
    measures = {"suspended": ASKED["suspended"]}
    audit = audit_of_seed(tmp_path / "audit", 3, years=YEARS, measures=measures)

    found = audit_release(audit, published(audit, tmp_path / "release"))

    assert {f.of.layer for f in found} == {"suspended"}
    assert not [f for f in found if f.narrow]


@pytest.mark.parametrize(
    ("seed", "schools"),
    [(1, 2), *(pytest.param(*s, marks=pytest.mark.long) for s in ((2, 3), (3, 4)))],
)
def test_5_who_knows_one_whole_school_learns_no_more_of_others(
    tmp_path: Path, seed: int, schools: int
) -> None:
    """Each school's principal in turn; of the district's groups, the children elsewhere."""
    measures = {"suspended": ASKED["suspended"]}
    audit = audit_of_seed(tmp_path / "audit", seed, schools=schools, measures=measures)

    release = published(audit, tmp_path / "release")
    outside, all_of_them = (audit_release(audit, release, insiders=i) for i in (False, True))

    assert len(all_of_them) > len(outside) * (1.5 if schools > 2 else 1.2)
    assert not [f for f in all_of_them if f.narrow]


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
def test_5_nor_in_more_schools(tmp_path: Path, seed: int) -> None:
    measures = {"suspended": ASKED["suspended"]}
    audit = audit_of_seed(tmp_path / "audit", seed, schools=6, number=700, measures=measures)

    found = audit_release(audit, published(audit, tmp_path / "release"))

    assert not [f for f in found if f.narrow]


def test_6_whatever_is_hidden_looks_the_same(tmp_path: Path) -> None:
    release = published(small_audit(tmp_path / "audit", 1), tmp_path / "release")

    lines = (release / "numbers.csv").read_text("utf-8").splitlines()[1:]
    hidden = [line for line in lines if "*" in line]
    entries = json.loads((release / "numbers.json").read_text("utf-8"))

    assert hidden
    assert all(line.endswith(",*,*") for line in hidden)
    assert {tuple(e) for e in entries} == {tuple(entries[0])}
    assert all((e["n"] == "*") == (e["rate"] == "*") for e in entries)


def test_6_every_declared_number_has_its_row(tmp_path: Path) -> None:
    """A group without children is there like any other: what is missing would tell."""
    audit = small_audit(tmp_path / "audit", 4, "suspended")
    release = published(audit, tmp_path / "release")

    rows = numbers_csv(release)
    groups = {p.group for p in rows}
    places = {(p.place_type, p.place_id) for p in rows}

    assert len(rows) == len(groups) * len(places) * len({p.measure for p in rows})


@pytest.mark.long
def test_10_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    audit = small_audit(tmp_path / "audit", 1)

    one, two = (published(audit, tmp_path / name) for name in ("one", "two"))

    assert {f.name: f.read_bytes() for f in one.iterdir()} == {
        f.name: f.read_bytes() for f in two.iterdir()
    }
