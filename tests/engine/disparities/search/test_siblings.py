"""How alike brothers and sisters are is seen in the outcomes, and widens groups of whole homes."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from forwhom.disparities.lattice import Lattice
from forwhom.disparities.search.expected import Strata
from forwhom.disparities.search.siblings import Look, Siblings, _curve, pooled_luck

NUMBER, SIZE = 6_000, 3
HOME = np.arange(NUMBER) // SIZE
STRATUM = np.arange(NUMBER) % SIZE * 10 + HOME % 10  # children of one home in different grades
CODES = {"home": HOME // 10 % 2, "child": np.random.default_rng(1).integers(0, 2, NUMBER)}


def outcome(rng: np.random.Generator, luck: float, share: float = 0.3) -> np.ndarray:
    shared = rng.standard_normal(NUMBER // SIZE)[HOME]
    own = rng.standard_normal(NUMBER)
    mixed = np.sqrt(luck) * shared + np.sqrt(1 - luck) * own
    return (mixed < norm.ppf(share)).astype(float)


@pytest.fixture(scope="module")
def lattice() -> Lattice:
    return Lattice(CODES, list(CODES), lambda *_: True, depth=1)


@pytest.fixture(scope="module")
def siblings(lattice: Lattice) -> Siblings:
    found = Siblings.of(HOME, STRATUM, lattice, np.random.default_rng(2))
    assert found is not None
    return found


@pytest.mark.parametrize("luck", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("share", [0.3, 0.08])
def test_luck_at_home_is_recovered(siblings: Siblings, luck: float, share: float) -> None:
    y = outcome(np.random.default_rng(3), luck, share)
    look = siblings.look(y, STRATUM, Strata.of(y[:, None], STRATUM, 30), is_mean=False)
    assert look is not None
    pairs = np.corrcoef(y.reshape(-1, SIZE).T)[np.triu_indices(SIZE, 1)].mean()
    assert look.seen == pytest.approx(pairs, abs=0.03)
    assert look.luck == pytest.approx(luck, abs=0.12)
    assert look.likeness(luck) == pytest.approx(pairs, abs=0.06)


def test_the_curve_is_that_of_two_normals_cut_at_their_rates() -> None:
    """Beside the bivariate normal itself."""
    rate, luck = np.array([0.1, 0.35]), 0.4
    curve = _curve(rate, np.array([0]), np.array([1]))
    cuts = norm.ppf(rate)
    both = multivariate_normal([0, 0], [[1, luck], [luck, 1]]).cdf(cuts)
    sd = np.sqrt(rate * (1 - rate))
    told = Look(0.0, 1.0, curve, 1.0).likeness(luck)
    assert told == pytest.approx((both - rate.prod()) / sd.prod(), abs=1e-5)


def test_what_one_measure_hardly_tells_is_steadied_by_the_others(siblings: Siblings) -> None:
    """The limits hold the truth, and that of a rare event is far below what it says by itself."""
    rng = np.random.default_rng(4)
    looks = []
    for share in (0.3, 0.4, 0.5, 0.3, 0.4, 0.01):
        y = outcome(rng, 0.4, share)
        look = siblings.look(y, STRATUM, Strata.of(y[:, None], STRATUM, 30), is_mean=False)
        assert look is not None
        looks.append(look)
    most, usual = pooled_luck(looks)
    assert 0.4 <= usual <= 0.5
    assert (most >= 0.38).all()
    alone, _ = pooled_luck(looks[-1:])
    assert most[-1] <= 0.6
    assert alone[-1] > most[-1]
    assert pooled_luck([])[1] == 0.0


def test_the_most_that_siblings_share_is_seldom_too_low(siblings: Siblings) -> None:
    rng, low = np.random.default_rng(6), 0
    for _ in range(60):
        looks = [_looked(siblings, outcome(rng, 0.3, share)) for share in (0.3, 0.1, 0.05)]
        low += int((pooled_luck(looks)[0] < 0.3).sum())
    assert low <= 8  # of 180; 1.8 expected


def _looked(siblings: Siblings, y: np.ndarray) -> Look:
    look = siblings.look(y, STRATUM, Strata.of(y[:, None], STRATUM, 30), is_mean=False)
    assert look is not None
    return look


def test_groups_of_whole_homes_grow_wider(siblings: Siblings, lattice: Lattice) -> None:
    """Three alike by ρ: variance grows by 2ρ for whole homes; where a coin chooses, by far less."""
    widths = dict(zip([m[0][0] for m in lattice.members], siblings.width.tolist(), strict=True))
    assert widths["home"] == pytest.approx(2.0, abs=0.45)
    assert widths["child"] < 0.4 * widths["home"]


def test_homes_of_one_or_none_named_tell_nothing(lattice: Lattice) -> None:
    rng = np.random.default_rng(1)
    assert Siblings.of(None, STRATUM, lattice, rng) is None
    assert Siblings.of(np.arange(NUMBER), STRATUM, lattice, rng) is None
