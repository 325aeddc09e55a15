"""Where a child with a disability is taught: setting."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="Special education setting",
    unit="setting",
    of="placements",
    take="first",
    value=col("setting"),
    rule="The setting recorded for the year; one a child and year. Unknown without a placement.",
    source="IDEA section 618; EDFacts file specification FS002: educational environments",
    examples="""
    enrollments
    student_id | school_id | school_year
    one        | A         | 2025-26
    one        | A         | 2024-25
    none       | A         | 2025-26

    placements
    student_id | school_year | setting
    one        | 2025-26     | regular_under_40

    expected in the district
    student_id | school_year | placement_setting
    one        | 2025-26     | regular_under_40
    one        | 2024-25     |
    none       | 2025-26     |

    expected in schools
    student_id | school_id | school_year | placement_setting
    one        | A         | 2025-26     | regular_under_40
    """,
)
