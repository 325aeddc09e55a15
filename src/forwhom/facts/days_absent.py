"""Days absent: school days."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="Days absent",
    unit="school days",
    of="school_days",
    take="sum",
    value=col("days_absent"),
    rule=(
        "Days on which the child was away for half of the day or more, for any reason. A "
        "day suspended out of school is a day absent. A day that one of two schools saw "
        "the child is not."
    ),
    source=(
        "EDFacts FS195 (data group 814); California DataQuest: days suspended out of "
        "school count as absence"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year | entry_date | exit_date
    one        | A         | 2025-26     |            |
    left       | A         | 2025-26     | 2025-09-01 | 2025-09-01
    two        | A         | 2025-26     |            |
    two        | B         | 2025-26     |            |
    total      | A         | 2025-26     |            |

    attendance
    student_id | school_id | date       | status           | share_of_day
    one        | A         | 2025-09-01 | absent_excused   |
    one        | A         | 2025-09-02 | absent_unexcused | 0.5
    one        | A         | 2025-09-03 | absent_unexcused | 0.4
    one        | A         | 2025-09-04 | absent_suspended |
    one        | A         | 2025-09-05 | present          |
    one        | A         | 2025-09-08 | present          | 0.4
    one        | A         | 2025-09-09 | present          | 0.6
    left       | A         | 2025-09-01 | present          |
    left       | A         | 2025-09-02 | absent_unexcused |
    two        | A         | 2025-09-01 | absent_unexcused |
    two        | B         | 2025-09-01 | present          |
    two        | A         | 2025-09-02 | absent_unexcused |
    two        | B         | 2025-09-02 | absent_unexcused |

    attendance_years
    student_id | school_id | school_year | days_enrolled | days_absent
    one        | A         | 2025-26     | 180           | 99
    total      | A         | 2025-26     | 180           | 12.5

    expected in the district
    student_id | school_year | days_absent
    one        | 2025-26     | 4
    left       | 2025-26     | 0
    two        | 2025-26     | 1
    total      | 2025-26     | 12.5

    expected in schools
    student_id | school_id | school_year | days_absent
    two        | A         | 2025-26     | 2
    two        | B         | 2025-26     | 1
    total      | A         | 2025-26     | 12.5
    """,
)
