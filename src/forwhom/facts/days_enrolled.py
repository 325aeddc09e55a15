"""Days enrolled: school days."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="Days enrolled",
    unit="school days",
    of="school_days",
    take="sum",
    value=col("days_enrolled"),
    rule=(
        "School days between the child's first and last day at a school. A day in two "
        "schools at once counts once in the district, and once in each school."
    ),
    source=("EDFacts file specification FS195 (data group 814): days enrolled in the school year"),
    examples="""
    enrollments
    student_id | school_id | school_year | entry_date | exit_date
    left       | A         | 2025-26     | 2025-09-01 | 2025-09-02
    two        | A         | 2025-26     | 2025-09-01 | 2025-09-03
    two        | B         | 2025-26     | 2025-09-02 |
    again      | A         | 2025-26     | 2025-09-01 | 2025-09-02
    again      | A         | 2025-26     | 2025-09-02 | 2025-09-03

    attendance
    student_id | school_id | date       | status
    left       | A         | 2025-09-01 | present
    left       | A         | 2025-09-02 | present
    left       | A         | 2025-09-03 | absent_unexcused
    two        | A         | 2025-09-01 | present
    two        | A         | 2025-09-02 | absent_unexcused
    two        | B         | 2025-09-02 | present
    two        | B         | 2025-09-03 | present
    again      | A         | 2025-09-01 | present
    again      | A         | 2025-09-02 | present
    again      | A         | 2025-09-03 | present

    expected in the district
    student_id | school_year | days_enrolled
    left       | 2025-26     | 2
    two        | 2025-26     | 3
    again      | 2025-26     | 3

    expected in schools
    student_id | school_id | school_year | days_enrolled
    two        | A         | 2025-26     | 2
    two        | B         | 2025-26     | 2
    again      | A         | 2025-26     | 3
    """,
)
