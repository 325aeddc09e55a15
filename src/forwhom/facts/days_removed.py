"""Days removed from school: school days."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="Days removed from school",
    unit="school days",
    of="removals",
    take="sum",
    value=col("days"),
    where=col("kind").is_one_of(["out_of_school_suspension", "expulsion"]),
    none_means=0,
    rule=(
        "Days suspended out of school or expelled, added up over the year. A suspension without "
        "a recorded length counts as one day, an expulsion as eleven."
    ),
    source=(
        "34 CFR 300.536(a): removals that total more than 10 school days in a school year; "
        "EDFacts file specification FS006: out-of-school suspensions and expulsions, days "
        "added up for each child"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year
    one        | A         | 2025-26
    one        | B         | 2025-26
    expelled   | A         | 2025-26
    short      | A         | 2025-26
    none       | A         | 2025-26
    total      | A         | 2024-25
    out        | A         | 2024-25

    incidents
    incident_id | school_id | date
    1           | A         | 2025-09-08
    2           | B         | 2025-11-03
    3           | A         | 2025-12-01

    consequences
    incident_id | student_id | kind                     | start_date | days
    1           | one        | out_of_school_suspension | 2025-09-09 | 5
    2           | one        | out_of_school_suspension | 2025-11-03 | 5.5
    3           | one        | in_school_suspension     |            | 3
    3           | expelled   | expulsion                |            |
    3           | expelled   | out_of_school_suspension |            |
    3           | short      | expulsion                |            | 6

    discipline_years
    student_id | school_year | out_of_school_days | expelled
    total      | 2024-25     | 4                  | yes
    out        | 2024-25     | 4                  | no

    expected in the district
    student_id | school_year | days_removed
    one        | 2025-26     | 10.5
    expelled   | 2025-26     | 12
    short      | 2025-26     | 6
    none       | 2025-26     | 0
    total      | 2024-25     | 15
    out        | 2024-25     | 4

    expected in schools
    student_id | school_id | school_year | days_removed
    one        | A         | 2025-26     | 5
    one        | B         | 2025-26     | 5.5
    """,
)
