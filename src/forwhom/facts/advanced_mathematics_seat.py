"""Sat in advanced mathematics: 0 or 1."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="Sat in advanced mathematics",
    unit="0 or 1",
    of="advanced_courses",
    take="any",
    value=col("advanced_mathematics"),
    rule=(
        "Whether any course of the year was mathematics beyond Algebra II: trigonometry, analytic "
        "geometry, mathematical analysis, precalculus, probability and statistics, or calculus. "
        "The table of course codes says which courses are. A course of another subject is not "
        "one. A child with a mathematics course of which nothing is said, and none that is "
        "advanced, has no value."
    ),
    source=(
        "Civil Rights Data Collection: students in advanced mathematics and in calculus, grades 9 "
        "to 12; National Academies, Monitoring Educational Equity (2019), indicator 11"
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
    CALC      | mathematics
    ALG       | mathematics
    QR        | mathematics
    ART       | arts

    course_codes
    course_id | advanced_mathematics | sure
    CALC      | yes                  |
    ALG       | no                   | yes
    QR        | yes                  | no

    sections
    section_id | course_id | school_id | school_year
    1          | CALC | A         | 2025-26
    2          | ALG | A         | 2025-26
    3          | QR | A         | 2025-26
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
    student_id | school_year | advanced_mathematics_seat
    yes        | 2025-26     | 1
    other      | 2025-26     | 0
    unsaid     | 2025-26     |
    both       | 2025-26     | 1
    elsewhere  | 2025-26     | 0
    seatless   | 2025-26     |
    """,
)
