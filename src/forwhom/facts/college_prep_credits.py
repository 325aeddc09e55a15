"""College-prep credits earned in the year, with a C- or better."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="College-prep credits earned",
    unit="credits",
    of="college_prep",
    take="sum",
    value=col("credits"),
    rule=(
        "The credits of the year's courses that count for college entrance, where the mark was a "
        "C- or better. Marks that are not letters, and seats without a mark, count by their "
        "credits. A child without seats has no value, nor has one with credits in a course of "
        "which it is not known whether it counts."
    ),
    source=(
        "University of California, subject requirement A-G: college-preparatory courses with a "
        "grade of C or better; California Department of Education, College/Career Indicator: a-g "
        "courses with C- or better"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year
    one        | A         | 2025-26
    two        | A         | 2025-26
    mixed      | A         | 2025-26
    advised    | A         | 2025-26
    unsaid     | A         | 2025-26
    seatless   | A         | 2025-26

    courses
    course_id | college_prep
    ENG       | yes
    SHOP      | no
    CARS      | no
    ADV       |

    course_codes
    course_id | college_prep
    SHOP      | yes

    sections
    section_id | course_id | school_id | school_year
    1          | ENG       | A         | 2025-26
    2          | SHOP      | A         | 2025-26
    3          | ADV       | A         | 2025-26
    4          | CARS      | A         | 2025-26

    seats
    section_id | student_id | mark | credits_tried | credits_earned
    1          | one        | C-   | 1             | 1
    2          | one        | b    | 0.5           | 0.5
    4          | one        | A    | 1             | 1
    1          | two        | D+   | 1             | 1
    2          | two        | P    | 0.5           | 0.5
    1          | mixed      | A    | 1             | 1
    3          | mixed      | F    | 1             | 0
    1          | advised    | A    | 1             | 1
    3          | advised    |      |               |
    3          | unsaid     | A    | 1             | 1

    expected in the district
    student_id | school_year | college_prep_credits
    one        | 2025-26     | 1.5
    two        | 2025-26     | 0.5
    mixed      | 2025-26     |
    advised    | 2025-26     | 1
    unsaid     | 2025-26     |
    seatless   | 2025-26     |
    """,
)
