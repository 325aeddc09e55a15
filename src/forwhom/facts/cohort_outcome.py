"""How school ended: outcome."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="How school ended",
    unit="outcome",
    of="cohort",
    take="first",
    value=col("outcome"),
    rule=(
        "The outcome recorded for the child in the cohort due in the year. A child who "
        "left the district before is still in its cohort."
    ),
    source=("34 CFR 200.19(b) (2008) and ESEA 8101(25): adjusted cohort graduation rate"),
    examples="""
    enrollments
    student_id | school_id | school_year | grade
    one        | A         | 2025-26     | 12
    gone       | A         | 2024-25     | 11

    cohorts
    student_id | cohort_year | outcome
    one        | 2025-26     | graduated
    gone       | 2025-26     | dropped_out

    expected in the district
    student_id | school_year | cohort_outcome
    one        | 2025-26     | graduated
    gone       | 2025-26     | dropped_out
    one        | 2024-25     | no row
    """,
)
