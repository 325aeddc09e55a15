"""Served for a developmental delay: 0 or 1."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="Served for a developmental delay",
    unit="0 or 1",
    of="disabilities",
    take="any",
    value=col("delay"),
    rule=(
        "Whether the last category of the year is developmental delay. A state need not use it: "
        "in a year in which no child has it, it is unknown of everyone."
    ),
    source="34 CFR 300.8(b): developmental delay, ages 3 through 9, at the state's choice",
    examples="""
    enrollments
    student_id | school_id | school_year
    one        | A         | 2025-26
    other      | A         | 2025-26
    none       | A         | 2025-26
    other      | A         | 2024-25

    student_groups
    student_id | dimension           | value               | school_year
    one        | disability_category | Developmental delay | 2025-26
    other      | disability_category | Autism              | 2024-25
    other      | disability_category | Autism              | 2025-26

    expected in the district
    student_id | school_year | developmental_delay
    one        | 2025-26     | 1
    other      | 2025-26     | 0
    none       | 2025-26     | 0
    other      | 2024-25     |
    """,
)
