"""Staff, money and numbers that others published."""

from __future__ import annotations

from forwhom.data.table import (
    GRADES,
    SCHOOL,
    SCHOOL_IF_KNOWN,
    SCHOOLS,
    YEAR,
    Column,
    Kind,
    Table,
    must,
    number,
    text,
    whole,
    yes_no,
)

MARKS = "`*` hidden, `85-89` a range, `>=90` or `<5` a bound"
TABLES = [
    Table(
        name="staff_years",
        title="Staff by year",
        key=("staff_id", "school_year", "school_id", "role"),
        points_to=SCHOOLS,
        columns={
            "staff_id": must("the district's number for the person"),
            "school_year": YEAR,
            "school_id": SCHOOL_IF_KNOWN,
            "role": text("role, such as teacher"),
            "years_of_experience": number("years in the profession", 0, 80),
            "credential": text("credential", "full", "intern", "emergency", "none"),
            "in_field": yes_no("teaches in the field of the credential"),
            "salary": number("salary in dollars a year"),
        },
    ),
    Table(
        name="spending",
        title="Spending",
        points_to=SCHOOLS,
        columns={
            "school_id": SCHOOL,
            "school_year": YEAR,
            "fund": text("the fund"),
            "kind": text("what it was spent on", "personnel", "other"),
            "amount": number("dollars", None),
            "one_time": yes_no("one-time money"),
        },
    ),
    Table(
        name="published_counts",
        title="Published counts",
        key=(
            *("school_year", "place_type", "place_id", "measure", "dimension", "group"),
            *("grade", "level"),
        ),
        columns={
            "school_year": YEAR,
            "place_type": must("what kind of place", "school", "district", "state"),
            "place_id": must("the place's number"),
            "place_name": text("the place's name"),
            "measure": must("the measure, or the test of which levels are told"),
            "dimension": must("which kind of group"),
            "group": must("the group"),
            "numerator": Column(kind=Kind.COUNT, meaning=f"children with the outcome; {MARKS}"),
            "denominator": Column(kind=Kind.COUNT, meaning=f"all children; {MARKS}"),
            "rate": Column(
                kind=Kind.RATE, meaning=f"a fraction or percent, for a rate without counts; {MARKS}"
            ),
            "grade": text("the grade, where the row is of one grade alone", *GRADES),
            "level": whole("the level of a test, 1 the lowest: children on it, of all", 1, 10),
        },
    ),
]
