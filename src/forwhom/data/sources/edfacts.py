"""EDFacts' public files of tests and graduation, with the ranges that protect small groups."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from forwhom.data.sources.delimited import heading, lines
from forwhom.data.sources.kind import SourceKind
from forwhom.data.sources.published_file import PublishedFile, PublishedRow, unreadable
from forwhom.data.sources.source import Source

TITLE = "EDFacts"
RACE = "race_ethnicity"
GROUPS = {
    "ALL": ("all", "all"),
    "MAM": (RACE, "American Indian or Alaska Native"),
    "MAS": (RACE, "Asian or Pacific Islander"),
    "MBL": (RACE, "Black or African American"),
    "MHI": (RACE, "Hispanic or Latino"),
    "MTR": (RACE, "Two or more races"),
    "MWH": (RACE, "White"),
    "F": ("sex", "Female"),
    "M": ("sex", "Male"),
    "CWD": ("disability", "Yes"),
    "ECD": ("economically_disadvantaged", "Yes"),
    "LEP": ("english_learner", "Current"),
    "HOM": ("homeless", "Yes"),
    "MIG": ("migrant", "Yes"),
    "FCS": ("foster", "Yes"),
}
SUBJECTS = {
    "MTH": "proficient_mathematics",
    "RLA": "proficient_reading",
    "SCI": "proficient_science",
}
TEST = re.compile(r"([a-z]+)_(mth|rla|sci)(00|0[3-8]|hs)(pctprof|numvalid)_?(\d{2})(\d{2})")
COHORT = re.compile(r"([a-z]+)_(cohort|rate)_?(\d{2})(\d{2})")
GRADUATED = "graduated_on_time"
TEST_COLUMN = re.compile(r"[a-z]+(mth|rla|sci)(00|0[3-8]|hs)pctprof\d{4}")
COHORT_COLUMN = re.compile(r"[a-z]+rate\d{4}")
LONG = {"leaid", "category", "subject", "pctprof", "numvalid"}
OF_YEAR = re.compile(r"(?<!\d)(?:20)?(\d{2})-?(\d{2})(?!\d)")


def read(path: Path, notes: list[str]) -> Iterator[PublishedRow]:
    """The rows of each place: a wide file's by group and subject, a long file's as they stand.

    A share such as `85-89`, `GE50` or `PS` is of percent. Raises SourceError where the file cannot
    be read.
    """
    try:
        for number, cells in lines(path):
            if "pctprof" in cells:
                yield from _long(path, cells, number)
            else:
                yield from _wide(cells, number)
    except (OSError, EOFError, UnicodeError, csv.Error) as error:
        raise unreadable(path, error) from None
    notes.append("Asian and Pacific Islander students are one group in EDFacts' files.")


def _wide(cells: dict[str, str], number: int) -> Iterator[PublishedRow]:
    place = _place(cells)
    for name, share in cells.items():
        test = TEST_COLUMN.fullmatch(name)
        rate = None if test else COHORT_COLUMN.fullmatch(name)
        if (test is None and rate is None) or not share:
            continue
        if test:
            among = cells.get(name.replace("pctprof", "numvalid"), "")
            code = name[: test.start(1)].upper()
            measure, grade = SUBJECTS[test[1].upper()], _grade(test[2])
        else:
            among, code = (
                cells.get(name.replace("rate", "cohort"), ""),
                name.split("rate")[0].upper(),
            )
            measure, grade = GRADUATED, ""
        if code in GROUPS:
            year = f"20{name[-4:-2]}-{name[-2:]}"
            yield _row(year, place, measure, code, grade, among, share, number)


def _long(path: Path, cells: dict[str, str], number: int) -> Iterator[PublishedRow]:
    code, subject = cells["category"].upper(), cells["subject"].upper()
    told = OF_YEAR.search(cells.get("schoolyear", "") or cells.get("year", "") or path.stem)
    if code in GROUPS and subject in SUBJECTS and told:
        year = f"20{told[1]}-{told[2]}"
        among, grade = cells["numvalid"], _grade(cells.get("grade", "00"))
        measure = SUBJECTS[subject]
        yield _row(year, _place(cells), measure, code, grade, among, cells["pctprof"], number)


def _place(cells: dict[str, str]) -> tuple[str, str, str]:
    school, lea = cells.get("ncessch", ""), cells.get("leaid", "")
    if school:
        return "school", school, cells.get("schnam", "") or cells.get("schnam05", "")
    if lea:
        return "district", lea, cells.get("leanm", "")
    return "state", cells.get("fipst", "") or cells.get("stnam", ""), cells.get("stnam", "")


def _row(
    year: str, place: tuple[str, str, str], measure: str, code: str, grade: str, among: str,
    share: str, number: int,
) -> PublishedRow:  # fmt: skip
    plain = re.fullmatch(r"[0-9]+(?:\.[0-9]+)?(?:-[0-9]+(?:\.[0-9]+)?)?", share)
    return PublishedRow(
        year, *place, measure, *GROUPS[code],
        numerator="", denominator=among, rate=f"{share}%" if plain else share,
        grade=grade, row=number,
    )  # fmt: skip


def _grade(code: str) -> str:
    """Grade 3 to 8; nothing for all grades, and for high school, which is no grade."""
    return str(int(code)) if code.isdigit() and int(code) else ""


def _looks_like(path: Path) -> bool:
    names = set(heading(path))
    if not names & {"leaid", "ncessch", "stnam"}:
        return False
    wide = any(TEST_COLUMN.fullmatch(n) or COHORT_COLUMN.fullmatch(n) for n in names)
    return wide or names >= LONG


def _open(path: Path, _: Path | None) -> Source:
    return PublishedFile(path, TITLE, read)


kind = SourceKind(title=TITLE, looks_like=_looks_like, open=_open)
