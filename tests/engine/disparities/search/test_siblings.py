"""How alike brothers and sisters are is seen in the outcomes, and widens groups of whole homes."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from forwhom.disparities.lattice import Lattice
from forwhom.disparities.search.draws import Question
from forwhom.disparities.search.expected import Strata
from forwhom.disparities.search.siblings import Siblings

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
def test_luck_at_home_is_recovered(siblings: Siblings, luck: float) -> None:
    rng = np.random.default_rng(3)
    y = outcome(rng, luck)
    strata = Strata.of(y[:, None], STRATUM, 30)
    alike = siblings.likeness(y[:, None], STRATUM, strata)[0]
    pairs = np.corrcoef(y.reshape(-1, SIZE).T)[np.triu_indices(SIZE, 1)].mean()
    assert alike == pytest.approx(max(pairs, 0), abs=0.02)
    assert siblings.luck(Question.of(y, STRATUM), rng) == pytest.approx(luck, abs=0.12)


def test_groups_of_whole_homes_grow_wider(siblings: Siblings, lattice: Lattice) -> None:
    """Three alike by ρ: variance grows by 2ρ for whole homes; where a coin chooses, by far less."""
    widths = dict(zip([m[0][0] for m in lattice.members], siblings.width.tolist(), strict=True))
    assert widths["home"] == pytest.approx(2.0, abs=0.45)
    assert widths["child"] < 0.4 * widths["home"]


def test_homes_of_one_or_none_named_tell_nothing(lattice: Lattice) -> None:
    rng = np.random.default_rng(1)
    assert Siblings.of(None, STRATUM, lattice, rng) is None
    assert Siblings.of(np.arange(NUMBER), STRATUM, lattice, rng) is None
