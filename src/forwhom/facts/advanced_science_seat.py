"""Sat in advanced science: 0 or 1."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="Sat in advanced science",
    unit="0 or 1",
    of="advanced_courses",
    take="any",
    value=col("advanced_science"),
    rule=(
        "Whether any course of the year was chemistry, physics, or a science course at college "
        "level (AP, IB, dual enrollment). The table of course codes says which courses are. A "
        "course of another subject is not one. A child with a science course of which nothing is "
        "said, and none that is advanced, has no value."
    ),
    source=(
        "Civil Rights Data Collection: students in chemistry and in physics, and in AP science, "
        "grades 9 to 12; Office for Civil Rights, Data Snapshot: College and Career Readiness "
        "(2014): high-level mathematics and science"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year
    yes        | A         | 2025-26
    other      | A         | 2025-26
    unsaid     | A         | 2025-26
    both       | A         | 2025-26
    elsewhere  | A         | 2025-26
    seatless   | A         | 2025-26

    courses
    course_id | subject
    CHEM      | science
    BIO       | science
    SCI       | science
    ART       | arts

    course_codes
    course_id | advanced_science | sure
    CHEM      | yes              |
    BIO       | no               | yes
    SCI       | yes              | no

    sections
    section_id | course_id | school_id | school_year
    1          | CHEM | A         | 2025-26
    2          | BIO | A         | 2025-26
    3          | SCI | A         | 2025-26
    4          | ART | A         | 2025-26

    seats
    section_id | student_id
    1          | yes
    2          | yes
    2          | other
    3          | unsaid
    4          | unsaid
    1          | both
    3          | both
    4          | elsewhere

    expected in the district
    student_id | school_year | advanced_science_seat
    yes        | 2025-26     | 1
    other      | 2025-26     | 0
    unsaid     | 2025-26     |
    both       | 2025-26     | 1
    elsewhere  | 2025-26     | 0
    seatless   | 2025-26     |
    """,
)
