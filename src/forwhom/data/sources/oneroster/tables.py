"""The SQL that makes each agreed table from the files of a OneRoster bundle."""

from __future__ import annotations

from forwhom.data.sources.oneroster import words
from forwhom.data.sources.refusal_sql import FINE, Fault, first_fault, refusal
from forwhom.data.sources.sql_text import literal, quoted

NO_TERM = (
    "Export academicSessions.csv with it, or name the year: `forwhom map` with --as oneroster "
    "writes the file for --mapping."
)
COLUMNS: dict[str, tuple[str, ...]] = {
    "schools": ("school_id", "name"),
    "students": ("student_id", "birth_date", "sex", "hispanic", "race"),
    "enrollments": (
        *("student_id", "school_id", "school_year", "grade", "entry_date", "exit_date"),
    ),
    "courses": ("course_id", "name", "subject"),
    "sections": (
        "section_id",
        "course_id",
        "school_id",
        "school_year",
        "staff_id",
        "term",
        "period",
    ),
    "seats": ("section_id", "student_id", "mark"),
    "staff_years": ("staff_id", "school_year", "school_id", "role"),
}


def schools(orgs: str, file: str, used: str) -> str:
    """Every org that is a school, and any other in which there are classes."""
    return (
        f"SELECT sourcedId AS school_id, name, {literal(file)} AS _file, _row, {FINE} FROM {orgs} "
        f"WHERE lower(type) = 'school' OR sourcedId IN (SELECT school FROM {used})"
    )


def schools_without_orgs(used: str, file: str) -> str:
    """Where no file tells of schools: each that a class or a seat names, by its number."""
    return (
        f"SELECT school AS school_id, school AS name, {literal(file)} AS _file, "
        f"min(_row) AS _row, {FINE} FROM {used} WHERE school IS NOT NULL GROUP BY school"
    )


FLAGS = (*words.RACE_FLAGS, words.SEVERAL_RACES, words.HISPANIC)


def marked(demographics: str) -> str:
    """The demographics with each of their flags as true, false or unknown."""
    flags = ", ".join(f"{words.flag(name)} AS {words.marked_as(name)}" for name in FLAGS)
    return f"SELECT *, {flags} FROM {demographics}"


def told(marked: str) -> str:
    """What the demographics say of each user in our words, and the first fault of each row."""
    return (
        f"SELECT sourcedId, CAST({words.day('birthDate')} AS VARCHAR) AS birth_date, "
        f"{words.sex('sex')} AS sex, CAST({words.marked_as(words.HISPANIC)} AS VARCHAR) "
        f"AS hispanic, {words.race()} AS race, _row, {first_fault(_doubts())} FROM {marked}"
    )


def students(users: str, file: str, pupils: str, told: str, told_file: str) -> str:
    """Each user who is a student, with what `told` has of them."""
    return (
        f"SELECT u.sourcedId AS student_id, d.birth_date, d.sex, d.hispanic, d.race, "
        f"CASE WHEN _nth IS NULL THEN {literal(file)} ELSE {literal(told_file)} END AS _file, "
        f"CASE WHEN _nth IS NULL THEN u._row ELSE d._row END AS _row, {refusal(_doubts())} "
        f"FROM {users} u LEFT JOIN {told} d ON d.sourcedId = u.sourcedId "
        f"WHERE u.sourcedId IN (SELECT user_id FROM {pupils})"
    )


def students_only(users: str, file: str, pupils: str) -> str:
    """Each user who is a student, where there are no demographics."""
    nothing = ", ".join(f"NULL AS {name}" for name in COLUMNS["students"][1:])
    return (
        f"SELECT sourcedId AS student_id, {nothing}, {literal(file)} AS _file, _row, {FINE} "
        f"FROM {users} WHERE sourcedId IN (SELECT user_id FROM {pupils})"
    )


def _doubts() -> list[Fault]:
    """What can be wrong with a row of the demographics."""
    date, sex = "birthDate IS NOT NULL AND NOT ", "sex IS NOT NULL AND NOT "
    remedy = "Write it as 2010-09-30, or leave it empty."
    tests = [Fault(date + f"({words.is_date('birthDate')})", "birthDate", _NO_DATE, remedy)]
    remedy = "Write male, female, other or unspecified, or leave it empty."
    reason = "is not one of OneRoster's words"
    tests.append(Fault(sex + f"({words.known_sex('sex')})", "sex", reason, remedy))
    for name in FLAGS:
        test = f"{quoted(name)} IS NOT NULL AND {words.marked_as(name)} IS NULL"
        tests.append(Fault(test, name, "is neither true nor false", "Write true or false."))
    return tests


_NO_DATE = "is not a date as 2025-09-30"


def strangers(demographics: str, file: str, users: str, gone: str) -> str:
    """Demographics of nobody in users.csv: told, and not read."""
    return (
        f"SELECT d.sourcedId AS student_id, {literal(file)} AS _file, d._row, "
        f"'sourcedId' AS _refuse_column, 'is not in users.csv' AS _refuse_reason, "
        f"'Export users.csv and demographics.csv together.' AS _refuse_remedy "
        f"FROM {demographics} d WHERE NOT {gone} AND NOT EXISTS "
        f"(SELECT 1 FROM {users} u WHERE u.sourcedId = d.sourcedId)"
    )


def enrollments(seats: str, file: str, grades: str, latest: str) -> str:
    """A child's time in a school and year, from the first of its classes to the last.

    `grades` gives each user's grade, which holds for the export's latest school year only.
    Those past grade 12 in that year are not among them.
    """
    outside = f"{words.after_school('g.grade')} AND school_year = {latest}"
    tests = [
        Fault(_no_date("first_day"), "beginDate", _NO_DATE, "Write it as 2025-09-30."),
        Fault(_no_date("last_day"), "endDate", _NO_DATE, "Write it as 2025-09-30."),
        Fault("ending < beginning", "endDate", "is before beginDate", "Check the two dates."),
        Fault("year IS NULL", "classSourcedId", "is a class of no known school year", NO_TERM),
    ]
    checked = f"(SELECT *, {first_fault(tests)} FROM {seats})"
    empty = ", ".join(f"NULL AS {name}" for name in ("grade", "entry_date", "exit_date"))
    return (
        f"SELECT student_id, school_id, school_year, CASE WHEN school_year = {latest} "
        f"THEN g.grade END AS grade, entry_date, exit_date, _file, n._row, {FINE} FROM ("
        f"SELECT student_id, school_id, {words.written_year('year')} AS school_year, "
        f"CAST(min(beginning) AS VARCHAR) AS entry_date, "
        f"CAST(CASE WHEN count(ending) = count(*) THEN max(ending) END AS VARCHAR) AS exit_date, "
        f"{literal(file)} AS _file, min(_row) AS _row FROM {checked} WHERE _nth IS NULL "
        f"GROUP BY student_id, school_id, year) n LEFT JOIN {grades} g USING (student_id) "
        f"WHERE NOT ({outside}) "
        f"UNION ALL SELECT student_id, school_id, NULL, {empty}, {literal(file)}, _row, "
        f"{refusal(tests)} FROM {checked} WHERE _nth IS NOT NULL"
    )


def _no_date(column: str) -> str:
    return f"{column} IS NOT NULL AND NOT ({words.is_date(column)})"


def courses(rows: str, file: str) -> str:
    """The catalogue."""
    subject = "coalesce(subjects, subjectCodes)"
    return (
        f"SELECT sourcedId AS course_id, title AS name, {subject} AS subject, "
        f"{literal(file)} AS _file, _row, {FINE} FROM {rows}"
    )


def courses_of_classes(classes: str, file: str, known: str | None) -> str:
    """Courses that no catalogue names: of them only their classes tell, with their titles."""
    course = "coalesce(courseSourcedId, sourcedId)"
    unknown = f"WHERE {course} NOT IN (SELECT sourcedId FROM {known})" if known else ""
    return (
        f"SELECT {course} AS course_id, arg_min(title, _row) AS name, "
        f"arg_min(coalesce(subjects, subjectCodes), _row) AS subject, {literal(file)} AS _file, "
        f"min(_row) AS _row, {FINE} FROM {classes} {unknown} GROUP BY {course}"
    )


def sections(classes: str, file: str, years: str, teachers: str) -> str:
    """Each class, with its school year and its teacher."""
    reason, remedy = "names no term of a known school year", NO_TERM
    tests = [Fault("y.year IS NULL", "termSourcedIds", reason, remedy)]
    inner = (
        f"SELECT c.sourcedId AS section_id, coalesce(c.courseSourcedId, c.sourcedId) AS course_id, "
        f"c.schoolSourcedId AS school_id, {words.written_year('y.year')} AS school_year, "
        f"t.staff_id, y.term, c.periods AS period, c._row, {first_fault(tests)} "
        f"FROM {classes} c LEFT JOIN {years} y ON y.class_id = c.sourcedId "
        f"LEFT JOIN {teachers} t ON t.class_id = c.sourcedId"
    )
    return f"SELECT *, {literal(file)} AS _file, {refusal(tests)} FROM ({inner})"


def seats(rows: str, file: str, marks: str) -> str:
    """Who sits in which class, once each, with the final mark where there is one."""
    return (
        f"SELECT class_id AS section_id, student_id, any_value(mark) AS mark, "
        f"{literal(file)} AS _file, min(_row) AS _row, {FINE} "
        f"FROM {rows} LEFT JOIN {marks} USING (class_id, student_id) GROUP BY class_id, student_id"
    )


def staff_years(rows: str, file: str) -> str:
    """Teachers, by the classes they have."""
    return (
        f"SELECT staff_id, {words.written_year('year')} AS school_year, school_id, "
        f"'teacher' AS role, {literal(file)} AS _file, min(_row) AS _row, {FINE} FROM {rows} "
        f"WHERE year IS NOT NULL GROUP BY staff_id, year, school_id"
    )
