"""What chance gives each group, against every way in which the outcomes could be dealt."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from forwhom.disparities.lattice import Lattice
from forwhom.disparities.search.expected import Expected, Strata, expect

STRATUM = np.array([0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2])
CODES = {"sex": np.array([0, 1, 0, 1, 1, 1, 0, 0, 0, 0, 1]), "x": np.arange(11) % 2}


def expected(outcomes: np.ndarray, *means: bool) -> tuple[Expected, Lattice]:
    lattice = Lattice(CODES, list(CODES), lambda *_: True, depth=2)
    counts = np.zeros((len(lattice), 3), np.float32)
    for at, members in enumerate(lattice.members):
        counts[at] = np.bincount(STRATUM[inside(members)], minlength=3)
    return expect(lattice, outcomes, STRATUM, counts, np.array(means)), lattice


def inside(members: tuple[tuple[str, int], ...]) -> np.ndarray:
    return np.logical_and.reduce([CODES[name] == value for name, value in members])


def dealt(outcome: np.ndarray) -> np.ndarray:
    """The outcomes of all children after every permutation within the strata, as rows."""
    parts = [list(itertools.permutations(outcome[each == STRATUM])) for each in range(3)]
    return np.array([np.concatenate(one) for one in itertools.product(*parts)])


SHARE = np.array([1.0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0])
DAYS = np.array([0.0, 3, 0, 11, 2, 2, 9, 0, 25, 1, 4])


@pytest.mark.parametrize(("outcome", "is_mean"), [(SHARE, False), (DAYS, True)])
def test_moments_are_those_of_all_permutations(outcome: np.ndarray, is_mean: bool) -> None:
    found, lattice = expected(outcome[:, None], is_mean)
    ways = dealt(outcome)
    for at, members in enumerate(lattice.members):
        mine = inside(members)
        totals = ways[:, mine].sum(axis=1)
        strata_mean = ways.mean(axis=0)[mine].sum()
        shift = strata_mean if is_mean else 0.0  # a mean is told less what its strata have
        assert found.n[at, 0] == mine.sum()
        assert found.total[at, 0] == pytest.approx(outcome[mine].sum() - shift, abs=1e-4)
        assert found.mean[at, 0] == pytest.approx(totals.mean() - shift, abs=1e-4)
        assert found.variance[at, 0] == pytest.approx(totals.var(), rel=1e-5, abs=1e-6)


def test_third_moment_of_one_stratum_but_for_terms_of_one_over_n() -> None:
    """Exactly N² / ((N - 1) (N - 2)) times what is told: a sixth more with 16 children."""
    rng = np.random.default_rng(2)
    outcome = np.round(rng.gamma(0.5, 4, 16))
    strata = Strata.of(outcome[:, None], np.zeros(16, int), 1)
    lattice = Lattice({"a": np.arange(16) // 12}, ["a"], lambda *_: True, depth=1)
    counts = np.array([[np.count_nonzero(np.arange(16) // 12 == m[0][1])] for m in lattice.members])
    found = expect(
        lattice, outcome[:, None], np.zeros(16, int), counts.astype(np.float32), np.array([True])
    )
    few = np.flatnonzero(found.n[:, 0] == 4)[0]
    ways = np.array([sum(one) for one in itertools.combinations(outcome, 4)])
    third = ((ways - ways.mean()) ** 3).mean()
    told = found.skewness[few, 0] * found.variance[few, 0] ** 1.5
    assert told * 16**2 / (15 * 14) == pytest.approx(third, rel=1e-4)
    assert strata.mean[0, 0] == pytest.approx(outcome.mean())


def test_weight_gives_the_difference_of_mantel_and_haenszel() -> None:
    found, lattice = expected(SHARE[:, None], False)
    for at, members in enumerate(lattice.members):
        mine = inside(members)
        top = weight = 0.0
        for each in range(3):
            here = each == STRATUM
            a, b = SHARE[here & mine], SHARE[here & ~mine]
            if len(a) and len(b):
                share = len(a) * len(b) / (len(a) + len(b))
                top, weight = top + share * (a.mean() - b.mean()), weight + share
        assert found.weight[at, 0] == pytest.approx(weight, abs=1e-5)
        if weight:
            assert found.difference[at, 0] == pytest.approx(top / weight, abs=1e-5)


def test_a_measure_that_one_stratum_alone_is_asked_is_exact_too() -> None:
    """As algebra by grade 8: known of everyone in a grade, of nobody in the others."""
    outcome = np.where(STRATUM == 2, SHARE, np.nan)
    found, lattice = expected(outcome[:, None], False)
    ways = np.array(list(itertools.permutations(SHARE[STRATUM == 2])))
    for at, members in enumerate(lattice.members):
        totals = ways[:, inside(members)[STRATUM == 2]].sum(axis=1)
        assert found.n[at, 0] == inside(members)[STRATUM == 2].sum()
        assert found.mean[at, 0] == pytest.approx(totals.mean(), abs=1e-5)
        assert found.variance[at, 0] == pytest.approx(totals.var(), abs=1e-5)


def test_of_a_measure_partly_known_the_count_and_mean_are_of_the_known() -> None:
    outcome = SHARE.copy()
    outcome[[1, 8]] = np.nan
    found, lattice = expected(np.stack([outcome, SHARE], axis=1), False, False)
    known = ~np.isnan(outcome)
    rate = [outcome[known & (each == STRATUM)].mean() for each in range(3)]
    for at, members in enumerate(lattice.members):
        mine = inside(members) & known
        assert found.n[at].tolist() == [mine.sum(), inside(members).sum()]
        assert found.total[at, 0] == outcome[mine].sum()
        wanted = sum(rate[each] for each in STRATUM[mine])
        assert found.mean[at, 0] == pytest.approx(wanted, abs=1e-5)


def test_what_is_not_told_apart_is_not_tested() -> None:
    """Fewer than eleven on a side; a group that is nearly all of its strata; all alike."""
    number = 60
    codes = {"few": (np.arange(number) < 8).astype(int), "half": np.arange(number) % 2}
    stratum = np.repeat([0, 1], 30)
    codes["own"] = stratum
    lattice = Lattice(codes, ["few", "half", "own"], lambda *_: True, depth=1)
    counts = np.stack([
        np.bincount(stratum[codes[m[0][0]] == m[0][1]], minlength=2) for m in lattice.members
    ])  # fmt: skip
    outcomes = np.stack([np.arange(number) % 3 == 0, np.ones(number)], axis=1).astype(float)
    found = expect(lattice, outcomes, stratum, counts.astype(np.float32), np.array([False, False]))
    told = dict(zip(lattice.members, found.tested.tolist(), strict=True))
    assert told[(("half", 0),)] == [True, False]
    assert told[(("few", 1),)] == told[(("few", 0),)] == [False, False]
    assert told[(("own", 0),)] == told[(("own", 1),)] == [False, False]
