"""Took the state test in math, in reading: 0 or 1."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

SOURCE = (
    "ESEA section 1111(c)(4)(E), 20 USC 6311(c)(4)(E): all students enrolled are counted, and "
    "95 percent are to be tested; EDFacts FS185 and FS188: students enrolled during the "
    "testing window, by whether they participated"
)
EXAMPLES = """
enrollments
student_id | school_id | school_year | grade | entry_date | exit_date
took       | A         | 2025-26     | 5     | 2025-08-15 |
made_up    | A         | 2025-26     | 5     | 2025-08-15 |
absent     | A         | 2025-26     | 5     | 2025-08-15 |
no_row     | A         | 2025-26     | 5     | 2025-08-15 |
moved      | A         | 2025-26     | 5     | 2025-08-15 | 2026-01-31
moved      | B         | 2025-26     | 5     | 2026-02-01 |
left       | A         | 2025-26     | 5     | 2025-08-15 | 2026-02-27
grade_2    | A         | 2025-26     | 2     | 2025-08-15 |
screened   | A         | 2025-26     | 2     | 2025-08-15 |
says_not   | A         | 2025-26     | 5     | 2025-08-15 |

assessments
student_id | school_year | subject     | kind     | scale_score | tested | date
took       | 2025-26     | mathematics | state    | 455         |        | 2026-04-10
made_up    | 2025-26     | mathematics | state    |             | no     | 2026-04-10
made_up    | 2025-26     | mathematics | state    | 410         | yes    | 2026-05-12
absent     | 2025-26     | mathematics | state    |             | no     |
moved      | 2025-26     | mathematics | state    | 430         | yes    | 2026-04-11
screened   | 2025-26     | mathematics | screener | 300         | yes    | 2026-04-10
says_not   | 2025-26     | mathematics | state    |             |        | 2026-04-10

expected in the district
student_id | school_year | tested_mathematics
took       | 2025-26     | 1
made_up    | 2025-26     | 1
absent     | 2025-26     | 0
no_row     | 2025-26     | 0
moved      | 2025-26     | 1
left       | 2025-26     |
grade_2    | 2025-26     |
screened   | 2025-26     |
says_not   | 2025-26     |

expected in schools
school_id | student_id | school_year | tested_mathematics
B         | moved      | 2025-26     | 1
A         | no_row     | 2025-26     | 0
"""


def _tested(subject: str, said: str) -> Fact:
    return Fact(
        name=f"tested_{subject}",
        title=f"Took the state test in {said}",
        unit="0 or 1",
        of="test_participation",
        take="any",
        value=col("tested"),
        where=col("subject") == subject,
        rule=(
            f"Whether a child who was to take the state test in {said} took it. A child was to "
            "take it who has a row in the test's records, or was enrolled from its first to its "
            "last day in a grade that is tested here; such a child without a row was not tested. "
            "A row that says neither yes nor no, and holds no result, leaves it unknown. Where no "
            "test has a day, April 15 stands for the days of testing. A grade is tested from the "
            "share `testing.tested_grade_share` of its children on."
        ),
        source=SOURCE,
        examples=EXAMPLES.replace("mathematics", subject),
    )


facts = (_tested("mathematics", "math"), _tested("reading", "reading"))
