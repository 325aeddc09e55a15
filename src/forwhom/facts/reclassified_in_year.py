"""Reclassified as fluent in English during the year: 0 or 1."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="Reclassified as fluent in English during the year",
    unit="0 or 1",
    of="english_status",
    take="any",
    value=col("reclassified"),
    rule=(
        "Of the children whose last status of the year before was English learner, current or "
        "long-term, those whose last status of this year is reclassified. Unknown for all other "
        "children, for a child without a status this year, and in a year in which no child is "
        "recorded as reclassified."
    ),
    source=(
        "CALPADS glossary, Reclassified Fluent English Proficient (RFEP) Count: the status "
        "changed from English learner within the year, July 1 to June 30; California "
        "Department of Education, DataQuest: of the English learners of the fall before"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year
    year       | A         | 2025-26
    still      | A         | 2025-26
    dated      | A         | 2024-25
    dated      | A         | 2025-26
    new        | A         | 2025-26
    untold     | A         | 2025-26

    student_groups
    student_id | dimension       | value        | start_date | end_date   | school_year
    year       | english_learner | Current      |            |            | 2024-25
    year       | english_learner | Reclassified |            |            | 2025-26
    still      | english_learner | Current      |            |            | 2024-25
    still      | english_learner | Long-term    |            |            | 2025-26
    dated      | english_learner | Current      | 2020-09-01 | 2026-01-31 |
    dated      | english_learner | Reclassified | 2026-02-01 |            |
    new        | english_learner | Current      | 2025-09-01 |            |
    untold     | english_learner | Current      |            |            | 2024-25

    expected in the district
    student_id | school_year | reclassified_in_year
    year       | 2025-26     | 1
    still      | 2025-26     | 0
    dated      | 2025-26     | 1
    dated      | 2024-25     |
    new        | 2025-26     |
    untold     | 2025-26     |
    """,
)
