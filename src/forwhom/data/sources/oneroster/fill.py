"""Which files of a OneRoster bundle each agreed table is made from, and how."""

from __future__ import annotations

from collections.abc import Callable

from forwhom.data.sources.oneroster import tables, words
from forwhom.data.sources.oneroster.relations import Relations


def schools(made: Relations) -> list[str]:
    """From orgs.csv; without it, the schools that classes and seats name."""
    if "orgs" in made.staged:
        orgs = made.staged["orgs"]
        return [tables.schools(orgs.sound, orgs.file, made.used)]
    return [tables.schools_without_orgs(made.used, files(made, "schools")[0])]


def students(made: Relations) -> list[str]:
    """From users.csv, with what demographics.csv adds."""
    users, more = made.staged["users"], made.staged.get("demographics")
    if more is None:
        return [tables.students_only(users.sound, users.file, made.pupils)]
    gone = made.is_gone("users", "d.sourcedId")
    return [
        tables.students(users.sound, users.file, made.pupils, made.told, more.file),
        tables.strangers(more.sound, more.file, users.table, gone),
    ]


def enrollments(made: Relations) -> list[str]:
    """From the classes a child is in."""
    grades = (
        f"(SELECT sourcedId AS student_id, {words.grade('grades')} AS grade "
        f"FROM {made.staged['users'].sound})"
    )
    latest = f"(SELECT {words.written_year('max(year)')} FROM {made.seats})"
    return [tables.enrollments(made.pupil_seats, _seats_file(made), grades, latest)]


def courses(made: Relations) -> list[str]:
    """From courses.csv; what it does not name, from the classes."""
    parts, known = [], None
    if "courses" in made.staged:
        one = made.staged["courses"]
        known = one.sound
        parts.append(tables.courses(one.sound, one.file))
    if "classes" in made.staged:
        classes = made.staged["classes"]
        parts.append(tables.courses_of_classes(classes.sound, classes.file, known))
    return parts


def sections(made: Relations) -> list[str]:
    """From classes.csv; the teacher is the one marked primary, else the first."""
    classes = made.staged["classes"]
    order = "row(chief IS DISTINCT FROM 'true', _row)"
    teachers = (
        f"(SELECT class_id, arg_min(user_id, {order}) AS staff_id FROM {made.seats} "
        f"WHERE role = 'teacher' AND NOT is_gone GROUP BY class_id)"
    )
    return [tables.sections(classes.sound, classes.file, made.years, teachers)]


def seats(made: Relations) -> list[str]:
    """From the students' rows of enrollments.csv."""
    return [tables.seats(made.pupil_seats, _seats_file(made), made.marks)]


def staff_years(made: Relations) -> list[str]:
    """From the teachers' rows of enrollments.csv."""
    taught = "role = 'teacher' AND NOT is_gone"
    rows = f"(SELECT *, user_id AS staff_id FROM {made.seats} WHERE {taught})"
    return [tables.staff_years(rows, _seats_file(made))]


FILL: dict[str, Callable[[Relations], list[str]]] = {
    "schools": schools,
    "students": students,
    "enrollments": enrollments,
    "courses": courses,
    "sections": sections,
    "seats": seats,
    "staff_years": staff_years,
}


def files(made: Relations, table: str) -> list[str]:
    """The names of the files that an agreed table is made from."""
    schools = ("orgs",) if "orgs" in made.staged else ("classes", "enrollments")
    needs = {
        "schools": schools,
        "students": ("users", "roles", "demographics"),
        "courses": ("courses", "classes"),
        "sections": ("classes",),
    }
    names = needs.get(table, ("enrollments",))
    return [made.staged[name].file for name in names if name in made.staged]


def _seats_file(made: Relations) -> str:
    return made.staged["enrollments"].file
