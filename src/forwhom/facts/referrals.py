"""Office referrals: incidents."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="Office referrals",
    unit="incidents",
    of="referrals",
    take="sum",
    value=col("times"),
    none_means=0,
    rule=(
        "Incidents in which the child is named as having acted. An incident counts once "
        "however many rows name the child; those harmed or watching are not counted."
    ),
    source=(
        "School-Wide Information System (PBIS): office discipline referrals are counted "
        "per student and incident"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year
    one        | A         | 2025-26
    harmed     | A         | 2025-26
    none       | A         | 2025-26

    incidents
    incident_id | school_id | date
    1           | A         | 2025-09-08
    2           | A         | 2025-09-09

    incident_students
    incident_id | student_id | role
    1           | one        | offender
    1           | harmed     | harmed
    2           | one        |

    consequences
    incident_id | student_id | kind
    1           | one        | restorative
    1           | one        | classroom

    expected in the district
    student_id | school_year | referrals
    one        | 2025-26     | 2
    harmed     | 2025-26     | 0
    none       | 2025-26     | 0
    """,
)
