"""Sat in a college-level course: 0 or 1."""

from forwhom.data.expressions import col, when
from forwhom.facts.fact import Fact

fact = Fact(
    title="Sat in a college-level course",
    unit="0 or 1",
    of="seats",
    take="any",
    value=when(col("level").is_known(), when(col("level").is_one_of(["ap", "ib", "dual"]), 1, 0)),
    rule=(
        "Whether any course of the year was Advanced Placement, International "
        "Baccalaureate or dual enrollment. A child without seats has no value."
    ),
    source=(
        "Civil Rights Data Collection: students in Advanced Placement, International "
        "Baccalaureate and dual enrollment courses"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year
    one        | A         | 2025-26
    two        | A         | 2025-26

    courses
    course_id | subject        | level   | algebra_1
    ALG       | mathematics    | regular | yes
    APL       | English        | ap      | no
    ART       | arts           | regular | no
    HIS       | social_science | regular | no

    sections
    section_id | course_id | school_id | school_year
    1          | ALG       | A         | 2025-26
    2          | APL       | A         | 2025-26
    3          | ART       | A         | 2025-26
    4          | HIS       | A         | 2025-26

    seats
    section_id | student_id | mark | credits_tried | credits_earned
    1          | one        | f    | 0.5           | 0
    2          | one        | B+   | 0.5           | 0.5
    3          | one        | F    | 0.5           | 0
    4          | one        | F    | 0.5           | 0
    3          | two        | A    | 0.5           | 0.5

    expected in the district
    student_id | school_year | college_level_seat
    one        | 2025-26     | 1
    two        | 2025-26     | 0
    """,
)
