"""In a gifted program: 0 or 1."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="In a gifted program",
    unit="0 or 1",
    of="gifted_steps",
    take="count",
    value=col("school_year"),
    none_means=0,
    rule=(
        "Whether the child has entered a gifted program in this or an earlier year. An "
        "offer alone is not a place."
    ),
    source=("Civil Rights Data Collection: students enrolled in gifted and talented programs"),
    examples="""
    enrollments
    student_id | school_id | school_year
    one        | A         | 2024-25
    one        | A         | 2025-26
    told       | A         | 2025-26

    programs
    student_id | program | step    | school_year
    one        | gifted  | started | 2024-25
    told       | gifted  | offered | 2025-26

    expected in the district
    student_id | school_year | gifted_so_far
    one        | 2024-25     | 1
    one        | 2025-26     | 1
    told       | 2025-26     | 0
    """,
)
