"""Every group of the lattice is the set of children that its name says, counted one by one."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.disparities.lattice import Lattice, Member

NAMES = ("a", "b", "c", "d", "e", "f")
Table = dict[str, np.ndarray]


def may_cross(one: str, other: str) -> bool:
    return {one, other} != {"a", "b"}


@st.composite
def tables(draw: st.DrawFn) -> Table:
    names = NAMES[: draw(st.integers(3, 6))]
    rows = draw(st.integers(1, 30))
    codes = {}
    for name in names:
        most = draw(st.integers(0, 3))
        codes[name] = np.array(draw(st.lists(st.integers(0, most), min_size=rows, max_size=rows)))
    return codes


def by_hand(
    codes: Table, depth: int, least: int, without: set[Member], weight: np.ndarray
) -> dict[frozenset[int], tuple[Member, ...]]:
    """Each set of children that a name gives, with the first name of fewest dimensions."""
    found: dict[frozenset[int], tuple[Member, ...]] = {}
    rows = len(weight)
    everyone = weight.sum()
    for size in range(1, depth + 1):
        for names in itertools.combinations(codes, size):
            if not all(may_cross(*pair) for pair in itertools.combinations(names, 2)):
                continue
            for values in sorted({tuple(int(codes[n][i]) for n in names) for i in range(rows)}):
                members = tuple(zip(names, values, strict=True))
                mine = frozenset(
                    i for i in range(rows)
                    if weight[i] and all(codes[n][i] == v for n, v in members)
                )  # fmt: skip
                big = least <= weight[list(mine)].sum() < everyone
                if big and without.isdisjoint(members):
                    found.setdefault(mine, members)
    return found


@settings(max_examples=120)
@given(
    codes=tables(),
    depth=st.integers(1, 4),
    least=st.integers(1, 6),
    without=st.sets(st.tuples(st.sampled_from(NAMES), st.integers(0, 2)), max_size=2),
    weights=st.none() | st.lists(st.integers(0, 2**40), min_size=30, max_size=30),
)
def test_groups_sizes_and_sums(
    codes: Table, depth: int, least: int, without: set[Member], weights: list[int] | None
) -> None:
    rows = len(codes["a"])
    weight = None if weights is None else np.array(weights[:rows])
    each = np.ones(rows, np.int64) if weight is None else weight
    lattice = Lattice(
        codes, list(codes), may_cross, depth=depth, least=least, without=without, weight=weight
    )
    wanted = by_hand(codes, depth, least, without, each)
    held = {
        frozenset(i for i in range(rows) if each[i] and all(codes[n][i] == v for n, v in members)):
        members for members in lattice.members
    }  # fmt: skip
    assert len(held) == len(lattice)  # no set of children twice
    assert set(held) == set(wanted)
    assert {s: len(m) for s, m in held.items()} == {s: len(m) for s, m in wanted.items()}
    _sums_are_exact(lattice, codes, each)


def _sums_are_exact(lattice: Lattice, codes: Table, each: np.ndarray) -> None:
    """Whole numbers stay whole: the sums of large odd numbers to the last digit."""
    values = (each * 4_001 + 1)[:, None] * np.array([1, 7])
    kinds = np.zeros((lattice.kinds, 2), np.int64)
    np.add.at(kinds, lattice.kind, values)
    sums = lattice.sums(kinds)
    assert sums.dtype == np.int64
    for members, found in zip(lattice.members, sums, strict=True):
        inside = np.logical_and.reduce([codes[n] == v for n, v in members])
        assert found.tolist() == values[inside].sum(axis=0).tolist()


def test_members_stand_in_alphabetical_order() -> None:
    codes = {"f": np.array([0, 0, 1, 1] * 4), "c": np.array([0, 1] * 8)}
    lattice = Lattice(codes, ["f", "c"], may_cross, depth=2)
    assert sorted(lattice.members) == [
        (("c", 0),), (("c", 0), ("f", 0)), (("c", 0), ("f", 1)),
        (("c", 1),), (("c", 1), ("f", 0)), (("c", 1), ("f", 1)),
        (("f", 0),), (("f", 1),),
    ]  # fmt: skip


def test_children_dealt_are_counted_in_each_group() -> None:
    rng = np.random.default_rng(3)
    codes = {name: rng.integers(0, 3, 90) for name in NAMES[:4]}
    lattice = Lattice(codes, list(codes), may_cross, depth=3)
    dealt = np.stack([rng.permutation(90)[:20] for _ in range(5)])
    counts = lattice.dealt(dealt)
    for members, found in zip(lattice.members, counts, strict=True):
        inside = np.logical_and.reduce([codes[n] == v for n, v in members])
        assert found.tolist() == inside[dealt].sum(axis=1).tolist()


def test_where_all_are_alike_there_is_no_group() -> None:
    lattice = Lattice({"a": np.zeros(5, int)}, [], may_cross)
    assert (len(lattice), lattice.kinds, lattice.kind.tolist()) == (0, 1, [0] * 5)
    assert lattice.sums(np.ones((1, 2), np.int64)).shape == (0, 2)
