"""Times suspended out of school: suspensions."""

from forwhom.data.expressions import col
from forwhom.facts.events.removals import suspensions_told
from forwhom.facts.fact import Fact

fact = Fact(
    title="Times suspended out of school",
    unit="suspensions",
    of="removals",
    take="sum",
    value=col("times"),
    where=col("kind") == "out_of_school_suspension",
    none_means=0,
    reads={"consequences": ("kind",), "discipline_years": ("out_of_school_times",)},
    recorded=suspensions_told("out_of_school_times"),
    rule=(
        "Suspensions out of school in the year. Two reports of one event count once. Where a "
        "year's totals give days and not how often, the number is unknown."
    ),
    source=(
        "Civil Rights Data Collection: students who received one, and more than one, "
        "out-of-school suspension"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year
    one        | A         | 2025-26
    one        | B         | 2025-26
    none       | A         | 2025-26
    total      | A         | 2024-25
    zero       | A         | 2024-25
    days       | A         | 2024-25
    never      | A         | 2023-24

    incidents
    incident_id | school_id | date
    1           | A         | 2025-09-08
    2           | A         | 2025-09-08
    3           | B         | 2025-11-03
    4           | A         | 2025-12-01

    consequences
    incident_id | student_id | kind                     | start_date | days
    1           | one        | out_of_school_suspension | 2025-09-09 | 2
    2           | one        | out_of_school_suspension | 2025-09-09 | 3
    3           | one        | out_of_school_suspension | 2025-11-03 | 0.5
    4           | one        | in_school_suspension     |            | 1

    discipline_years
    student_id | school_year | out_of_school_days | out_of_school_times
    total      | 2024-25     | 4                  | 2
    zero       | 2024-25     | 0                  |
    days       | 2024-25     | 4                  |
    never      | 2023-24     | 3                  |

    expected in the district
    student_id | school_year | out_of_school_times
    one        | 2025-26     | 2
    none       | 2025-26     | 0
    total      | 2024-25     | 2
    zero       | 2024-25     | 0
    days       | 2024-25     |
    never      | 2023-24     |

    expected in schools
    student_id | school_id | school_year | out_of_school_times
    one        | A         | 2025-26     | 1
    one        | B         | 2025-26     | 1
    """,
)
