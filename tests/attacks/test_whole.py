"""The integer audit: what is left in doubt is shown by worlds of whole children, or is not left."""

import sys
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from forwhom.privacy import whole
from forwhom.privacy.attack import NotSolved, intervals
from forwhom.privacy.ladder import Step
from forwhom.privacy.linked import Linked
from forwhom.privacy.protect import Protection
from forwhom.privacy.whole import WholeWorlds
from forwhom.release.declared.lattice import Lattice
from forwhom.release.protected.coarsen import Coarsening
from forwhom.release.protected.tables import Tables
from tests.attacks.small_tables import by_hand, random_table

TABLES = 1000


@cache
def tables() -> list[tuple[Linked, NDArray[np.int64]]]:
    return [(table, by_hand(table)) for table in map(random_table, range(TABLES))]


def differences(several: int = TABLES, *, to_the_end: bool = True) -> list[int]:
    """How far what is found is from what counting through every world gives, where it is."""
    found = []
    for linked, right in tables()[:several]:
        worlds = WholeWorlds(linked)
        for group, (low, high) in enumerate(right.tolist()):
            asked = (3, 1, 2, 9)
            found += [
                worlds.apart(group, n, to_the_end=to_the_end) - min(n, high - low) for n in asked
            ]
        assert all(linked.agrees(world) for world in worlds.worlds)
    return [out for out in found if out]


@pytest.mark.long
def test_it_equals_counting_through_every_world() -> None:
    assert differences() == []


def test_a_few_programs_never_find_too_much() -> None:
    assert all(out < 0 for out in differences(200, to_the_end=False))


def test_a_program_without_a_limit_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the solver says, a world that breaks a limit is no proof."""
    told = whole._Changes._fill

    def forgets(self: whole._Changes, infinity: float) -> None:
        told(self, infinity)
        self._program.changeRowBounds(0, -infinity, infinity)

    monkeypatch.setattr(whole._Changes, "_fill", forgets)
    with pytest.raises(NotSolved, match="does not agree"):
        differences(100)


def halves() -> Linked:
    """Twice three children, of whom no two in a pair may have the outcome: 1/2 each would do.

    The last group is all six: three halves twice are three, but whole children are two at most.
    """
    pairs = [[0, 1], [1, 2], [0, 2], [3, 4], [4, 5], [3, 5]]
    return Linked(
        np.ones(6, np.int64),
        np.array([1, 0, 0, 1, 0, 0]),
        [*map(np.array, pairs), np.arange(6)],
        low=np.zeros(7, np.int64),
        high=np.array([1] * 6 + [6]),
    )


@pytest.mark.parametrize("to_the_end", [True, False])
def test_half_a_child_is_no_doubt(to_the_end: bool) -> None:
    linked = halves()
    assert by_hand(linked)[6].tolist() == [0, 2]
    assert intervals(linked, [6]).tolist() == [[0, 3]]
    assert WholeWorlds(linked).apart(6, 3, to_the_end=to_the_end) == 2


def test_what_was_protected_stands_the_integer_audit() -> None:
    """Worlds seen on the way promise a width; over whole numbers it is kept."""
    for given, _ in tables()[:100]:
        linked = Linked(given.sizes, given.counts, given.groups, within=given.within)
        begin = np.full(len(linked.groups), int(Step.WHOLE))
        protection = Protection(linked, begin, threshold=5, width=2)
        protection.protect()
        shown = protection.as_shown()
        right = by_hand(shown)
        for group in np.flatnonzero(protection.small).tolist():
            needed = int(protection.needed[group])
            assert right[group, 1] - right[group, 0] >= needed
            assert WholeWorlds(shown).apart(group, needed) == needed


def coarsening(*, told_before: bool) -> Coarsening:
    """One school of six children, of whom an earlier release told each pair."""
    school = halves()
    names = (*(f"sex={i}" for i in range(6)), "all")
    district = Linked(school.sizes, school.counts, school.groups)
    none = np.zeros(0, np.int64)
    nobody = Linked(none, none, [none] * 7)
    tables = Tables(
        ("suspended",),
        "2025-26",
        names,
        {("district", "district"): district, ("school", "1"): school},
        nobody,
    )
    lattice = Lattice(measures=("suspended",), groups=((), ("sex",)), years=("2025-26",))
    return Coarsening(tables, lattice, told_before=told_before)


def test_where_only_half_a_child_would_do_nothing_is_published() -> None:
    with pytest.raises(NotSolved):
        coarsening(told_before=False).protect()


def test_no_more_doubt_is_asked_for_than_earlier_releases_left_in_whole_children() -> None:
    done = coarsening(told_before=True).protect()
    assert done.protections["school", "1"].needed[6] == 2
    assert by_hand(done.protections["school", "1"].as_shown())[6].tolist() == [0, 2]


def test_the_true_numbers_must_agree_with_what_is_shown() -> None:
    linked = halves()
    linked.high[6] = 1
    with pytest.raises(NotSolved, match="do not agree"):
        WholeWorlds(linked)


def test_no_solver_and_no_time_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    linked = halves()
    with pytest.raises(NotSolved):
        WholeWorlds(linked, seconds=0.0).apart(6, 3)
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(NotSolved, match="not installed"):
        WholeWorlds(linked).apart(6, 3)
