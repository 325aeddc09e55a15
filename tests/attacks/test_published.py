"""The attack on a published table tells what counting through every world tells."""

from random import Random

import pytest

from forwhom.privacy.recover import Recover
from forwhom.privacy.sums import Sum, Sums, parts, tightened
from forwhom.release.attack import Attacked, Rule, Shown, attack
from forwhom.release.attack.world import CHILDREN, COUNT, World
from tests.attacks.small_districts import (
    DISTRICT,
    EVERYONE,
    GROUPS,
    MEASURE,
    SCHOOLS,
    YEAR,
    by_hand,
    random_district,
    row,
    shown_row,
)

KNOWN = {"sex": ("Female", "Male"), "disability": ("Yes", "No"), "section_504": ("Yes", "No")}
BOTH = Rule(known=KNOWN, twice=0, whole_intervals=True)


def differences(rows: list[Shown]) -> int:
    right, wrong = by_hand(rows), 0
    for found in attack(rows, BOTH).found:
        ends = right[found.cell.spot.place, found.cell.group][found.cell.what == COUNT]
        wrong += (found.low, found.high) != ends
    return wrong


def check(rows: list[Shown]) -> None:
    found = attack(rows, BOTH)
    assert found.contradict == []
    assert len(found.found) == sum(r.hides_n + r.hides_count for r in rows)
    assert differences(rows) == 0


@pytest.mark.parametrize("seed", range(60))
def test_it_equals_counting_through_every_world(seed: int) -> None:
    check(random_district(seed))


@pytest.mark.long
@pytest.mark.parametrize("hundreds", range(1, 11))
def test_it_equals_counting_through_every_world_of_a_thousand(hundreds: int) -> None:
    for seed in range(100 * hundreds, 100 * hundreds + 100):
        check(random_district(seed))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_three_tables_in_a_ring_tell_more_than_their_margins(seed: int) -> None:
    check(random_district(seed, ring=True))


def test_an_attack_that_forgets_a_sum_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = World.tell

    def forgets(self, columns, values, low, high, about) -> None:
        if about.kind != "dimension" or about.spot.place not in SCHOOLS:
            whole(self, columns, values, low, high, about)

    monkeypatch.setattr(World, "tell", forgets)
    assert sum(differences(random_district(seed)) for seed in range(20)) > 10


def three_pairs(high: int) -> Sums:
    """x + y = 7, y + z = 9 and x + z up to `high`: only all three together say what each is."""
    sums = Sums([0] * 3, [10] * 3)
    sums.rows = [
        Sum(pair, (1, 1), low, most)
        for pair, low, most in (((0, 1), 7, 7), ((1, 2), 9, 9), ((0, 2), 8, high))
    ]
    return sums


def ends(sums: Sums) -> list[tuple[int, int]]:
    tight = tightened(sums)
    recover = Recover(tight, parts(tight)[0])
    return [recover.ends(column, lambda *_: False) for column in range(3)]


def test_sums_that_only_tell_together_are_solved_together() -> None:
    assert ends(three_pairs(8)) == [(3, 3), (4, 4), (5, 5)]
    tight = tightened(three_pairs(8))
    assert all(low < high for low, high in zip(tight.low, tight.high, strict=True))


def test_half_a_child_is_no_child() -> None:
    assert ends(three_pairs(9)) == [(3, 3), (4, 4), (5, 5)]


def moving_children(seed: int) -> tuple[list[Shown], dict[tuple[str, str, str], int]]:
    """A district of children some of whom are in two schools, as it is published."""
    by = Random(seed)
    children = [
        (by.choice(GROUPS), by.random() < 0.3, by.sample(SCHOOLS, by.choice([1, 1, 1, 2])))
        for _ in range(by.randint(5, 60))
    ]
    rows, truth = [], {}
    for place in (DISTRICT, *SCHOOLS):
        for group in (EVERYONE, *GROUPS):
            of = [
                k for g, k, at in children
                if group in (g, EVERYONE) and (place == DISTRICT or place in at)
            ]  # fmt: skip
            n, count = len(of), sum(of)
            truth[str(place), group, CHILDREN], truth[str(place), group, COUNT] = n, count
            if group == EVERYONE:
                rows.append(row(place, group, n=(n, n), count=(count, count)))
            else:
                rows.append(shown_row(by, place, group, n, count))
    return rows, truth


@pytest.mark.long
@pytest.mark.parametrize("whole", [True, False])
def test_children_in_two_schools_make_no_false_claim(whole: bool) -> None:
    """Schools do not add up to the district; the truth is within every interval all the same."""
    claims = 0
    for seed in range(120):
        rows, truth = moving_children(seed)
        rule = Rule(known=BOTH.known, whole_intervals=whole)
        found = attack(rows, rule)
        assert found.contradict == []
        for one in found.found:
            right = truth[str(one.cell.spot.place), one.cell.group, one.cell.what]
            assert (one.low <= right <= one.high) or not (whole or one.exact)
            claims += one.exact
    assert claims > 50


def test_taking_schools_to_add_up_would_claim_what_is_not_so() -> None:
    """Were a child in two schools forgotten, the tables would contradict themselves or lie."""
    wrong = 0
    for seed in range(60):
        rows, truth = moving_children(seed)
        found = attack(rows, BOTH)
        wrong += bool(found.contradict)
        wrong += any(
            not one.low
            <= truth[str(one.cell.spot.place), one.cell.group, one.cell.what]
            <= one.high
            for one in found.found
        )
    assert wrong > 30


def attacked(rows: list[Shown], **rule: object) -> Attacked:
    return attack(rows, Rule(known={"sex": ("Female", "Male")}, **rule))  # type: ignore[arg-type]


HIDES_ONE = [
    row(SCHOOLS[0], EVERYONE, n=(40, 40), count=(9, 9)),
    row(SCHOOLS[0], "sex=Female", n=(36, 36), count=(7, 7)),
    row(SCHOOLS[0], "sex=Male"),
]


def test_one_hidden_group_is_the_difference() -> None:
    found = attacked(HIDES_ONE)
    assert [(one.cell.what, one.low, one.high) for one in found.recovered] == [
        (CHILDREN, 4, 4),
        (COUNT, 2, 2),
    ]
    assert found.breached


def test_where_a_group_has_no_row_the_sum_is_only_an_upper_bound() -> None:
    found = attack(
        HIDES_ONE, Rule(known={"sex": ("Female", "Male", "Nonbinary")}, whole_intervals=True)
    )
    ends = {one.cell.what: (one.low, one.high) for one in found.found}
    assert ends == {CHILDREN: (0, 4), COUNT: (0, 2)}
    assert found.taken["at most"] == {"sex"}


def test_groups_that_overlap_where_they_are_shown_are_not_added_up() -> None:
    overlap = [
        row(SCHOOLS[1], EVERYONE, n=(40, 40), count=(9, 9)),
        row(SCHOOLS[1], "sex=Female", n=(36, 36), count=(7, 7)),
        row(SCHOOLS[1], "sex=Male", n=(10, 10), count=(3, 3)),
    ]
    found = attacked([*HIDES_ONE, *overlap])
    assert found.recovered == []
    assert found.taken["nothing"] == {"sex"}


def test_enrollments_make_children_known() -> None:
    rows = [
        row(SCHOOLS[0], EVERYONE, n=(40, 40), rate="10%"),
        row(SCHOOLS[0], "sex=Female", n=(36, 36), rate="6%"),
        row(SCHOOLS[0], "sex=Male"),
    ]
    enrolled = {
        (None, YEAR, SCHOOLS[0], group): n
        for group, n in ((EVERYONE, 40), ("sex=Female", 36), ("sex=Male", 4))
    }
    without, known = (attack(rows, Rule(ours=True), e) for e in (None, enrolled))
    assert {one.cell.group for one in known.recovered} == {"sex=Male"}
    assert known.breached
    assert without.breached  # here the sum gives the children as well
    other = {key: n + 1 for key, n in enrolled.items()}
    assert any(
        "not those of the enrollment file" in note for note in attack(rows, BOTH, other).notes
    )


def test_in_a_release_of_ours_nobody_and_large_groups_are_no_breach() -> None:
    nobody = [
        row(SCHOOLS[0], EVERYONE, n=(40, 40), count=(9, 9)),
        row(SCHOOLS[0], "sex=Female", n=(40, 40), count=(9, 9)),
        row(SCHOOLS[0], "sex=Male"),
    ]
    large = [
        row(SCHOOLS[0], EVERYONE, n=(60, 60), count=(9, 9)),
        row(SCHOOLS[0], "sex=Female", n=(36, 36), count=(7, 7)),
        row(SCHOOLS[0], "sex=Male"),
    ]
    assert not attacked(nobody, ours=True).breached
    assert not attacked(large, ours=True).breached
    assert attacked(large).breached
    assert attacked(HIDES_ONE, ours=True).breached


def test_a_small_group_shown_openly_breaks_our_rule_and_is_told_of_others() -> None:
    open_row = [row(SCHOOLS[0], EVERYONE, n=(5, 5), count=(2, 2))]
    assert attacked(open_row, ours=True).breached
    others = attacked(open_row)
    assert len(others.shown_small) == 1
    assert not others.breached


def test_numbers_that_contradict_each_other_are_named_and_the_rest_attacked() -> None:
    bad = [
        row(SCHOOLS[1], EVERYONE, n=(10, 10), count=(2, 2)),
        row(SCHOOLS[1], "sex=Female", n=(36, 36), count=(2, 2)),
        row(SCHOOLS[1], "sex=Male"),
    ]
    found = attack([*HIDES_ONE, *bad], BOTH)
    assert [(about.kind, about.spot.place) for about in found.contradict] == [
        ("dimension", SCHOOLS[1])
    ]
    assert [one.cell.spot.place for one in found.recovered] == [SCHOOLS[0], SCHOOLS[0]]
    more = [row(SCHOOLS[1], EVERYONE, n=(10, 10), count=(12, 12))]
    assert [about.kind for about in attack([*HIDES_ONE, *more], BOTH).contradict] == ["cell"]


def test_schools_that_contradict_their_district_are_still_attacked() -> None:
    district = [
        row(DISTRICT, EVERYONE, n=(30, 30), count=(9, 9)),
        row(DISTRICT, "sex=Female", n=(20, 20), count=(7, 7)),
    ]
    found = attack([*HIDES_ONE, *district], BOTH)
    assert [about.kind for about in found.contradict] == ["between"]
    assert {one.cell.spot.place for one in found.recovered} == {SCHOOLS[0]}


def test_measures_within_others_and_pools_of_years_tell() -> None:
    def of(measure: str, year: str, count: int | None, n: int = 20) -> Shown:
        ends = (count, count) if count is not None else (0, 10**8)
        return Shown(measure, year, DISTRICT, EVERYONE, (n, n), ends, hides_count=count is None)

    nested = [of("suspended", YEAR, 0), of("suspended_more_than_once", YEAR, None)]
    rule = Rule(nested={"suspended_more_than_once": "suspended"})
    assert [one.high for one in attack(nested, rule).recovered] == [0]
    assert attack(nested, Rule()).recovered == []
    years = [
        of(MEASURE, "2024-25..2025-26", 1, 40),
        of(MEASURE, "2024-25", 1),
        of(MEASURE, YEAR, None),
    ]
    ends = [(one.low, one.high) for one in attack(years, Rule(whole_intervals=True)).found]
    assert ends == [(0, 1)]
