"""What exchanging whole schools gives each group, against every exchange there is."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from forwhom.disparities.search.between import Between, Schools

NAMES = ["4", "5", "7"]
# Three schools with grades 4 and 5, the third without 5; two middle schools; all others of level 0.
SCHOOL, GRADE = np.array([0, 0, 1, 1, 2, 3, 4]), np.array([0, 1, 0, 1, 0, 2, 2])
CHILDREN = np.array([20.0, 30, 25, 15, 40, 50, 60])
EVENTS = np.array([4.0, 9, 10, 3, 6, 20, 12])
COUNTS = np.array([[5, 7, 3, 0, 9, 4, 20], [0, 0, 6, 6, 1, 30, 2], [1, 1, 1, 1, 1, 0, 0]])


@pytest.fixture
def between() -> Between:
    schools = Schools.of(SCHOOL, GRADE, CHILDREN, NAMES)
    lead = schools.leads(CHILDREN, EVENTS)
    return Between(schools, lead, COUNTS.astype(np.float32), CHILDREN)


def sums(between: Between, order: np.ndarray) -> np.ndarray:
    """Each group's sum of leads when school s takes the place of order[s], child by child; less
    what as many children, spread over level and grade as all are, would have.
    """
    found = np.zeros(len(COUNTS))
    for at, (school, grade) in enumerate(zip(SCHOOL, GRADE, strict=True)):
        alike = (grade == GRADE) & ((school > 2) == (SCHOOL > 2))
        share = CHILDREN[at] / CHILDREN[alike].sum()
        children = COUNTS[:, at] - COUNTS[:, alike].sum(axis=1) * share
        found += children * between.lead[order[school], grade]
    return found


def exchanges() -> list[np.ndarray]:
    low, high = itertools.permutations(range(3)), itertools.permutations((3, 4))
    return [np.array([*a, *b]) for a, b in itertools.product(low, high)]


def test_levels_are_those_of_most_children() -> None:
    schools = Schools.of(SCHOOL, GRADE, CHILDREN, NAMES)
    assert schools.level.tolist() == [0, 0, 0, 1, 1]


def test_leads_are_rates_beyond_the_level() -> None:
    lead = Schools.of(SCHOOL, GRADE, CHILDREN, NAMES).leads(CHILDREN, EVENTS)
    of_grade_4 = (4 + 10 + 6) / (20 + 25 + 40)
    assert lead[0, 0] == pytest.approx(4 / 20 - of_grade_4)
    assert lead[2, 1] == pytest.approx(lead[2, 0])  # no such grade there: as in its others
    assert lead[3, 2] == pytest.approx(20 / 50 - 32 / 110)


def test_mean_and_variance_are_those_of_all_exchanges(between: Between) -> None:
    ways = np.array([sums(between, order) for order in exchanges()])
    assert ways.mean(axis=0) == pytest.approx(between.middle, abs=1e-5)
    assert ways.var(axis=0) == pytest.approx(between.variance, rel=1e-4)
    as_it_is = sums(between, np.arange(5)) - between.middle
    assert between.seen == pytest.approx(as_it_is, abs=1e-5)


def test_a_group_and_all_others_give_the_same_answer_turned_round(between: Between) -> None:
    """Large schools with high rates are everyone's, not the group's."""
    counts = np.concatenate([COUNTS, CHILDREN - COUNTS, CHILDREN[None]]).astype(np.float32)
    found = Between(between.schools, between.lead, counts, CHILDREN)
    assert found.seen[:3] == pytest.approx(-found.seen[3:6], abs=1e-4)
    assert found.variance[:3] == pytest.approx(found.variance[3:6], rel=1e-4)
    assert found.freedom()[:3] == pytest.approx(found.freedom()[3:6], rel=1e-3)
    assert (found.seen[6], found.variance[6]) == (pytest.approx(0, abs=1e-4), pytest.approx(0))


def test_what_is_seen_is_what_the_children_have_by_their_schools(between: Between) -> None:
    whole = COUNTS @ between.lead[SCHOOL, GRADE].astype(float)
    assert between.seen + between.middle == pytest.approx(whole, abs=1e-5)


def test_deals_are_exchanges(between: Between) -> None:
    wanted = {tuple(np.round(sums(between, order) - between.middle, 3)) for order in exchanges()}
    dealt = between.deal(200, np.random.default_rng(1))
    assert {tuple(np.round(column, 3)) for column in dealt.T.astype(float)} == wanted


def test_one_school_of_a_level_gives_nothing() -> None:
    school, grade = np.array([0, 0, 1]), np.array([0, 1, 2])
    schools = Schools.of(school, grade, CHILDREN[:3], NAMES)
    between = Between(
        schools, schools.leads(CHILDREN[:3], EVENTS[:3]), COUNTS[:, :3].astype(np.float32),
        CHILDREN[:3],
    )  # fmt: skip
    assert between.variance.tolist() == [0, 0, 0]
    assert np.abs(between.seen).max() < 1e-5
    assert np.abs(between.deal(5, np.random.default_rng(1))).max() < 1e-5


def test_freedom_is_of_schools_beyond_their_share() -> None:
    """Four equal schools: one school's group rests on hardly more than one; never under a half."""
    school, grade, n = np.arange(4), np.zeros(4, int), np.full(4, 50.0)
    schools = Schools.of(school, grade, n, NAMES)
    counts = np.array([[20, 0, 0, 0], [10, 10, 0, 0], [5, 5, 5, 5]], np.float32)
    found = Between(schools, schools.leads(n, n / 5), counts, n).freedom()
    # Beyond the share: 15, -5, -5, -5, so (225 + 75)² / (225² + 3 · 25²) - 1.
    assert found[0] == pytest.approx(300**2 / (225**2 + 3 * 25**2) - 1)
    assert found[1] == pytest.approx(3.0)
    assert found[2] == 0.5
