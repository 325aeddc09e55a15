"""California's DataQuest files: suspensions, expulsions, chronic absence, graduation."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from forwhom.data.sources.california_groups import CATEGORIES
from forwhom.data.sources.delimited import has_columns, lines
from forwhom.data.sources.kind import SourceKind
from forwhom.data.sources.published_file import PublishedFile, PublishedRow, unreadable
from forwhom.data.sources.source import Source

TITLE = "California DataQuest file"
PLACE = ("academicyear", "aggregatelevel", "countycode", "reportingcategory")
KINDS = {"S": "school", "D": "district", "T": "state"}
COUNTIES = "Rows of counties were left out: a county is not one of our kinds of place."
BEGUN = re.compile(r"(20[0-9]{2})-(?:20)?([0-9]{2})")


class Told(NamedTuple):
    """Which columns of a file tell of a measure: children with the outcome, all, and the rate."""

    measure: str
    counted: str
    among: str
    rate: str


MEASURES = (
    Told("suspended", "unduplicatedcountofstudentssuspendedtotal", "cumulativeenrollment",
         "suspensionratetotal"),
    Told("suspended_for_defiance_only", "unduplicatedcountofstudentssuspendeddefianceonly",
         "cumulativeenrollment", ""),
    Told("expelled", "unduplicatedcountofstudentsexpelledtotal", "cumulativeenrollment",
         "expulsionratetotal"),
    Told("chronic_absence_dataquest", "chronicabsenteeismcount",
         "chronicabsenteeismeligiblecumulativeenrollment", "chronicabsenteeismrate"),
    Told("chronic_absence_dataquest", "chronicabsenteeismcount", "cumulativeenrollment",
         "chronicabsenteeismrate"),
    Told("graduated_on_time", "regularhsdiplomagraduatescount", "cohortstudents",
         "regularhsdiplomagraduatesrate"),
)  # fmt: skip


def read(path: Path, notes: list[str]) -> Iterator[PublishedRow]:
    """The rows of the state, its districts and its schools, charters and others together.

    Raises SourceError where the file cannot be read.
    """
    seen: set[tuple[str, ...]] = set()
    counties = unknown = 0
    try:
        for number, cells in lines(path):
            kind = KINDS.get(cells["aggregatelevel"].upper()[:1])
            group = CATEGORIES.get(cells["reportingcategory"].upper())
            if kind is None or group is None or not _is_whole(cells, kind):
                counties += cells["aggregatelevel"].upper().startswith("C")
                unknown += kind is not None and group is None
                continue
            for told in _measures(cells):
                row = _row(cells, kind, group, told, number)
                if (key := (row.place_id, *row[4:7], row.school_year)) not in seen:
                    seen.add(key)
                    yield row
    except (OSError, EOFError, UnicodeError, csv.Error) as error:
        raise unreadable(path, error) from None
    if counties:
        notes.append(COUNTIES)
    if unknown:
        notes.append(f"{unknown:,} rows of reporting categories that are not ours were left out.")


def _measures(cells: dict[str, str]) -> Iterator[Told]:
    given: set[str] = set()
    for told in MEASURES:
        if told.counted in cells and told.among in cells and told.measure not in given:
            given.add(told.measure)
            yield told


def _is_whole(cells: dict[str, str], kind: str) -> bool:
    """A district's rows of its charters alone, or of the others alone, are parts of another row."""
    parts = (cells.get(name, "All") for name in ("charteryn", "charterschool", "dass"))
    return kind == "school" or all(part.lower() in ("all", "") for part in parts)


def _row(
    cells: dict[str, str], kind: str, group: tuple[str, str], told: Told, number: int
) -> PublishedRow:
    counted, among = cells[told.counted], cells[told.among]
    rate = cells.get(told.rate, "") if told.rate and not counted else ""
    return PublishedRow(
        school_year=_year(cells["academicyear"]),
        place_type=kind,
        place_id=_cds(cells, kind),
        place_name=_name(cells, kind),
        measure=told.measure,
        dimension=group[0],
        group=group[1],
        numerator=counted,
        denominator=among,
        rate=f"{rate}%" if rate and rate[0].isdigit() else rate,
        grade="",
        row=number,
    )


def _year(text: str) -> str:
    found = BEGUN.search(text)
    return f"{found[1]}-{found[2]}" if found else text


def _cds(cells: dict[str, str], kind: str) -> str:
    """County, district and school in 14 digits, as the Dashboard has them; 0 where it is wider."""
    widths = (("countycode", 2), ("districtcode", 5), ("schoolcode", 7))
    upto = {"state": 0, "district": 2, "school": 3}[kind]
    parts = [
        (cells.get(name, "") if at < upto else "").zfill(width)
        for at, (name, width) in enumerate(widths)
    ]
    return "".join(parts)


def _name(cells: dict[str, str], kind: str) -> str:
    return "California" if kind == "state" else cells.get(f"{kind}name", "")


def _looks_like(path: Path) -> bool:
    return has_columns(path, *((*PLACE, told.counted, told.among) for told in MEASURES))


def _open(path: Path, _: Path | None) -> Source:
    return PublishedFile(path, TITLE, read)


kind = SourceKind(title=TITLE, looks_like=_looks_like, open=_open)
