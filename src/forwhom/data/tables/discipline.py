"""What happened, who was part of it, and what followed."""

from __future__ import annotations

from forwhom.data.table import (
    INCIDENTS,
    SCHOOL,
    SCHOOL_IF_KNOWN,
    SCHOOLS,
    STUDENT,
    STUDENTS,
    YEAR,
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
        name="incidents",
        title="Incidents",
        key=("incident_id",),
        dated="date",
        points_to=SCHOOLS,
        columns={
            "incident_id": must("the district's number for the incident"),
            "school_id": SCHOOL,
            "date": must("the day it happened", kind=Kind.DATE),
            "time": text("the time of day as 13:40"),
            "place": text("where, such as classroom or bus"),
            "referrer_role": text("the role of who referred, such as teacher"),
        },
    ),
    Table(
        name="incident_students",
        title="Students in incidents",
        key=("incident_id", "student_id", "role"),
        points_to={**INCIDENTS, **STUDENTS},
        columns={
            "incident_id": must("the incident"),
            "student_id": STUDENT,
            "role": text("the part the student had", "offender", "harmed", "witness"),
            "behavior": text("the behavior recorded"),
            "subjective": yes_no("yes: the behavior is a matter of judgement"),
            "level": text("the district's level of seriousness"),
        },
    ),
    Table(
        name="consequences",
        title="Consequences",
        key=("incident_id", "student_id", "kind", "start_date"),
        points_to={**INCIDENTS, **STUDENTS},
        columns={
            "incident_id": must("the incident"),
            "student_id": STUDENT,
            "kind": must(
                "what followed",
                *("classroom", "in_school_suspension", "out_of_school_suspension"),
                *("expulsion", "law_enforcement", "restorative", "other"),
            ),
            "start_date": date("first day"),
            "days": number("school days it lasted", 0, 366),
        },
    ),
    Table(
        name="discipline_years",
        title="Discipline totals by year",
        key=("student_id", "school_id", "school_year"),
        points_to={**STUDENTS, **SCHOOLS},
        columns={
            "student_id": STUDENT,
            "school_id": SCHOOL_IF_KNOWN,
            "school_year": YEAR,
            "referrals": whole("office referrals"),
            "in_school_days": number("days of suspension in school", 0, 366),
            "out_of_school_days": number("days of suspension out of school", 0, 366),
            "out_of_school_times": whole("times suspended out of school"),
            "expelled": yes_no("expelled in the year"),
            "law_enforcement": yes_no("referred to law enforcement in the year"),
        },
    ),
]
