"""Days suspended in school: school days."""

from forwhom.data.expressions import col
from forwhom.facts.events.removals import suspensions_told
from forwhom.facts.fact import Fact

fact = Fact(
    title="Days suspended in school",
    unit="school days",
    of="removals",
    take="sum",
    value=col("days"),
    where=col("kind") == "in_school_suspension",
    none_means=0,
    reads={"consequences": ("kind",), "discipline_years": ("in_school_days",)},
    recorded=suspensions_told("in_school_days"),
    rule=(
        "Days of suspension in school, under supervision away from the regular class, "
        "added up over the year. Unknown in a year whose totals leave them empty for everyone."
    ),
    source=(
        "Civil Rights Data Collection: students who received one or more in-school suspensions"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year
    one        | A         | 2025-26
    one        | B         | 2025-26
    none       | A         | 2025-26
    total      | A         | 2024-25
    blank      | A         | 2024-25
    never      | A         | 2023-24

    discipline_years
    student_id | school_year | in_school_days | out_of_school_days
    total      | 2024-25     | 2.5            |
    blank      | 2024-25     |                | 3
    never      | 2023-24     |                | 3

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
    student_id | school_year | in_school_days
    one        | 2025-26     | 1
    none       | 2025-26     | 0
    total      | 2024-25     | 2.5
    blank      | 2024-25     | 0
    never      | 2023-24     |

    expected in schools
    student_id | school_id | school_year | in_school_days
    one        | A         | 2025-26     | 0
    one        | B         | 2025-26     | 1
    """,
)
