"""Referrals to law enforcement: how many in the year."""

from forwhom.data.expressions import col
from forwhom.facts.events.removals import kind_told
from forwhom.facts.fact import Fact

fact = Fact(
    title="Referrals to law enforcement",
    unit="referrals",
    of="removals",
    take="sum",
    value=col("times"),
    where=col("kind") == "law_enforcement",
    none_means=0,
    reads={"consequences": ("kind",), "discipline_years": ("law_enforcement",)},
    recorded=kind_told("law_enforcement", "law_enforcement"),
    rule=(
        "Times the school told a law enforcement agency of the child's act. A district whose "
        "records never name one perhaps does not keep them there: then the number is unknown."
    ),
    source=(
        "Civil Rights Data Collection 2021-22: reported by a school official to any law "
        "enforcement agency, as quoted by Infinite Campus"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year
    one        | A         | 2025-26
    one        | B         | 2025-26
    none       | A         | 2025-26
    total      | A         | 2024-25
    zero       | A         | 2024-25
    never      | A         | 2023-24

    incidents
    incident_id | school_id | date
    1           | A         | 2025-09-08
    2           | A         | 2025-09-08
    3           | A         | 2025-11-03

    consequences
    incident_id | student_id | kind                     | start_date
    1           | one        | law_enforcement          | 2025-09-09
    2           | one        | law_enforcement          | 2025-09-09
    3           | one        | law_enforcement          |
    3           | none       | out_of_school_suspension |

    discipline_years
    student_id | school_year | out_of_school_days | law_enforcement
    total      | 2024-25     | 4                  | yes
    zero       | 2024-25     | 4                  | no
    never      | 2023-24     | 4                  |

    expected in the district
    student_id | school_year | law_enforcement_referrals
    one        | 2025-26     | 2
    none       | 2025-26     | 0
    total      | 2024-25     | 1
    zero       | 2024-25     | 0
    never      | 2023-24     |

    expected in schools
    student_id | school_id | school_year | law_enforcement_referrals
    one        | A         | 2025-26     | 2
    one        | B         | 2025-26     | 0
    """,
)
