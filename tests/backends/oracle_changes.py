"""The same children in two years, in plain Python: one child after the other."""

from __future__ import annotations

from collections import Counter, defaultdict

from forwhom.measures import MEASURES
from tests.backends.oracle import Told


def two_years(years: list[str]) -> tuple[str, str] | None:
    """The last year and the one before it, where that is there."""
    last = years[-1] if years else None
    if last is None:
        return None
    first = int(last[:4])
    before = f"{first - 1}-{first % 100:02d}"
    return (before, last) if before in years else None


def same_children(
    children: list[Told], before: str, after: str
) -> dict[tuple[str, ...], Counter[str]]:
    """The sums of each kind of child, as it was in the later year."""
    earlier = {row["student_id"]: added for row, _, added in children if is_of(row, before)}
    found: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row, groups, added in children:
        if is_of(row, after) and row["student_id"] in earlier:
            found[after, *groups.values()].update(_moved(earlier[row["student_id"]], added))
    return found


def is_of(row: dict[str, object], year: str) -> bool:
    return row["school_year"] == year


def _moved(before: Counter[str], after: Counter[str]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for name, measure in MEASURES.items():
        known = before[f"{name}__n"] == after[f"{name}__n"] == 1
        if measure.once or not known:
            continue
        value = "count" if measure.kind == "share" else "sum"
        first, second = before[f"{name}__{value}"], after[f"{name}__{value}"]
        sums.update({f"{name}__n": 1, f"{name}__before": first, f"{name}__after": second})
        if measure.kind == "share":
            sums[f"{name}__gained"] += (first, second) == (0, 1)
        else:
            sums[f"{name}__sum_of_squares"] += (second - first) ** 2
    return sums
