"""Days suspended, in or out of school: school days."""

from forwhom.data.expressions import col
from forwhom.facts.events.removals import in_and_out_told
from forwhom.facts.fact import Fact

fact = Fact(
    title="Days suspended, in or out of school",
    unit="school days",
    of="removals",
    take="sum",
    value=col("days"),
    where=col("kind").is_one_of(["in_school_suspension", "out_of_school_suspension"]),
    none_means=0,
    reads={
        "consequences": ("kind",),
        "discipline_years": ("in_school_days", "out_of_school_days"),
    },
    recorded=in_and_out_told,
    rule=(
        "Days of suspension of both kinds, added up over the year. Two reports of one "
        "event count once; a suspension without a recorded length counts as one day. "
        "Unknown in a year whose totals leave either kind empty for everyone."
    ),
    source=(
        "California Department of Education, suspension rate: in-school and out-of-school "
        "suspensions added up over the year; Civil Rights Data Collection"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year
    one        | A         | 2025-26
    one        | B         | 2025-26
    none       | A         | 2025-26
    total      | A         | 2024-25
    out        | A         | 2024-25
    half       | A         | 2023-24

    discipline_years
    student_id | school_year | in_school_days | out_of_school_days | out_of_school_times
    total      | 2024-25     | 2.5            | 1                  | 1
    out        | 2024-25     |                |                    | 3
    half       | 2023-24     |                | 3                  | 1

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
    3           | one        | in_school_suspension     | 2025-11-03 | 1
    4           | one        | out_of_school_suspension |            |

    expected in the district
    student_id | school_year | suspended_days
    one        | 2025-26     | 5
    none       | 2025-26     | 0
    total      | 2024-25     | 3.5
    out        | 2024-25     | 3
    half       | 2023-24     |

    expected in schools
    student_id | school_id | school_year | suspended_days
    one        | A         | 2025-26     | 4
    one        | B         | 2025-26     | 1
    """,
)
