"""Which disparities deserve attention, and in which order, until the honest search exists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from forwhom.groups import GROUPS
from forwhom.results.finding import Finding
from forwhom.results.names import group_values

if TYPE_CHECKING:
    import pyarrow as pa

METHOD = (
    "95 % interval of the difference (Newcombe), ordered by students to parity times the bound "
    "nearest parity; not yet corrected for the number of looks"
)
BY_GRADE = ("grade", "grade_band")
TRUSTED = 11  # under 11 children a rate moves too much to be put before people
Key = tuple[str, str, str]  # type of place, place, group
SIDES = ("n", "count", "comparison_n", "comparison_count")


def rank(
    disparities: pa.Table, better: Mapping[str, str], school_year: str, *, headline: Iterable[str]
) -> list[Finding]:
    """The latest year's groups that fare worse than all others, most important first.

    Only shares of the headline measures are looked at; the interval of the difference must leave
    out parity on the worse side; at least 11 children on each side. The order is students to
    parity times the bound nearest parity, so neither a big gap among few children nor a small one
    among many comes first by itself. A pair stands for itself only where it fares worse than the
    rest of both groups it is made of. Groups by grade are not findings: a grade band is a place
    in which groups are compared. Nor are those who are only not in a group, such as `foster=No`:
    that they fare worse says that the few others fare better. All stand in the disparities.
    """
    table = _against_others(disparities, school_year)
    found = _candidates(table, set(headline))
    worse = [row for row in found if _worse(row, better) and is_asked_about(row["group"])]
    rows = _worth_their_own(worse, table, better)
    rows.sort(key=lambda row: (-_weight(row), row["measure"], row["place_id"], row["group"]))
    return [Finding.of_row(row, method=METHOD) for row in rows]


def _worth_their_own(
    rows: list[dict[str, Any]], table: pa.Table, better: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Without groups that repeat another: the same children under a second name, or a pair that
    fares like the rest of a group it is part of.
    """
    same_children = _same_children(table, rows)
    pairs = [row for row in rows if row["depth"] > 1]
    rows = [row for row in rows if row["depth"] == 1] + _unlike_the_rest(pairs, table, better)
    # A measure of one grade band alone says in the band what it says in the district.
    district = {_told(row) for row in rows if row["place_type"] == "district"}
    rows = [row for row in rows if row["place_type"] != "grade_band" or _told(row) not in district]
    seen: set[tuple[object, ...]] = set()
    kept = []
    for row in sorted(rows, key=lambda row: (row["depth"], row["group"])):
        children = (*_place(row), same_children.get(_key(row), row["group"]))
        if children not in seen:
            seen.add(children)
            kept.append(row)
    return kept


def _told(row: Mapping[str, Any]) -> tuple[object, ...]:
    """What a row says of a group, wherever."""
    return (row["measure"], row["group"], *(row[name] for name in SIDES))


def is_asked_about(text: str) -> bool:
    """Whether no part of the group is a grade, which differ by design, or a mere "not in"."""
    values = group_values(text).items()
    rest = {name: group.otherwise for name, group in GROUPS.items() if group.otherwise}
    return not any(name in BY_GRADE or rest.get(name) == value for name, value in values)


def _unlike_the_rest(
    pairs: list[dict[str, Any]], table: pa.Table, better: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Pairs that fare worse than the rest of both groups they are made of, beyond their interval.

    The rest of a group are its children outside the pair: "boys with disabilities" are set beside
    girls with disabilities, and beside boys without.
    """
    import numpy as np

    from forwhom.stats.differences import newcombe

    if not pairs:
        return []
    of = {(*_place(row), row["group"]): (row["count"], row["n"]) for row in _singles(table, pairs)}
    counts = np.array([(row["count"], row["n"]) for row in pairs])
    lower = np.array([better[row["measure"]] == "lower" for row in pairs])
    kept = np.ones(len(pairs), np.bool_)
    for part in (0, 1):
        names = [row["group"].split(" & ")[part] for row in pairs]
        whole = [of[(*_place(row), name)] for row, name in zip(pairs, names, strict=True)]
        rest = np.array(whole) - counts
        low, high = newcombe(counts[:, 0], counts[:, 1], rest[:, 0], rest[:, 1])
        kept &= np.where(lower, low > 0, high < 0)
    return [row for row, keep in zip(pairs, kept, strict=True) if keep]


def _singles(table: pa.Table, pairs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The groups that these pairs are made of, in every place."""
    import pyarrow as pa
    import pyarrow.compute as pc

    names = ["measure", "place_type", "place_id", "group", "n", "count"]
    measures = pa.array(sorted({row["measure"] for row in pairs}), pa.string())
    groups = pa.array(sorted({p for row in pairs for p in row["group"].split(" & ")}), pa.string())
    told = pc.is_in(table.column("measure").cast(pa.string()), measures)
    told = pc.and_(told, pc.is_in(table.column("group").cast(pa.string()), groups))
    found: list[dict[str, Any]] = table.filter(told).select(names).to_pylist()
    return found


def _same_children(table: pa.Table, rows: list[dict[str, Any]]) -> dict[Key, object]:
    """What tells groups apart that count the same in one measure: their counts in all measures.

    Two names stand for the same children only where n and count are equal in every measure of the
    place; equal counts in one of them may be chance.
    """
    alike: dict[tuple[object, ...], list[Key]] = {}
    for row in rows:
        alike.setdefault((*_place(row), row["n"], row["count"]), []).append(_key(row))
    doubtful = {key for keys in alike.values() if len(keys) > 1 for key in keys}
    counts: dict[Key, set[tuple[object, ...]]] = {key: set() for key in doubtful}
    for row in _of_groups(table, doubtful):
        counts[_key(row)].add((row["measure"], row["n"], row["count"]))
    return {key: frozenset(found) for key, found in counts.items()}


def _of_groups(table: pa.Table, keys: set[Key]) -> list[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    names = ("place_type", "place_id", "group")
    texts = [table.column(name).cast(pa.string()) for name in names]
    wanted = pa.array(sorted("\n".join(key) for key in keys), pa.string())
    mine = table.filter(pc.is_in(pc.binary_join_element_wise(*texts, "\n"), wanted))
    found: list[dict[str, Any]] = mine.select(["measure", *names, "n", "count"]).to_pylist()
    return found


def _key(row: Mapping[str, Any]) -> Key:
    return row["place_type"], row["place_id"], row["group"]


def _place(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["measure"], row["place_type"], row["place_id"]


def _against_others(table: pa.Table, school_year: str) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    others = pc.equal(table.column("compared_with").cast(pa.string()), "others")
    latest = pc.equal(table.column("school_year").cast(pa.string()), school_year)
    return table.filter(pc.and_(others, latest))


def _candidates(table: pa.Table, headline: set[str]) -> list[dict[str, Any]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    lowest, highest = table.column("difference_low"), table.column("difference_high")
    apart = pc.or_(pc.greater(lowest, 0), pc.less(highest, 0))
    enough = pc.and_(
        pc.greater_equal(table.column("n"), TRUSTED),
        pc.greater_equal(table.column("comparison_n"), TRUSTED),
    )
    measures = table.column("measure").cast(pa.string())
    mask = pc.and_(apart, pc.equal(table.column("status").cast(pa.string()), "ok"))
    mask = pc.and_(mask, pc.is_in(measures, pa.array(sorted(headline), pa.string())))
    found: list[dict[str, Any]] = table.filter(pc.and_(mask, enough)).to_pylist()
    return found


def _worse(row: Mapping[str, Any], better: Mapping[str, str]) -> bool:
    if better[row["measure"]] == "lower":
        return bool(row["difference_low"] > 0)
    return bool(better[row["measure"]] == "higher" and row["difference_high"] < 0)


def _weight(row: Mapping[str, Any]) -> float:
    return float(row["students_to_parity"] * _nearest(row))


def _nearest(row: Mapping[str, Any]) -> float:
    """The bound of the difference nearest parity."""
    return float(min(abs(row["difference_low"]), abs(row["difference_high"])))
