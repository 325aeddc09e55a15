"""Sat in an arts course: 0 or 1."""

from forwhom.data.expressions import col, when
from forwhom.facts.fact import Fact

fact = Fact(
    title="Sat in an arts course",
    unit="0 or 1",
    of="seats",
    take="any",
    value=when(col("arts").is_known(), when(col("arts"), 1, 0)),
    rule=(
        "Whether any course of the year was an arts course: music, dance, theater, visual or media "
        "arts. Where neither table of courses says so, a course of the subject arts is one and a "
        "course of another subject is none. A child without seats has no value."
    ),
    source=(
        "ESEA section 8101(52), 20 USC 7801(52): the arts and music are part of a well-rounded "
        "education; National Academies, Monitoring Educational Equity (2019), indicator 12"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year
    band       | A         | 2025-26
    drawing    | A         | 2025-26
    math       | A         | 2025-26
    unsaid     | A         | 2025-26
    seatless   | A         | 2025-26

    courses
    course_id | subject     | arts
    BAND      | elective    | yes
    DRAW      | arts        |
    ALG       | mathematics |
    ADV       |             |

    sections
    section_id | course_id | school_id | school_year
    1          | BAND      | A         | 2025-26
    2          | DRAW      | A         | 2025-26
    3          | ALG       | A         | 2025-26
    4          | ADV       | A         | 2025-26

    seats
    section_id | student_id
    1          | band
    2          | drawing
    3          | math
    4          | unsaid

    expected in the district
    student_id | school_year | arts_seat
    band       | 2025-26     | 1
    drawing    | 2025-26     | 1
    math       | 2025-26     | 0
    unsaid     | 2025-26     |
    seatless   | 2025-26     |
    """,
)
