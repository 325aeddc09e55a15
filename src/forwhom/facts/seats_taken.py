"""What the seats of a year say: college level, F marks in core courses, credits earned."""

from forwhom.data.expressions import col, when
from forwhom.facts.fact import Fact

CORE = ["english", "reading", "mathematics", "science", "social_science", "social science"]
RECORDS = """
enrollments
student_id | school_id | school_year
one        | A         | 2025-26
two        | A         | 2025-26

courses
course_id | subject        | level   | algebra_1
ALG       | mathematics    | regular | yes
APL       | English        | ap      | no
ART       | arts           | regular | no
HIS       | social_science | regular | no

sections
section_id | course_id | school_id | school_year
1          | ALG       | A         | 2025-26
2          | APL       | A         | 2025-26
3          | ART       | A         | 2025-26
4          | HIS       | A         | 2025-26

seats
section_id | student_id | mark | credits_tried | credits_earned
1          | one        | f    | 0.5           | 0
2          | one        | B+   | 0.5           | 0.5
3          | one        | F    | 0.5           | 0
4          | one        | F    | 0.5           | 0
3          | two        | A    | 0.5           | 0.5
"""

facts = (
    Fact(
        name="college_level_seat",
        title="Sat in a college-level course",
        unit="0 or 1",
        of="seats",
        take="any",
        value=when(
            col("level").is_known(), when(col("level").is_one_of(["ap", "ib", "dual"]), 1, 0)
        ),
        rule=(
            "Whether any course of the year was Advanced Placement, International "
            "Baccalaureate or dual enrollment. A child without seats has no value."
        ),
        source=(
            "Civil Rights Data Collection: students in Advanced Placement, International "
            "Baccalaureate and dual enrollment courses"
        ),
        examples=RECORDS
        + """
        expected in the district
        student_id | school_year | college_level_seat
        one        | 2025-26     | 1
        two        | 2025-26     | 0
        """,
    ),
    Fact(
        name="core_failures",
        title="Semester F marks in core courses",
        unit="marks",
        of="seats",
        take="sum",
        value=when((col("mark") == "F") & col("subject").is_one_of(CORE), 1, 0),
        rule=(
            "Marks of F in English, mathematics, science or social science. Each seat is one "
            "semester mark."
        ),
        source=("University of Chicago Consortium on School Research, on-track indicator"),
        examples=RECORDS
        + """
        expected in the district
        student_id | school_year | core_failures
        one        | 2025-26     | 2
        two        | 2025-26     | 0
        """,
    ),
    Fact(
        name="credits_earned",
        title="Credits earned",
        unit="full credits",
        of="seats",
        take="sum",
        value=col("credits_earned"),
        rule=(
            "Credits of all the child's seats in the year, at every school. A child without "
            "seats has no value."
        ),
        source=("University of Chicago Consortium on School Research, on-track indicator"),
        examples=RECORDS
        + """
        expected in the district
        student_id | school_year | credits_earned
        one        | 2025-26     | 0.5
        two        | 2025-26     | 0.5
        """,
    ),
)
