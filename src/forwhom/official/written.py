"""What an official calculation writes: every number as a row, and what it went by."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from forwhom.official.dashboard.definitions import Defined
from forwhom.official.number import OfficialNumber
from forwhom.official.reconcile import Beside

NUMBERS, ABOUT, DIFFERENCES = "official.csv", "official.json", "differences.csv"
DEFINITIONS = "definitions.csv"
COLUMNS = tuple(f.name for f in fields(OfficialNumber) if f.name not in ("used", "more"))
BESIDE = (
    *("measure", "school_year", "place_type", "place_id", "place_name", "group"),
    *("official_numerator", "official_denominator", "our_numerator", "our_denominator"),
    *("more_in_ours", "reason", "may_be"),
)
TWO = (
    *("indicator", "school_year", "place_name", "group"),
    *("dashboard_numerator", "dashboard_denominator", "dashboard_rate"),
    *("dataquest_numerator", "dataquest_denominator", "dataquest_rate"),
)
DIGITS = 10


def write_numbers(path: Path, numbers: Sequence[OfficialNumber]) -> None:
    """official.csv: one row a number, its own columns last, in order; same numbers, same bytes."""
    extra = sorted({name for number in numbers for name in number.more})
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([*COLUMNS, *extra, "used"])
        for number in numbers:
            own = [_text(getattr(number, name)) for name in COLUMNS]
            rows.writerow(
                [*own, *(number.more.get(name, "") for name in extra), " ".join(number.used)]
            )


def write_differences(path: Path, rows: Iterable[Beside]) -> None:
    """differences.csv: each number of the agency beside ours, with its likely reason."""
    with path.open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file, lineterminator="\n")
        written.writerow(BESIDE)
        for row in rows:
            sides = (row.official, row.ours)
            told = [
                value
                for side in sides
                for value in ((side.numerator, side.denominator) if side else (None, None))
            ]
            place = (row.measure, row.school_year, row.place_type, row.place_id, row.place_name)
            last = (row.more_in_ours, row.reason, " ".join(row.may_be))
            written.writerow([_text(each) for each in (*place, row.group, *told, *last)])


def write_definitions(path: Path, rows: Iterable[Defined]) -> None:
    """definitions.csv: each group's count by the Dashboard's definition and by DataQuest's."""
    with path.open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file, lineterminator="\n")
        written.writerow(TWO)
        for row in rows:
            told = [row.indicator, row.school_year, row.place_name, row.group]
            for side in (row.dashboard, row.dataquest):
                made = (side.numerator, side.denominator) if side else (None, None)
                rate = made[0] / made[1] if made[0] is not None and made[1] else None
                told += [_text(each) for each in (*made, rate)]
            written.writerow(told)


def write_about(path: Path, about: dict[str, Any]) -> None:
    """official.json: what was calculated from what, by which values, and what is not encoded."""
    text = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.{DIGITS}g}"
    return str(value)
