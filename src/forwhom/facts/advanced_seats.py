"""Sat in advanced mathematics, in advanced science: 0 or 1."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

EXAMPLES = """
enrollments
student_id | school_id | school_year
yes        | A         | 2025-26
other      | A         | 2025-26
unsaid     | A         | 2025-26
both       | A         | 2025-26
elsewhere  | A         | 2025-26
seatless   | A         | 2025-26

courses
course_id  | subject
{advanced} | {subject}
{plain}    | {subject}
{unsure}   | {subject}
ART        | arts

course_codes
course_id  | advanced_{subject} | sure
{advanced} | yes                |
{plain}    | no                 | yes
{unsure}   | yes                | no

sections
section_id | course_id  | school_id | school_year
1          | {advanced} | A         | 2025-26
2          | {plain}    | A         | 2025-26
3          | {unsure}   | A         | 2025-26
4          | ART        | A         | 2025-26

seats
section_id | student_id
1          | yes
2          | yes
2          | other
3          | unsaid
4          | unsaid
1          | both
3          | both
4          | elsewhere

expected in the district
student_id | school_year | advanced_{subject}_seat
yes        | 2025-26     | 1
other      | 2025-26     | 0
unsaid     | 2025-26     |
both       | 2025-26     | 1
elsewhere  | 2025-26     | 0
seatless   | 2025-26     |
"""


def _seat(subject: str, courses: tuple[str, str, str], *, rule: str, source: str) -> Fact:
    """`courses` are the examples': an advanced one, one that is not, one not looked at yet."""
    advanced, plain, unsure = courses
    return Fact(
        name=f"advanced_{subject}_seat",
        title=f"Sat in advanced {subject}",
        unit="0 or 1",
        of="advanced_courses",
        take="any",
        value=col(f"advanced_{subject}"),
        rule=rule,
        source=source,
        examples=EXAMPLES.format(subject=subject, advanced=advanced, plain=plain, unsure=unsure),
    )


facts = (
    _seat(
        "mathematics",
        ("CALC", "ALG", "QR"),
        rule=(
            "Whether any course of the year was mathematics beyond Algebra II: trigonometry, "
            "analytic geometry, mathematical analysis, precalculus, probability and statistics, or "
            "calculus. The table of course codes says which courses are. A course of another "
            "subject is not one. A child with a mathematics course of which nothing is said, and "
            "none that is advanced, has no value."
        ),
        source=(
            "Civil Rights Data Collection: students in advanced mathematics and in calculus, "
            "grades 9 to 12; National Academies, Monitoring Educational Equity (2019), indicator "
            "11"
        ),
    ),
    _seat(
        "science",
        ("CHEM", "BIO", "SCI"),
        rule=(
            "Whether any course of the year was chemistry, physics, or a science course at college "
            "level (AP, IB, dual enrollment). The table of course codes says which courses are. A "
            "course of another subject is not one. A child with a science course of which nothing "
            "is said, and none that is advanced, has no value."
        ),
        source=(
            "Civil Rights Data Collection: students in chemistry and in physics, and in AP "
            "science, grades 9 to 12; Office for Civil Rights, Data Snapshot: College and Career "
            "Readiness (2014): high-level mathematics and science"
        ),
    ),
)
