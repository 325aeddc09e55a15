"""Met the standard in mathematics: 0 or 1."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="Met the standard in mathematics",
    unit="0 or 1",
    of="state_tests",
    take="any",
    value=col("proficient"),
    where=col("subject") == "mathematics",
    rule=(
        "Whether the last state test in mathematics of the year met the standard. A child "
        "who was not tested has no value."
    ),
    source=(
        "34 CFR 200.2 and ESEA 1111(b)(2): state assessments in reading or language arts "
        "and mathematics"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year
    one    | A         | 2025-26
    absent | A         | 2025-26

    assessments
    student_id | school_year | subject     | kind    | scale_score | proficient | tested | date
    one    | 2025-26     | mathematics | state   | 410.5       | no         | yes    | 2026-04-10
    one    | 2025-26     | mathematics | state   | 455         | yes        | yes    | 2026-05-12
    one    | 2025-26     | mathematics | interim | 300         | no         | yes    | 2026-06-01
    absent | 2025-26     | mathematics | state   |             |            | no     |

    expected in the district
    student_id | school_year | proficient_mathematics
    one    | 2025-26     | 1
    absent | 2025-26     |
    """,
)
