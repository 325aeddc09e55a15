"""Long-term English learner: 0 or 1."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

fact = Fact(
    title="Long-term English learner",
    unit="0 or 1",
    of="english_status",
    take="any",
    value=col("long_term"),
    rule=(
        "Of the children who are learning English on census day, those whom the district's "
        "records mark as long-term. Unknown for all other children, and in a year in which no "
        "child is marked. The mark is the student system's: California has two rules for it."
    ),
    source=(
        "California Education Code 313.1: grades 6 to 12, six years or more in schools of the "
        "United States, and no progress for two years or more (used by CALPADS and DataQuest); "
        "Education Code 52052: not yet proficient within seven years of the first "
        "classification (used by the School Dashboard)"
    ),
    examples="""
    enrollments
    student_id | school_id | school_year
    learning   | A         | 2024-25
    learning   | A         | 2025-26
    long       | A         | 2025-26
    never      | A         | 2025-26
    later      | A         | 2025-26

    student_groups
    student_id | dimension       | value     | start_date | school_year
    learning   | english_learner | Current   |            | 2024-25
    learning   | english_learner | Current   |            | 2025-26
    long       | english_learner | Long-term | 2018-09-01 |
    never      | english_learner | Never     |            | 2025-26
    later      | english_learner | Current   | 2025-10-02 |

    expected in the district
    student_id | school_year | long_term_learner
    learning   | 2025-26     | 0
    long       | 2025-26     | 1
    never      | 2025-26     |
    later      | 2025-26     |

    expected in schools
    student_id | school_id | school_year | long_term_learner
    long       | A         | 2025-26     | 1
    """,
)
