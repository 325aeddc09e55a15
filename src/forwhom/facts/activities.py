"""Activities taken part in: activities."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="Activities taken part in",
    unit="activities",
    of="activity_steps",
    take="count",
    value=col("school_year"),
    none_means=0,
    rule=(
        "Rows of the program `activity` in the year that the child accepted, started or "
        "completed, or without a step. None in a year in which anyone took part; unknown in "
        "other years."
    ),
    source=(
        "National Women's Law Center, on counting places on teams; Revised Code of Washington "
        "28A.320.540: who takes part in activities"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year
    one        | A         | 2025-26
    offered    | A         | 2025-26
    one        | A         | 2024-25

    programs
    student_id | program  | step    | detail | school_year
    one        | activity | started | band   | 2025-26
    one        | activity |         | soccer | 2025-26
    offered    | activity | offered | soccer | 2025-26

    expected in the district
    student_id | school_year | activities
    one        | 2025-26     | 2
    offered    | 2025-26     | 0
    one        | 2024-25     |
    """,
)
