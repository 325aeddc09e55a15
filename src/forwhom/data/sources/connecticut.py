"""Connecticut's EdSight exports of suspension and chronic absence by race, raw or made tidy."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from forwhom.data.sources.delimited import has_columns, lines
from forwhom.data.sources.kind import SourceKind
from forwhom.data.sources.published_file import PublishedFile, PublishedRow, unreadable
from forwhom.data.sources.source import Source
from forwhom.errors import SourceError

TITLE = "Connecticut EdSight export"
RAW = ({"raceethnicity", "%"}, {"raceethnicity", "%chronicallyabsent"})
TIDY = {"district", "year", "raceethnicity", "variable", "measuretype", "value"}
RACES = {
    "american indian or alaska native": "American Indian or Alaska Native",
    "asian": "Asian",
    "black or african american": "Black or African American",
    "hispanic/latino of any race": "Hispanic or Latino",
    "hispanic or latino of any race": "Hispanic or Latino",
    "native hawaiian or other pacific islander": "Native Hawaiian or Other Pacific Islander",
    "two or more races": "Two or more races",
    "white": "White",
}
ABSENCE, SUSPENSION = "chronic_absence", "suspended_or_expelled"
SUPPRESSED, MISSING, NOBODY = "-9999", "-6666", "N/A"
YEAR = re.compile(r"(20[0-9]{2})-(?:20)?([0-9]{2})")
UNKNOWN = "NOTSET"
STATE = "State of Connecticut"


def read(path: Path, notes: list[str]) -> Iterator[PublishedRow]:
    """The share of each race in each district, or in the state; the file's name tells its year.

    `*` stays hidden, and so does a count of 0 whose share is hidden: exports mask unevenly. A share
    of `N/A` is no number at all. Raises SourceError where the file cannot be read or does not tell
    its year.
    """
    absence = re.search("absen", path.name, re.IGNORECASE) is not None
    unknown = 0
    try:
        for number, cells in lines(path):
            race = RACES.get(cells["raceethnicity"].lower())
            if race is None or cells.get("district") == UNKNOWN:
                unknown += 1
                continue
            if "value" in cells:
                row = _tidy(cells, race, number)
            else:
                row = _raw(path, cells, race, absence, number)
            if row is not None:
                yield row
    except (OSError, EOFError, UnicodeError, csv.Error) as error:
        raise unreadable(path, error) from None
    if unknown:
        notes.append(f"{unknown:,} rows of no known group or district were left out.")


def _raw(
    path: Path, cells: dict[str, str], race: str, absence: bool, number: int
) -> PublishedRow | None:
    found = YEAR.search(path.name)
    if found is None:
        raise _wrong(path, "its name does not tell the school year")
    name = cells.get("district") or cells.get("organization") or ""
    code = cells.get("districtcode") or cells.get("organizationcode") or ""
    share = cells.get("%", cells.get("%chronicallyabsent", ""))
    count = cells.get("count", cells.get("studentcount", ""))
    measure = ABSENCE if absence else SUSPENSION
    return _row(f"{found[1]}-{found[2]}", name, code, measure, race, count, share, number)


def _tidy(cells: dict[str, str], race: str, number: int) -> PublishedRow | None:
    found = YEAR.search(cells["year"])
    share = cells["value"]
    if found is None or share == MISSING or cells["measuretype"].lower() != "percent":
        return None
    measure = ABSENCE if "absent" in cells["variable"].lower() else SUSPENSION
    told = "*" if share == SUPPRESSED else share
    place = cells["district"]
    return _row(f"{found[1]}-{found[2]}", place, "", measure, race, "", told, number)


def _row(
    year: str, name: str, code: str, measure: str, race: str, count: str, share: str, number: int
) -> PublishedRow:
    state = name.lower() in ("state", "state level", "connecticut", STATE.lower())
    exact = share[:1].isdigit()
    hidden = "" if share.upper() == NOBODY else "*"
    return PublishedRow(
        school_year=year,
        place_type="state" if state else "district",
        place_id="CT" if state else code or name,
        place_name=STATE if state else name,
        measure=measure,
        dimension="race_ethnicity",
        group=race,
        numerator=count if exact else hidden,
        denominator="",
        rate=f"{share}%" if exact else hidden,
        grade="",
        row=number,
    )


def _wrong(path: Path, what: str) -> SourceError:
    return SourceError(
        f"`{path.name}` is no export of Connecticut's EdSight that we can read.",
        where=f"{path}: {what}",
        did="Nothing was read.",
        remedy="Keep the export's name, such as suspension-rates__2018-19_race.csv.",
    )


def _looks_like(path: Path) -> bool:
    return has_columns(path, *RAW, TIDY)


def _open(path: Path, _: Path | None) -> Source:
    return PublishedFile(path, TITLE, read)


kind = SourceKind(title=TITLE, looks_like=_looks_like, open=_open)
