"""What an official calculation found, in words for people and as JSON for machines."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from forwhom.audit.official import Calculated
from forwhom.audit.screen import line, wrapped
from forwhom.official.number import OfficialNumber
from forwhom.official.reconcile import by_reason
from forwhom.official.written import NUMBERS

CLOSEST = 5
INSIDE = "Inside data: it tells of small groups. Keep it in the district."
WHY = {
    "same": "the same",
    "rounding": "the agency prints a rounded rate",
    "size_rule": "the agency hides small groups",
    "duplicate_enrollment": "schools added up: a child in two schools counts twice",
    "date": "children of another day",
    "definition": "another definition",
    "only_official": "only the agency has it",
    "only_ours": "only we have it",
    "unexplained": "no reason found",
}


def as_dict(found: Calculated) -> dict[str, Any]:
    """For machines: every number, every value, and each difference."""
    return {
        "profile": found.profile,
        "audience": "inside" if found.inside else "public numbers",
        "numbers": [asdict(number) for number in found.numbers],
        "values": found.values,
        "not_encoded": dict(found.missing),
        "beside": [asdict(row) for row in found.beside],
        "notes": found.notes,
    }


def official_lines(found: Calculated, out: Path | None) -> list[str]:
    """For people: how many, what came out, what is closest to its line, and why ours differs."""
    numbers = found.numbers
    lines = [
        line("Official", f"{found.calculation.title} (profile {found.profile})"),
        line("Numbers", _how_many(found)),
    ]
    results = Counter(_plain(number.result) for number in numbers if number.result)
    lines += wrapped("Results", _listed(results)) if results else []
    without = Counter(_plain(number.reason) for number in numbers if number.value is None)
    released = found.calculation.from_release
    lines += wrapped("Not made", _listed(without)) if without and not released else []
    for lead, number in zip(["Closest", *[""] * CLOSEST], closest(numbers), strict=False):
        lines += wrapped(lead or " ", _one(number))
    if found.beside:
        told = Counter({WHY[reason]: n for reason, n in by_reason(found.beside).items()})
        lines += wrapped("Beside ours", _listed(told))
    lines += wrapped("Values", _values(found))
    for note in found.notes:
        lines += wrapped("Note", note)
    lines.append(
        line("Written", out / NUMBERS)
        if out
        else line("To keep it", "--out FOLDER writes every number with the values it went by")
    )
    return [*lines, *([INSIDE] if found.inside else [])]


def _how_many(found: Calculated) -> str:
    if found.calculation.from_release:
        return f"{len(found.numbers):,}, as the release shows them"
    made = sum(number.value is not None for number in found.numbers)
    return f"{len(found.numbers):,}; {made:,} could be calculated"


def closest(numbers: list[OfficialNumber]) -> list[OfficialNumber]:
    """Those of the latest year with the fewest children to their line, fewest first."""
    latest = max((number.school_year for number in numbers), default="")
    near = [n for n in numbers if n.to_line and n.school_year == latest]
    return sorted(near, key=lambda n: (abs(n.to_line or 0), n.place_id, n.indicator, n.group))[
        :CLOSEST
    ]


def _one(number: OfficialNumber) -> str:
    children = abs(number.to_line or 0)
    word = "child" if children == 1 else "children"
    way = "fewer" if (number.to_line or 0) < 0 else "more"
    what = f"{_plain(number.indicator)}, {number.group}, {number.place_name}"
    result = f", {_plain(number.result)}" if number.result else ""
    return (
        f"{what}: {number.shown or number.value}{result}; {children} {word} {way} crosses the line"
    )


def _values(found: Calculated) -> str:
    recalled = sum(value["sure"] == "recalled" for value in found.values)
    told = f"{len(found.values)} used"
    if recalled:
        told += f", {recalled} of them from memory of the law, not verified"
    if found.missing:
        told += f"; {len(found.missing)} not encoded, since nobody could verify them"
    return told


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{word} {number:,}" for word, number in counted.most_common())


def _plain(code: str) -> str:
    return code.replace("_", " ")
