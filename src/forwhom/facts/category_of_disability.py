"""Category of disability, the last of the year: a category of IDEA, or None."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="Category of disability",
    unit="category",
    of="disabilities",
    take="first",
    value=col("category"),
    rule=(
        "The last category recorded in the year; None for a child who is not served. Unknown "
        "for a child who is served without a category, and for everyone in a year in which no "
        "child has one."
    ),
    source=(
        "34 CFR 300.8(c), the thirteen categories; 34 CFR 300.8(b), developmental delay, ages 3 "
        "through 9 where the state uses it"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year
    moved      | A         | 2025-26
    moved      | A         | 2024-25
    without    | A         | 2025-26
    none       | A         | 2025-26
    nobody     | A         | 2025-26

    student_groups
    student_id | dimension           | value                         | start_date | school_year
    moved      | disability_category | Speech or language impairment | 2025-09-01 |
    moved      | disability_category | Autism                        | 2026-01-15 |
    without    | disability          | Yes                           |            | 2025-26
    none       | disability          | No                            |            | 2025-26

    expected in the district
    student_id | school_year | category_of_disability
    moved      | 2025-26     | Autism
    moved      | 2024-25     |
    without    | 2025-26     |
    none       | 2025-26     | None
    nobody     | 2025-26     |
    """,
)
