"""A small OneRoster bundle, written for these tests, and what an import of it gives."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import duckdb

from forwhom.data.importer import bring_in
from forwhom.data.open_source import open_source
from forwhom.data.refusals import Account

MANIFEST = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n"
ORGS = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
SESSIONS = (
    "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear\n"
)
USERS = (
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,"
    "familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n"
)
DEMOGRAPHICS = (
    "sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,"
    "blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,"
    "demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,"
    "stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus\n"
)
COURSES = (
    "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,"
    "subjects,subjectCodes\n"
)
CLASSES = (
    "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,"
    "schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\n"
)
ENROLLMENTS = (
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
    "beginDate,endDate\n"
)


def user(key: str, role: str = "student", grades: str = "", status: str = "") -> str:
    return f'{key},{status},,true,007,{role},n{key},,Given,Family,,,,,,,"{grades}",\n'


def seat(key: str, group: str, who: str, role: str = "student", more: str = ",,,") -> str:
    return f"{key},,,{group},007,{who},{role}{more}\n"


def bundle(folder: Path, **changed: str) -> Path:
    """Two schools, two terms of 2025-26, one course, two classes, three children, a teacher."""
    files = {
        "manifest": MANIFEST,
        "orgs": ORGS + "d,,,District,district,,\n007,,,Lake School,school,,d\n8,,,Hill,school,,d\n",
        "academicSessions": SESSIONS
        + "y,,,2025-26,schoolYear,2025-08-11,2026-06-05,,2026\n"
        + "t1,,,Fall,term,2025-08-11,2025-12-19,y,2026\n"
        + "t2,,,Spring,term,2026-01-05,2026-06-05,y,\n",
        "users": USERS
        + user("01", grades="09")
        + user("02", grades="KG")
        + user("03", grades="10")
        + user("t", "teacher"),
        "demographics": DEMOGRAPHICS
        + "01,,,2011-03-04,female,false,true,false,false,true,false,FALSE,,,,\n"
        + "02,,,,Male,,,,,,true,true,,,,\n",
        "courses": COURSES + "alg,,,y,Algebra 1,A1,,d,Mathematics,02052\n",
        "classes": CLASSES
        + 'c1,,,Algebra 1 - 1,09,alg,A1-1,scheduled,,007,"t1,t2",Mathematics,02052,1\n'
        + "c2,,,Homeroom,,alg,,homeroom,,007,t2,,,1\n",
        "enrollments": ENROLLMENTS
        + seat("e1", "c1", "01", more=",false,2025-08-11,2025-12-19")
        + seat("e2", "c2", "01", more=",false,2026-01-05,2026-06-05")
        + seat("e3", "c1", "02")
        + seat("e4", "c1", "t", "teacher", ",true,,"),
    }
    folder.mkdir(exist_ok=True)
    for name, text in {**files, **changed}.items():
        if text:
            (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return folder


@dataclass
class Imported:
    """The accounts of an import by table, its rows, and its notes."""

    accounts: dict[str, Account]
    folder: Path
    notes: tuple[str, ...]

    def rows(self, table: str, *columns: str) -> list[tuple[object, ...]]:
        file = self.folder / "tables" / f"{table}.parquet"
        chosen = ", ".join(columns) or "*"
        return sorted(duckdb.sql(f"SELECT {chosen} FROM '{file}'").fetchall(), key=repr)

    def refused(self, table: str) -> list[tuple[str, int, str, str]]:
        """File, row, column and reason of each refused row."""
        file = self.folder / "refused" / f"{table}.csv"
        if not file.is_file():
            return []
        with file.open(encoding="utf-8") as opened:
            rows = list(csv.DictReader(opened))
        return [(row["file"], int(row["row"]), row["column"], row["reason"]) for row in rows]


def imported(path: Path, kind: str | None = None, mapping: Path | None = None) -> Imported:
    """Import into a new folder, and see that no row was lost."""
    folder = Path(mkdtemp(dir=path.parent))
    with duckdb.connect() as connection:
        accounts = bring_in(open_source(path, mapping, kind), connection, folder)
    for account in accounts:
        refused = sum(reason.rows for reason in account.reasons)
        assert account.rows_in == account.kept + refused
    return Imported({a.table: a for a in accounts}, folder, accounts[0].notes)
