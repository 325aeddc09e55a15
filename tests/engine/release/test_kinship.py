"""Which measures tell of one another, and may therefore not be told side by side."""

from __future__ import annotations

import pytest

from forwhom.measures import MEASURES
from forwhom.release.declared.kinship import Telling, give_away, known_nested, nested_among

ONCE, TWICE, REFERRED = "suspended", "suspended_more_than_once", "referred"
FEDERAL, CALIFORNIA = "chronic_absence", "chronic_absence_california"


def told(*measures: str, by: tuple[str, ...] = ()) -> Telling:
    return Telling(frozenset(measures), frozenset(by))


def test_each_has_the_nearest_that_holds_it() -> None:
    assert nested_among([TWICE, ONCE, REFERRED]) == {TWICE: ONCE, ONCE: REFERRED}


def test_what_stands_between_need_not_be_told() -> None:
    assert nested_among([TWICE, REFERRED]) == {TWICE: REFERRED}
    assert nested_among([TWICE, FEDERAL]) == {}


def test_every_category_of_disability_is_within_all() -> None:
    within = [name for name in MEASURES if name.startswith("identified_")]
    found = nested_among(within)
    assert len(found) == len(within) - 1 > 10
    assert {*found.values()} == {"identified_disability"}
    assert nested_among(["identified_autism", "identified_deafness"]) == {}


def test_words_of_a_district_may_go_round() -> None:
    assert nested_among(["a", "c"], {"a": "b", "b": "a"}) == {}
    assert nested_among(["a", "b"], {"a": "b", "b": "a"}) == {"a": "b", "b": "a"}


def test_every_name_is_a_measure() -> None:
    names = {name for pair in known_nested().items() for name in pair}
    assert all(
        n in MEASURES or any(m.startswith(n) for m in MEASURES if n[-1] == "_") for n in names
    )


@pytest.mark.parametrize(
    ("now", "before", "safe"),
    [
        ((FEDERAL,), (), True),
        ((FEDERAL, CALIFORNIA), (), False),
        ((FEDERAL,), (CALIFORNIA,), False),
        ((CALIFORNIA, "suspended"), (FEDERAL,), False),
        ((FEDERAL,), (FEDERAL,), True),
        # Both are out: what is told cannot be taken back, and corrections must go on.
        ((FEDERAL,), (FEDERAL, CALIFORNIA), True),
        ((ONCE,), (FEDERAL, CALIFORNIA), True),
        (("suspended_in_school",), (ONCE,), True),
        (("suspended_in_school",), (ONCE, "suspended_out_of_school"), False),
    ],
)
def test_measures_alike(now: tuple[str, ...], before: tuple[str, ...], safe: bool) -> None:
    assert (give_away(told(*now), {}, told(*before)) is None) == safe


def test_sizes_that_are_counts() -> None:
    name, not_by = "identified_disability", {"identified_disability": ["disability"]}
    group = told(ONCE, by=("disability",))
    assert give_away(told(name), not_by) is None
    assert give_away(told(name, by=("disability",)), not_by) is not None
    assert give_away(told(name), not_by, group) is not None
    assert give_away(group, not_by, told(name)) is not None
    assert give_away(told(name), not_by, group | told(name)) is None
