"""Served under IDEA: 0 or 1."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="Served under IDEA",
    unit="0 or 1",
    of="disabilities",
    take="any",
    value=col("served"),
    rule=(
        "Whether the child had a disability, or a category of disability, on any day of the "
        "year. Where the records list only children with disabilities, a child without a row "
        "has none; where they also say who has none, a child without a row is unknown."
    ),
    source="Individuals with Disabilities Education Act (IDEA), 34 CFR 300.8",
    examples="""
    enrollments
    student_id | school_id | school_year
    ended      | A         | 2025-26
    category   | A         | 2025-26
    before     | A         | 2025-26
    nobody     | A         | 2025-26
    nobody     | A         | 2024-25
    odd        | A         | 2025-26

    student_groups
    student_id | dimension           | value        | start_date | end_date   | school_year
    ended      | disability          | Yes          | 2022-09-01 | 2025-09-05 |
    category   | disability_category | Autism       |            |            | 2025-26
    before     | disability          | Yes          | 2020-09-01 | 2025-06-30 |
    odd        | disability          | Not reported |            |            | 2025-26

    expected in the district
    student_id | school_year | served_under_idea
    ended      | 2025-26     | 1
    category   | 2025-26     | 1
    before     | 2025-26     | 0
    nobody     | 2025-26     | 0
    nobody     | 2024-25     | 0
    odd        | 2025-26     |
    """,
)
