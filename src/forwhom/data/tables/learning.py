"""Tests, courses, programs and how school ended."""

from __future__ import annotations

from forwhom.data.table import (
    GRADES,
    SCHOOL,
    SCHOOLS,
    STUDENT,
    STUDENTS,
    YEAR,
    YEAR_IF_KNOWN,
    Kind,
    Table,
    date,
    must,
    number,
    text,
    whole,
    yes_no,
)

TABLES = [
    Table(
        name="assessments",
        title="Tests",
        key=("student_id", "school_year", "subject", "kind", "date"),
        points_to=STUDENTS,
        columns={
            "student_id": STUDENT,
            "school_year": YEAR,
            "subject": must("subject", "reading", "mathematics", "science"),
            "kind": text("what kind of test; empty is state", "state", "interim", "screener"),
            "grade": text("grade tested", *GRADES),
            "scale_score": number("scale score", None),
            "level": text("performance level"),
            "levels": whole("how many levels there are", 2, 10),
            "proficient": yes_no("met the standard"),
            "tested": yes_no("no: was to be tested and was not"),
            "date": date("day of the test"),
        },
    ),
    Table(
        name="courses",
        title="Courses",
        key=("course_id",),
        columns={
            "course_id": must("the district's number for the course"),
            "name": text("the course's name"),
            "subject": text("subject, such as mathematics"),
            "level": text("level", "regular", "honors", "ap", "ib", "dual", "remedial"),
            "algebra_1": yes_no("is Algebra I or its equal"),
            "college_prep": yes_no("counts for college entrance"),
            "arts": yes_no("is an arts course"),
        },
    ),
    Table(
        name="course_codes",
        title="What courses are",
        key=("course_id",),
        columns={
            "course_id": must("the district's number for the course"),
            "name": text("the course's name, to look it over by"),
            "subject": text("subject: mathematics, science, english, social_science, arts, …"),
            "level": text("level", "regular", "honors", "ap", "ib", "dual", "remedial"),
            "algebra_1": yes_no("is Algebra I or its equal"),
            "college_prep": yes_no("counts for college entrance"),
            "arts": yes_no("is an arts course"),
            "advanced_mathematics": yes_no("is mathematics beyond Algebra II"),
            "advanced_science": yes_no("is chemistry, physics or college-level science"),
            "sced_code": text("SCED course code, such as 02052"),
            "sure": yes_no("no: a guess that nobody has looked over; it is not used"),
            "why": text("where it was read from"),
        },
    ),
    Table(
        name="sections",
        title="Sections",
        key=("section_id",),
        points_to={"course_id": "courses", **SCHOOLS},
        columns={
            "section_id": must("the district's number for the section"),
            "course_id": must("the course"),
            "school_id": SCHOOL,
            "school_year": YEAR,
            "staff_id": text("the teacher's number"),
            "term": text("the term, such as fall"),
            "period": text(
                "the hour or block in the timetable, such as 3 or B2; several joined by `;`"
            ),
        },
    ),
    Table(
        name="seats",
        title="Seats in sections",
        key=("section_id", "student_id"),
        points_to={"section_id": "sections", **STUDENTS},
        columns={
            "section_id": must("the section"),
            "student_id": STUDENT,
            "mark": text("the mark given, such as B+ or F"),
            "credits_tried": number("credits tried"),
            "credits_earned": number("credits earned"),
        },
    ),
    Table(
        name="programs",
        dated="date",
        title="Programs",
        key=("student_id", "program", "step", "date", "school_year", "detail"),
        points_to=STUDENTS,
        columns={
            "student_id": STUDENT,
            "program": must("the program, such as gifted or tutoring"),
            "step": text(
                "how far the student came",
                *("eligible", "told", "offered", "accepted", "started", "completed", "declined"),
            ),
            "date": date("the day of the step"),
            "school_year": YEAR_IF_KNOWN,
            "detail": text("anything finer"),
        },
    ),
    Table(
        name="placements",
        title="Special education placements",
        key=("student_id", "school_year"),
        points_to=STUDENTS,
        columns={
            "student_id": STUDENT,
            "school_year": YEAR,
            "setting": text(
                "share of the day in a regular class",
                *("regular_80", "regular_40_79", "regular_under_40", "separate"),
            ),
        },
    ),
    Table(
        name="cohorts",
        title="Graduation cohorts",
        key=("student_id", "cohort_year"),
        points_to=STUDENTS,
        columns={
            "student_id": STUDENT,
            "cohort_year": must("the school year the cohort is due", kind=Kind.SCHOOL_YEAR),
            "outcome": text(
                "how it ended",
                *("graduated", "other_completer", "dropped_out", "still_enrolled"),
                *("transferred_documented", "transferred_undocumented", "emigrated", "deceased"),
            ),
            "evidence": text("the paper that shows a transfer, move or death"),
        },
    ),
]
