"""Hidden numbers of a fourfold table, worked out from its margins."""

from forwhom.stats.bounds import Known, compare_bounds


def exactly(count: int, n: int) -> Known:
    return Known((count, count), (n - count, n - count), (n, n))


# Frechet's bounds of a fourfold table (Frechet 1951, Ann. Univ. Lyon A 14:53-77): with margins
# n1, n2 out of n, the cell is between max(0, n1 + n2 - n) and min(n1, n2). 30 children, 20 of
# them suspended, 15 in the group: 5 to 15 of the group.
def test_frechets_bounds() -> None:
    group = Known((0, 15), (0, 15), (15, 15))
    found = compare_bounds(group, group, exactly(20, 30))
    assert found.rate == (5 / 15, 15 / 15)
    assert found.difference == (5 / 15 - 15 / 15, 15 / 15 - 5 / 15)
