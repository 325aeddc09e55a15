"""What an Ed-Fi source tells of itself: what is missing, and what was left out, as counts."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.data.sources.edfi.resources import resources
from forwhom.data.sources.edfi.staging import Staged
from forwhom.data.sources.sql_text import quoted

if TYPE_CHECKING:
    import duckdb

MOST_NAMED = 8
UNREAD = "not-read.json"  # written where an API was read
# Descriptors whose whole list we know: a code beyond it is left empty and told.
TOLD = (
    "GradeLevel", "Sex", "Race", "LanguageUse", "SchoolCategory", "SchoolType",
    "StudentCharacteristic", "LimitedEnglishProficiency", "Disability",
    "SpecialEducationSetting", "SchoolFoodServiceProgramService", "PerformanceLevel",
    "CalendarEvent", "ExitWithdrawType",
)  # fmt: skip


@cache
def left_out() -> list[dict[str, str]]:
    """Each note on records left out: what `says` tells where `count` is not 0."""
    text = files(__package__).joinpath("left_out.toml").read_text("utf-8")
    found: list[dict[str, str]] = tomllib.loads(text)["note"]
    return found


def about_files(staged: Staged, others: list[Path]) -> list[str]:
    """Notes on files and elements that were not read."""
    notes = []
    if others:
        names = [f"`{other.name}`" for other in others]
        notes.append(f"Not read, as they hold no Ed-Fi records: {_listed(names)}.")
    if staged.left_out:
        names = [f"{count:,} {name}" for name, count in staged.left_out.most_common()]
        notes.append(f"Left out, as no agreed table needs them: {_listed(names)}.")
    return notes


def unread_resources(others: list[Path]) -> tuple[list[str], list[Path]]:
    """Notes on resources that an API did not give, and the files that are left."""
    told = []
    for path in others:
        if path.name != UNREAD:
            continue
        unread: dict[str, list[str]] = json.loads(path.read_text("utf-8"))
        if unread["forbidden"]:
            told.append(f"The key may not read these resources: {_listed(unread['forbidden'])}.")
        if unread["unknown"]:
            told.append(f"The API does not have these resources: {_listed(unread['unknown'])}.")
    return told, [path for path in others if path.name != UNREAD]


def about_records(staged: Staged, connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Notes on what is missing in the records, and on what they cannot say."""
    notes = [*_no_enrollments(staged, connection), *_no_race(connection)]
    notes += _absences(staged, connection)
    for note in left_out():
        count = _number(note["count"], connection)
        if count:
            notes.append(note["says"].format(f"{count:,}"))
    return [*notes, *_unknown_codes(staged, connection)]


def _no_enrollments(staged: Staged, connection: duckdb.DuckDBPyConnection) -> list[str]:
    if staged.counts["studentSchoolAssociations"]:
        return []
    query = files(__package__).joinpath("tables", "enrollments.sql").read_text("utf-8")
    counted = f"SELECT count(DISTINCT student_id), count(DISTINCT school_id) FROM ({query})"
    found = connection.execute(counted).fetchone() or (0, 0)
    children = _number("SELECT count(DISTINCT studentUniqueId) FROM students", connection)
    if not found[0]:
        return ["Enrollments are missing (StudentSchoolAssociation), and no event names a school."]
    said = (
        "Enrollments are missing (StudentSchoolAssociation). Schools come from events such as "
        f"absences and incidents; {found[0]:,} of {children:,} children are placed in "
        f"{found[1]:,} schools, and the others are in no number here. Who has events is not "
        "everyone: these rates do not describe the whole district. How long a child was "
        "enrolled is not known, so chronic absence cannot be counted."
    )
    return [said]


def _no_race(connection: duckdb.DuckDBPyConnection) -> list[str]:
    said = (
        "SELECT count(*) FROM studentEducationOrganizationAssociations WHERE "
        "hispanicLatinoEthnicity IS NOT NULL OR len([1 FOR r IN races "
        "IF Race(r.raceDescriptor) IS NOT NULL]) > 0"
    )
    if _number(said, connection):
        return []
    where = "StudentEducationOrganizationAssociation"
    return [f"Race is not recorded ({where}), so no finding by race can be made."]


def _absences(staged: Staged, connection: duckdb.DuckDBPyConnection) -> list[str]:
    if not staged.counts["studentSchoolAttendanceEvents"]:
        return []
    present = (
        "SELECT count(*) FROM studentSchoolAttendanceEvents WHERE "
        "AttendanceEventCategory(attendanceEventCategoryDescriptor) = 'present'"
    )
    if _number(present, connection) or not staged.counts["studentSchoolAssociations"]:
        return []
    days = "Days enrolled come from the calendar and the first and last day of each stay."
    return [f"Attendance holds absences only, as is usual in Ed-Fi. {days}"]


def _unknown_codes(staged: Staged, connection: duckdb.DuckDBPyConnection) -> list[str]:
    """A note for each descriptor of which the records use codes that nobody told us."""
    notes = []
    for resource in resources().values():
        for path in resource.fields if staged.counts[resource.name] else ():
            kind = _kind(path)
            if kind is None:
                continue
            query, value = _values(resource.name, path)
            code = f"NOT {quoted('knows_' + kind)}({value})"
            count = _number(f"SELECT count(*) {query} WHERE {code}", connection)
            if count:
                notes.append(
                    f"Codes of {kind}Descriptor in {resource.name} that are not in the standard's "
                    f"list and were left empty: {count:,}. Say in edfi.toml what they mean."
                )
    return notes


def _kind(path: str) -> str | None:
    leaf = path.rpartition(".")[2].removesuffix("Descriptor")
    leaf = leaf[:1].upper() + leaf[1:]
    if not path.endswith("Descriptor"):
        return None
    return next((kind for kind in TOLD if leaf.endswith(kind)), None)


def _values(resource: str, path: str) -> tuple[str, str]:
    """FROM for every value of a path, and the value: lists are laid out."""
    *lists, leaf = path.split("[].")
    query, at = f"FROM {quoted(resource)} AS v0", "v0"
    for number, name in enumerate(lists, start=1):
        query += f", UNNEST({at}.{name}) AS t{number}(v{number})"
        at = f"v{number}"
    return query, f"{at}.{leaf}"


def _listed(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    shown = ", ".join(names[:MOST_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown


def _number(query: str, connection: duckdb.DuckDBPyConnection) -> int:
    found = connection.execute(query).fetchone()
    return int(found[0]) if found else 0
