"""The files and columns of OneRoster CSV that hold what Forwhom reads, named as the standard does.

Sources: 1EdTech, OneRoster 1.1 CSV Tables; OneRoster CSV Binding 1.2.1 (2023).
"""

from __future__ import annotations

_ROW = ("sourcedId", "status")
COLUMNS: dict[str, tuple[str, ...]] = {
    "orgs": (*_ROW, "name", "type"),
    "users": (*_ROW, "role", "grades"),
    "roles": (*_ROW, "userSourcedId", "role"),
    "demographics": (
        *(*_ROW, "birthDate", "sex", "americanIndianOrAlaskaNative", "asian"),
        *("blackOrAfricanAmerican", "nativeHawaiianOrOtherPacificIslander", "white"),
        *("demographicRaceTwoOrMoreRaces", "hispanicOrLatinoEthnicity"),
    ),
    "academicSessions": (
        *(*_ROW, "title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear"),
    ),
    "courses": (*_ROW, "title", "courseCode", "subjects", "subjectCodes"),
    "classes": (
        *(*_ROW, "title", "courseSourcedId", "schoolSourcedId", "termSourcedIds"),
        *("subjects", "subjectCodes", "periods"),
    ),
    "enrollments": (
        *(*_ROW, "classSourcedId", "schoolSourcedId", "userSourcedId", "role", "primary"),
        *("beginDate", "endDate"),
    ),
    "lineItems": (*_ROW, "title", "classSourcedId"),
    "results": (*_ROW, "lineItemSourcedId", "studentSourcedId", "score", "textScore"),
}
REQUIRED: dict[str, tuple[str, ...]] = {
    "orgs": ("sourcedId", "name"),
    "users": ("sourcedId",),
    "roles": ("userSourcedId", "role"),
    "demographics": ("sourcedId",),
    "academicSessions": ("sourcedId",),
    "courses": ("sourcedId",),
    "classes": ("sourcedId",),
    "enrollments": ("classSourcedId", "userSourcedId", "role"),
    "lineItems": ("sourcedId", "classSourcedId"),
    "results": ("lineItemSourcedId", "studentSourcedId"),
}
# Spellings of OneRoster 1.0 and of vendors. Upper and lower case never matter.
ALSO_SPELT: dict[tuple[str, str], tuple[str, ...]] = {
    ("demographics", "sourcedId"): ("userSourcedId",),
    ("users", "grades"): ("grade",),
    ("roles", "userSourcedId"): ("userId",),
    ("enrollments", "userSourcedId"): ("userId",),
    ("academicSessions", "parentSourcedId"): ("parent",),
}
NOT_READ = (
    *("categories", "classResources", "courseResources", "resources"),
    *("lineItemLearningObjectiveIds", "lineItemScoreScales", "resultLearningObjectiveIds"),
    *("resultScoreScales", "scoreScales", "userProfiles", "userResources"),
)
MANIFEST = "manifest"
FILES = (*COLUMNS, *NOT_READ, MANIFEST)
# The file whose unreadable rows are told with which agreed table.
MAIN_TABLE = {
    "orgs": "schools",
    "users": "students",
    "roles": "students",
    "demographics": "students",
    "academicSessions": "sections",
    "courses": "courses",
    "classes": "sections",
    "enrollments": "seats",
    "lineItems": "seats",
    "results": "seats",
}
# The standard has no final marks. A line item of one of these names is taken for one.
FINAL = "(final|final mark|final grade|course mark|course grade|overall grade)"
