"""The last state test of the year: whether the standard was met, and the scale score."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

SOURCE = (
    "34 CFR 200.2 and ESEA 1111(b)(2): state assessments in reading or language arts "
    "and mathematics"
)
EXAMPLES = """
enrollments
student_id | school_id | school_year
one        | A         | 2025-26
absent     | A         | 2025-26

assessments
student_id | school_year | subject     | kind    | scale_score | proficient | tested | date
one        | 2025-26     | mathematics | state   | 410.5       | no         | yes    | 2026-04-10
one        | 2025-26     | mathematics | state   | 455         | yes        | yes    | 2026-05-12
one        | 2025-26     | mathematics | interim | 300         | no         | yes    | 2026-06-01
absent     | 2025-26     | mathematics | state   |             |            | no     |

expected in the district
student_id | school_year | {fact}
one        | 2025-26     | {value}
absent     | 2025-26     |
"""


def _proficient(subject: str) -> Fact:
    return Fact(
        name=f"proficient_{subject}",
        title=f"Met the standard in {subject}",
        unit="0 or 1",
        of="state_tests",
        take="any",
        value=col("proficient"),
        where=col("subject") == subject,
        rule=(
            f"Whether the last state test in {subject} of the year met the standard. A child who "
            "was not tested has no value."
        ),
        source=SOURCE,
        examples=_examples(f"proficient_{subject}", subject, 1),
    )


def _score(subject: str) -> Fact:
    return Fact(
        name=f"score_{subject}",
        title=f"Scale score in {subject}",
        unit="scale score points",
        of="state_tests",
        take="any",
        value=col("scale_score"),
        where=col("subject") == subject,
        rule=(
            f"The scale score of the last state test in {subject} of the year. A child who was "
            "not tested has no value."
        ),
        source=SOURCE,
        examples=_examples(f"score_{subject}", subject, 455),
    )


def _examples(fact: str, subject: str, value: int) -> str:
    return EXAMPLES.format(fact=fact, value=value).replace("| mathematics", f"| {subject}")


SUBJECTS = ("mathematics", "reading")
facts = (*map(_proficient, SUBJECTS), *map(_score, SUBJECTS))
