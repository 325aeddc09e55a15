"""Started a support that was due: 0 or 1."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="Started a support that was due",
    unit="0 or 1",
    of="support_steps",
    take="any",
    value=col("started"),
    rule=(
        "Supports are tutoring, counseling and mentoring. One is due to a child who was found "
        "eligible, told of it, offered it, or who accepted or declined it in the year; it is "
        "started when the child started or completed it, or has a row without a step. 1 for a "
        "child who started any that was due. Unknown for a child to whom none was due, and in a "
        "year in which nobody is recorded to have started."
    ),
    source=(
        "National Academies, Monitoring Educational Equity (2019), indicators 13 and 16: access "
        "to and participation in supports, the one as well as the other"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year
    started    | A         | 2025-26
    offered    | A         | 2025-26
    declined   | A         | 2025-26
    walked in  | A         | 2025-26
    gifted     | A         | 2025-26
    offered    | A         | 2024-25

    programs
    student_id | program   | step     | school_year
    started    | tutoring  | eligible | 2025-26
    started    | tutoring  | started  | 2025-26
    offered    | tutoring  | offered  | 2025-26
    offered    | tutoring  | offered  | 2024-25
    declined   | mentoring | declined | 2025-26
    walked in  | tutoring  | started  | 2025-26
    gifted     | gifted    | offered  | 2025-26

    expected in the district
    student_id | school_year | support_started
    started    | 2025-26     | 1
    offered    | 2025-26     | 0
    offered    | 2024-25     |
    declined   | 2025-26     | 0
    walked in  | 2025-26     |
    gifted     | 2025-26     |
    """,
)
