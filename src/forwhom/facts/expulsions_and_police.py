"""Expulsions, and referrals to law enforcement: how many in the year."""

from forwhom.data.expressions import col
from forwhom.facts.events.removals import kind_told
from forwhom.facts.fact import Fact

EXAMPLES = """
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
1           | one        | {kind}                   | 2025-09-09
2           | one        | {kind}                   | 2025-09-09
3           | one        | {kind}                   |
3           | none       | out_of_school_suspension |

discipline_years
student_id | school_year | out_of_school_days | {column}
total      | 2024-25     | 4                  | yes
zero       | 2024-25     | 4                  | no
never      | 2023-24     | 4                  |

expected in the district
student_id | school_year | {fact}
one        | 2025-26     | 2
none       | 2025-26     | 0
total      | 2024-25     | 1
zero       | 2024-25     | 0
never      | 2023-24     |

expected in schools
student_id | school_id | school_year | {fact}
one        | A         | 2025-26     | 2
one        | B         | 2025-26     | 0
"""


def _times(name: str, kind: str, column: str, **words: str) -> Fact:
    """How often a kind of consequence was reported; `column` tells it in a year's totals."""
    return Fact(
        name=name,
        of="removals",
        take="sum",
        value=col("times"),
        where=col("kind") == kind,
        none_means=0,
        reads={"consequences": ("kind",), "discipline_years": (column,)},
        recorded=kind_told(kind, column),
        examples=EXAMPLES.format(fact=name, kind=kind, column=column),
        **words,
    )


facts = (
    _times(
        "expulsions",
        "expulsion",
        "expelled",
        title="Expulsions",
        unit="expulsions",
        rule=(
            "Expulsions in the year; two reports of one event count once. A district whose records "
            "never name an expulsion perhaps does not keep them there: then the number is unknown."
        ),
        source=(
            "Civil Rights Data Collection: expulsion, removed for the remainder of the school year "
            "or longer"
        ),
    ),
    _times(
        "law_enforcement_referrals",
        "law_enforcement",
        "law_enforcement",
        title="Referrals to law enforcement",
        unit="referrals",
        rule=(
            "Times the school told a law enforcement agency of the child's act. A district whose "
            "records never name one perhaps does not keep them there: then the number is unknown."
        ),
        source=(
            "Civil Rights Data Collection 2021-22: reported by a school official to any law "
            "enforcement agency, as quoted by Infinite Campus"
        ),
    ),
)
