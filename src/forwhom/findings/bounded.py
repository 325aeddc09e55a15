"""What can be said though numbers are hidden: gaps that are there whatever the hidden numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from forwhom.findings.rank import TRUSTED, is_asked_about
from forwhom.words.numbers import Language, points
from forwhom.words.students import students

Row = Mapping[str, Any]
LEAST = 0.001  # of a share: a tenth of a point is the least that is worth a sentence


def sure_gaps(rows: Iterable[Row], better: str) -> list[Row]:
    """Groups that fare worse than all others by any numbers that fit, those first that are wide and
    touch many.

    They are no findings: how much of a gap is chance is not asked, only what is hidden. Groups of
    fewer than 11 children, or of whom it is not known how many they are, are left out.
    """
    found = [
        row
        for row in rows
        if row["status"] == "bound_only"
        and row["compared_with"] == "others"
        and (row["n"] or 0) >= TRUSTED
        and _least(row, better) >= LEAST
        and is_asked_about(row["group"])
    ]
    return sorted(found, key=lambda row: (-(_least(row, better) ** 2) * row["n"], row["group"]))


def _least(row: Row, better: str) -> float:
    """The smallest gap on the worse side; 0 where there may be none."""
    low, high = row["difference_low"], row["difference_high"]
    if low is None or high is None or better == "neither":
        return 0.0
    return float(max(low, 0.0) if better == "lower" else max(-high, 0.0))


def sure_gap(
    row: Row, measure: Row, group_words: Sequence[Mapping[str, str]], language: Language = "en"
) -> str:
    """One sure gap in two plain sentences; `row` is one that `sure_gaps` gave."""
    group = students(group_words, language)
    above = row["difference_low"] > 0
    least = points(100 * min(abs(row["difference_low"]), abs(row["difference_high"])), 1, language)
    if language == "es":
        often = "más" if above else "menos"
        says = measure["spanish"]["says"]
        return (
            f"Los {group} {says} con {often} frecuencia que los demás. "
            f"Sean cuales sean los números ocultos, la brecha es de al menos {least}."
        )
    often = "more" if above else "less"
    return (
        f"{group[:1].upper()}{group[1:]} {measure['says']} {often} often than other students. "
        f"Whatever the hidden numbers are, the gap is at least {least}."
    )
