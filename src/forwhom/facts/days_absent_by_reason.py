"""Days absent without excuse, and days absent of which the records say: school days."""

from forwhom.data.expressions import col, when
from forwhom.facts.fact import Fact

RECORDS = """
enrollments
student_id | school_id | school_year | exit_date
one        | A         | 2025-26     |
two        | A         | 2025-26     |
two        | B         | 2025-26     |
left       | A         | 2025-26     | 2025-09-01
total      | A         | 2025-26     |
part       | A         | 2025-26     |
part       | B         | 2025-26     |
unknown    | A         | 2025-26     |

attendance
student_id | school_id | date       | status           | share_of_day
one        | A         | 2025-09-01 | absent_excused   |
one        | A         | 2025-09-02 | absent_unexcused | 0.5
one        | A         | 2025-09-03 | absent_unexcused | 0.4
one        | A         | 2025-09-04 | absent_suspended |
one        | A         | 2025-09-05 | present          | 0.4
two        | A         | 2025-09-01 | absent_unexcused |
two        | B         | 2025-09-01 | absent_excused   |
two        | A         | 2025-09-02 | absent_unexcused |
two        | B         | 2025-09-02 | present          |
two        | A         | 2025-09-03 | absent_unexcused |
left       | A         | 2025-09-01 | present          |
left       | A         | 2025-09-02 | absent_unexcused |

attendance_years
student_id | school_id | school_year | days_absent | days_absent_unexcused
one        | A         | 2025-26     | 99          | 99
total      | A         | 2025-26     | 12.5        | 5
part       | A         | 2025-26     | 10          | 4
part       | B         | 2025-26     | 6           |
unknown    | A         | 2025-26     | 7           |
"""

facts = (
    Fact(
        name="days_absent_reason_known",
        title="Days absent with a known reason",
        unit="school days",
        of="school_days",
        take="sum",
        value=when(col("days_unexcused").is_known(), col("days_absent")),
        reads={
            "attendance": ("status",),
            "attendance_years": ("days_absent", "days_absent_unexcused"),
        },
        rule=(
            "Days absent of which the records say how many were unexcused: what a share of "
            "unexcused days is a share of. A total that leaves the unexcused days empty is not "
            "among them."
        ),
        source="Forwhom: days of unknown kind are in neither part of a share",
        examples=RECORDS
        + """
        expected in the district
        student_id | school_year | days_absent_reason_known
        one        | 2025-26     | 4
        two        | 2025-26     | 2
        left       | 2025-26     | 0
        total      | 2025-26     | 12.5
        part       | 2025-26     | 10
        unknown    | 2025-26     |
        """,
    ),
    Fact(
        name="days_absent_unexcused",
        title="Days absent without excuse",
        unit="school days",
        of="school_days",
        take="sum",
        value=col("days_unexcused"),
        reads={"attendance": ("status",), "attendance_years": ("days_absent_unexcused",)},
        rule=(
            "Days absent that the school recorded as unexcused. Of a day in two schools, both must "
            "say so. A day suspended out of school is absent and is not unexcused."
        ),
        source=(
            "California DataQuest, absenteeism by reason: excused, unexcused, out-of-school "
            "suspension, incomplete independent study"
        ),
        examples=RECORDS
        + """
        expected in the district
        student_id | school_year | days_absent_unexcused
        one        | 2025-26     | 1
        two        | 2025-26     | 1
        left       | 2025-26     | 0
        total      | 2025-26     | 5
        part       | 2025-26     | 4
        unknown    | 2025-26     |

        expected in schools
        student_id | school_id | school_year | days_absent_unexcused
        two        | A         | 2025-26     | 3
        two        | B         | 2025-26     | 0
        """,
    ),
)
