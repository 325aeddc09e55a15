"""Took Algebra I so far: 0 or 1."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="Took Algebra I so far",
    unit="0 or 1",
    of="algebra_seats",
    take="count",
    value=col("school_year"),
    none_means=0,
    rule=("Whether the child sat in Algebra I or its equal in this or an earlier year."),
    source="Civil Rights Data Collection: students in Algebra I by grade 8",
    examples="""
    enrollments
    student_id | school_id | school_year
    one        | A         | 2024-25
    one        | A         | 2025-26
    two        | A         | 2025-26

    courses
    course_id | algebra_1
    ALG       | yes

    sections
    section_id | course_id | school_id | school_year
    1          | ALG       | A         | 2024-25

    seats
    section_id | student_id
    1          | one

    expected in the district
    student_id | school_year | algebra_1_so_far
    one        | 2024-25     | 1
    one        | 2025-26     | 1
    two        | 2025-26     | 0
    """,
)
