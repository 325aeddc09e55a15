"""The search of an audit: whom it asks about, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forwhom.data.store import Tables
from forwhom.disparities.cells import wide_table
from forwhom.disparities.lattice import Member
from forwhom.disparities.search.children import Children, fetch_children
from forwhom.disparities.search.contrast import Contrasts
from forwhom.disparities.search.expected import ENOUGH
from forwhom.disparities.search.family import LEVEL
from forwhom.disparities.search.place import Asking, Ways
from forwhom.disparities.search.searched import Say, Searched, search_all
from forwhom.findings.choose import choose
from forwhom.groups import GROUPS, may_cross
from forwhom.measures import MEASURES
from forwhom.results.finding import Finding

if TYPE_CHECKING:
    import pyarrow as pa

BY_GRADE = ("grade", "grade_band")
MOST_CHILDREN = 1_000_000  # more do not fit in this process
DEPTH = 3


@dataclass(frozen=True)
class Depth:
    """How deep groups are crossed in the district and its grade bands, from how many children."""

    dimensions: int = DEPTH
    least: int = ENOUGH
    quick: bool = False


USUAL = Depth()


def fetch(tables: Tables, depth: Depth) -> list[Children]:
    """The children of the latest year, and of the one before where there is one.

    None where the search is left out: asked to be quick, or with more than a million children.
    """
    import narwhals as nw

    if depth.quick:
        return []
    wide = wide_table(tables, MEASURES, "district")
    latest = wide.filter(nw.col("school_year") == tables.years[-1])
    number = tables.engine.fetch(latest.select(n=nw.len().cast(nw.Int64))).column("n")[0].as_py()
    if not 0 < number <= MOST_CHILDREN:
        return []
    return [fetch_children(tables, wide, MEASURES, year) for year in tables.years[-1:-3:-1]]


def without(values: Mapping[str, list[str]]) -> frozenset[Member]:
    """Values that only say what children are not: of those who are not in a group.

    That they fare worse says that the few others fare better.
    """
    return frozenset(
        (name, values[name].index(group.otherwise))
        for name, group in GROUPS.items()
        if group.otherwise and group.otherwise in values.get(name, ())
    )


def ask(
    children: list[Children], about: Mapping[str, Any], depth: Depth, say: Say
) -> Searched | None:
    """Search the latest year; None where no children were fetched."""
    if not children:
        return None
    has = {m["name"] for m in about["measures"] if m["status"] == "ok"}
    asking = Asking.of({name: measure for name, measure in MEASURES.items() if name in has})
    headline = tuple(name for name, measure in asking.measures.items() if measure.headline)
    ways = Ways(
        crossed(about), may_cross, without(children[0].values), depth.dimensions, depth.least
    )
    earlier = children[1] if len(children) > 1 else None
    return search_all(children[0], ways, asking, headline, earlier=earlier, say=say)


def crossed(about: Mapping[str, Any]) -> list[str]:
    """The dimensions with data that are asked about: grades differ by design."""
    known = [g["dimension"] for g in about["groups"] if g["status"] == "ok"]
    return [name for name in known if name not in BY_GRADE]


def findings(
    disparities: pa.Table,
    searched: Searched,
    children: Children,
    about: Mapping[str, Any],
) -> list[Finding]:
    """What the search found, said once each."""
    import pyarrow.compute as pc

    better = {m["name"]: m["better"] for m in about["measures"]}
    reach = searched.reach()
    low = [pc.less_equal(disparities.column(name), reach) for name in ("p_within", "p_district")]
    rows = disparities.filter(pc.or_(*(pc.fill_null(one, False) for one in low))).to_pylist()
    contrasts = Contrasts(children, Asking.of(MEASURES).of_cohort)
    return choose(rows, searched, contrasts, better)


def told(searched: Searched | None, depth: Depth) -> dict[str, Any]:
    """What audit.json says of the search."""
    if searched is None:
        return {"made": False, "quick": depth.quick}
    return {
        "made": True,
        "depth": depth.dimensions,
        "least": depth.least,
        "family": searched.asked,
        "draws": searched.draws,
        "bar": searched.bar if searched.draws else None,  # nothing was asked
        "homes_named": searched.homes_named,
        "level": LEVEL,
    }
