"""Schools' rates and gaps beside those of the other schools: whose, when, and by which schools."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from forwhom.disparities.pool import GAPS, RATES, Pooling
from forwhom.disparities.rollup import Counted
from forwhom.disparities.table import disparities_table
from forwhom.measures import MEASURES
from forwhom.stats.beta_binomial import pooled_rates
from forwhom.stats.random_effects import differences_in_rates, random_effects

MINE = {name: MEASURES[name] for name in ("suspended", "severe_absence", "score_reading")}
STATISTICS = [
    *("suspended__n", "suspended__count", "severe_absence__n", "severe_absence__count"),
    *("score_reading__n", "score_reading__sum", "score_reading__sum_of_squares"),
]
GROUPS = ["all", "disability=Yes", "disability=No", "grade=3"]
SCHOOLS = [f"E{number}" for number in range(7)] + ["H1", "H2", "none"]
LEVELS = {name: {"E": "elementary", "H": "high"}.get(name[0], "") for name in SCHOOLS}
N = {"disability=Yes": np.array([40, 60, 80, 100, 4, 70, 90, 120, 200, 30])}
N |= {"disability=No": N["disability=Yes"] * 4, "grade=3": N["disability=Yes"] * 2}
X = {"disability=Yes": np.array([4, 12, 10, 25, 1, 9, 12, 40, 50, 0])}
X |= {"disability=No": X["disability=Yes"] * 2, "grade=3": X["disability=Yes"]}
for counts in (N, X):
    counts["all"] = counts["disability=Yes"] + counts["disability=No"]


def counted(places: list[tuple[str, str]], n: dict, x: dict) -> Counted:
    """The same children in two years; each statistic of a share is the same."""
    rows = [(y, p, g) for y in range(2) for g in range(len(GROUPS)) for p in range(len(places))]
    year, place, group = np.array(rows).T
    pairs = [(n[GROUPS[g]][p], x[GROUPS[g]][p]) for _, p, g in rows]
    sums = np.array([[a, b, a, b, a, a, a] for a, b in pairs], np.int64)
    depths = np.array([0, 1, 1, 1])
    names = ["", "disability", "disability", "grade"]
    return Counted(["2024-25", "2025-26"], places, GROUPS, depths, names, year, place, group, sums)


def whole(of: dict) -> dict:
    return {name: np.array([values.sum()]) for name, values in of.items()}


@pytest.fixture(scope="module")
def table() -> pa.Table:
    schools = counted([("school", name) for name in SCHOOLS], N, X)
    district = counted([("district", "district")], whole(N), whole(X))
    pooling = Pooling.of(schools, LEVELS, district, STATISTICS)
    return disparities_table(schools, STATISTICS, MINE, {}, pooling=pooling)


def rows_of(table: pa.Table, group: str, kind: str = "others") -> dict[str, dict]:
    keep = pc.and_(pc.equal(table["group"], group), pc.equal(table["compared_with"], kind))
    keep = pc.and_(keep, pc.equal(table["measure"], "suspended"))
    keep = pc.and_(keep, pc.equal(table["school_year"], "2025-26"))
    return {row["place_id"]: row for row in table.filter(keep).to_pylist()}


def close(row: dict, names: tuple[str, ...], wanted: list[float]) -> None:
    assert [row[name] for name in names] == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize(("group", "kind"), [("all", "all"), ("disability=Yes", "others")])
def test_rates_are_steadied_by_the_schools_of_the_same_level(
    table: pa.Table, group: str, kind: str
) -> None:
    found, rate = rows_of(table, group, kind), (X[group].sum() + 0.5) / (N[group].sum() + 1)
    same = pooled_rates(X[group][:7], N[group][:7], district=rate)
    every = pooled_rates(X[group], N[group], district=rate)
    for number, name in enumerate(SCHOOLS):
        pooled = same if name.startswith("E") else every  # two high schools are too few
        told = [pooled.rate, pooled.low, pooled.high, pooled.above]
        if N[group][number] >= 5:
            close(found[name], RATES, [part[number] for part in told])
        else:
            assert [found[name][column] for column in RATES] == [None] * 4


def test_gaps_are_steadied_where_events_are_enough(table: pa.Table) -> None:
    found, group, other = rows_of(table, "disability=Yes"), "disability=Yes", "disability=No"
    effect, variance = differences_in_rates(X[group], N[group], X[other], N[other])
    rate = X["all"] / N["all"]
    enough = np.minimum(rate, 1 - rate) * N[group] >= 5
    assert list(enough) == [False, True, True, True, False, True, True, True, True, False]
    # Of the seven elementary schools five have events enough: they stand by themselves.
    wanted = random_effects(np.where(enough, effect, np.nan)[:7], variance[:7])
    for number, name in enumerate(SCHOOLS[:7]):
        if enough[number]:
            told = (wanted.shrunken, wanted.shrunken_low, wanted.shrunken_high)
            close(found[name], GAPS, [part[number] for part in told])
            assert found[name]["pooled_difference"] != found[name]["difference"]
        else:
            assert [found[name][column] for column in GAPS] == [None] * 3


def test_nothing_else_is_steadied(table: pa.Table) -> None:
    """Not earlier years, not grades, not what is no headline share, not everyone as a group."""
    told = table.filter(pc.is_valid(table["pooled_rate"]))
    assert set(told["school_year"].to_pylist()) == {"2025-26"}
    assert set(told["measure"].to_pylist()) == {"suspended"}
    kinds = {(r["group"], r["compared_with"]) for r in told.to_pylist()}
    pairs = {("disability=Yes", "others"), ("disability=No", "others")}
    assert kinds == {("all", "all"), *pairs}
    alone = rows_of(table, "all", "all").values()
    assert all(row["pooled_difference"] is None for row in alone)


def test_a_group_the_district_has_nobody_of_lies_above_nothing() -> None:
    """Schools that do not count for the district have rates, and nothing to lie above."""
    schools = counted([("school", name) for name in SCHOOLS], N, X)
    none = {name: np.array([0]) for name in N}
    district = counted([("district", "district")], none, none)
    pooling = Pooling.of(schools, LEVELS, district, STATISTICS)
    found = rows_of(disparities_table(schools, STATISTICS, MINE, {}, pooling=pooling), "all", "all")
    assert found["E1"]["pooled_rate"] is not None
    assert found["E1"]["above_district"] is None
