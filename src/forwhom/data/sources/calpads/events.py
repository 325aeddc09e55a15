"""Attendance, discipline and courses from CALPADS records, as SQL."""

from __future__ import annotations

from forwhom.data.sources.calpads import words
from forwhom.data.sources.calpads.layout import Layout
from forwhom.data.sources.calpads.people import PLACE, Tables
from forwhom.data.sources.refusal_sql import FINE, first_fault, refusal

NO_TEACHER = "9999999999"
ABSENT = ("suspended", "excused", "unexcused", "study")


def attendance_years(t: Tables, _: Layout) -> list[str]:
    """A year's days as the state adds them up for chronic absence.

    Absent: suspended out of school, excused, unexcused, and independent study that was not done
    (CALPADS glossary, Chronic Absentee). Children who are exempt have no days.
    """
    faults = [words.bad_number(column) for column in ("expected", *ABSENT)]
    absent = " + ".join(map(words.number, ABSENT))
    told = f"CASE WHEN coalesce({', '.join(ABSENT)}) IS NOT NULL THEN {absent} END"
    last = "row_number() OVER (PARTITION BY coalesce(student, _seq::VARCHAR), school, year "
    last += "ORDER BY _seq DESC) = 1"
    return [
        (
            f"SELECT student AS student_id, school AS school_id, year AS school_year, "
            f"expected AS days_enrolled, CAST({told} AS VARCHAR) AS days_absent, "
            f"unexcused AS days_absent_unexcused, suspended AS days_absent_suspended, "
            f"_file, _row, {refusal(faults)} FROM (SELECT *, {first_fault(faults)} "
            f"FROM {t['STAS']} WHERE coalesce(upper(exempt), 'N') <> 'Y' QUALIFY {last})"
        )
    ]


def _of(forms: tuple[str, ...], columns: str, t: Tables) -> str:
    """The records of several forms as one, each incident with an id of its own."""
    place = f"{words.incident_id()} AS incident_id, _file, _row, _seq"
    return " UNION ALL ".join(f"SELECT school, {columns}, {place} FROM {t[f]}" for f in forms)


def incidents(t: Tables, _: Layout) -> list[str]:
    """Each incident once, on its day."""
    faults = [words.empty("incident_id"), words.bad_day("date")]
    rows = f"SELECT *, {first_fault(faults)} FROM ({_of(('SINC', 'SDIS'), 'date', t)})"
    sound = (
        f"SELECT incident_id, arg_min(school, _seq) AS school_id, "
        f"CAST(min({words.day('date')}) AS VARCHAR) AS date, {PLACE}, {FINE} "
        f"FROM ({rows}) WHERE _nth IS NULL GROUP BY incident_id"
    )
    bad = (
        f"SELECT incident_id, school AS school_id, NULL AS date, _file, _row, {refusal(faults)} "
        f"FROM ({rows}) WHERE _nth IS NOT NULL"
    )
    return [sound, bad]


def _results(t: Tables, layout: Layout) -> str:
    rows = _of(("SIRS", "SDIS"), "student, result, days", t)
    other = words.among("result", layout.codes["no_consequence"])
    return f"SELECT * FROM ({rows}) WHERE result IS NOT NULL AND NOT {other}"


def incident_students(t: Tables, layout: Layout) -> list[str]:
    """Each child in an incident once, with all offenses; also those of whom only results tell."""
    subjective = words.word("offense", layout.codes["subjective"])
    offenses = _of(("SOFF", "SDIS"), "student, offense", t)
    known = "incident_id IS NOT NULL AND student IS NOT NULL"
    told = (
        f"SELECT student, offense, incident_id, {subjective} AS subjective, _file, _row, _seq "
        f"FROM ({offenses}) UNION ALL SELECT student, NULL, incident_id, NULL, _file, _row, _seq "
        f"FROM ({_results(t, layout)})"
    )
    sound = (
        f"SELECT incident_id, student AS student_id, 'offender' AS role, "
        f"string_agg(DISTINCT offense, ';' ORDER BY offense) AS behavior, "
        f"max(subjective) AS subjective, {PLACE}, {FINE} "
        f"FROM ({told}) WHERE {known} GROUP BY incident_id, student"
    )
    faults = [words.empty("incident_id"), words.empty("student")]
    bad = (
        f"SELECT incident_id, student AS student_id, _file, _row, {refusal(faults)} "
        f"FROM (SELECT *, {first_fault(faults)} FROM ({offenses})) WHERE _nth IS NOT NULL"
    )
    return [sound, bad]


def consequences(t: Tables, layout: Layout) -> list[str]:
    """What followed, from the incident's day, as the results hold no day of their own."""
    codes = layout.codes["result"]
    faults = [words.unknown("result", codes, "result"), words.bad_number("days")]
    days = (
        f"SELECT incident_id, min({words.day('date')}) AS day "
        f"FROM ({_of(('SINC', 'SDIS'), 'date', t)}) GROUP BY incident_id"
    )
    return [
        (
            f"SELECT r.incident_id, student AS student_id, {words.word('result', codes)} AS kind, "
            f"CAST(day AS VARCHAR) AS start_date, days, _file, _row, {refusal(faults)} "
            f"FROM (SELECT *, {first_fault(faults)} FROM ({_results(t, layout)})) r "
            f"LEFT JOIN ({days}) d ON d.incident_id = r.incident_id"
        )
    ]


def courses(t: Tables, layout: Layout) -> list[str]:
    """Each local course once, as first told."""
    level = words.word("level", layout.codes["course_level"])
    return [
        (
            f"SELECT course AS course_id, arg_min(course_name, _seq) AS name, "
            f"max({level}) AS level, max({words.yes_no('college_prep')}) AS college_prep, "
            f"{PLACE}, {FINE} FROM {t['CRSE']} WHERE course IS NOT NULL GROUP BY course"
        )
    ]


def sections(t: Tables, _: Layout) -> list[str]:
    """Each section once; a record for each of its teachers is one section."""
    faults = [words.empty("course"), words.empty("section")]
    rows = f"SELECT *, {words.section_id()} AS id, {first_fault(faults)} FROM {t['CRSE']}"
    sound = (
        f"SELECT id AS section_id, arg_min(course, _seq) AS course_id, "
        f"arg_min(school, _seq) AS school_id, arg_min(year, _seq) AS school_year, "
        f"arg_min(nullif(staff, '{NO_TEACHER}'), _seq) AS staff_id, arg_min(term, _seq) AS term, "
        f"{PLACE}, {FINE} FROM ({rows}) WHERE _nth IS NULL GROUP BY id"
    )
    return [sound, f"SELECT _file, _row, {refusal(faults)} FROM ({rows}) WHERE _nth IS NOT NULL"]


def seats(t: Tables, _: Layout) -> list[str]:
    """Who sat in which section; marking periods added up, the last mark kept."""
    faults = [words.empty("section"), words.empty("student")]
    faults += [words.bad_number("tried"), words.bad_number("earned")]
    rows = f"SELECT *, {words.section_id()} AS id, {first_fault(faults)} FROM {t['SCSE']}"
    total = "CAST(sum(TRY_CAST({0} AS DOUBLE)) AS VARCHAR) AS credits_{0}"
    sound = (
        f"SELECT id AS section_id, student AS student_id, arg_max(mark, _seq) AS mark, "
        f"{total.format('tried')}, {total.format('earned')}, {PLACE}, {FINE} "
        f"FROM ({rows}) WHERE _nth IS NULL GROUP BY id, student"
    )
    bad = (
        f"SELECT id AS section_id, student AS student_id, _file, _row, {refusal(faults)} "
        f"FROM ({rows}) WHERE _nth IS NOT NULL"
    )
    return [sound, bad]
