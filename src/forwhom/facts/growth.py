"""Growth in math and in reading: how far a child moved among its grade, test to test."""

from forwhom.data.expressions import col
from forwhom.facts.fact import Fact

SOURCE = (
    "SAS EVAAS, gain model: scores become places in the distribution of one year and grade, "
    "and growth is the change of place (there in normal curve equivalents; a standard "
    "deviation is 21.06 of them). Castellano and Ho, A Practitioner's Guide to Growth Models "
    "(CCSSO, 2013), gain-score model"
)
EXAMPLES = """
enrollments
student_id | school_id | school_year | grade
k01        | A         | 2024-25     | 3
k01        | A         | 2025-26     | 4
k02        | A         | 2024-25     | 3
k02        | A         | 2025-26     | 4
k03        | A         | 2024-25     | 3
k03        | A         | 2025-26     | 4
k04        | A         | 2024-25     | 3
k04        | A         | 2025-26     | 4
k05        | A         | 2024-25     | 3
k05        | A         | 2025-26     | 4
k06        | A         | 2024-25     | 3
k06        | A         | 2025-26     | 4
k07        | A         | 2024-25     | 3
k07        | A         | 2025-26     | 4
k08        | A         | 2024-25     | 3
k08        | A         | 2025-26     | 4
k09        | A         | 2024-25     | 3
k09        | A         | 2025-26     | 4
k10        | A         | 2024-25     | 3
k10        | A         | 2025-26     | 4
new        | A         | 2025-26     | 4
held       | A         | 2024-25     | 4
held       | A         | 2025-26     | 4

assessments
student_id | school_year | subject     | scale_score | grade
k01        | 2024-25     | mathematics | 400         |
k01        | 2025-26     | mathematics | 520         |
k02        | 2024-25     | mathematics | 400         |
k02        | 2025-26     | mathematics | 480         |
k03        | 2024-25     | mathematics | 400         |
k03        | 2025-26     | mathematics | 480         |
k04        | 2024-25     | mathematics | 400         |
k04        | 2025-26     | mathematics | 480         |
k05        | 2024-25     | mathematics | 400         |
k05        | 2025-26     | mathematics | 480         |
k06        | 2024-25     | mathematics | 420         |
k06        | 2025-26     | mathematics | 480         |
k07        | 2024-25     | mathematics | 420         |
k07        | 2025-26     | mathematics | 520         |
k08        | 2024-25     | mathematics | 420         |
k08        | 2025-26     | mathematics | 520         |
k09        | 2024-25     | mathematics | 420         |
k09        | 2025-26     | mathematics | 520         |
k10        | 2024-25     | mathematics | 420         |
k10        | 2025-26     | mathematics | 520         |
held       | 2024-25     | mathematics | 450         |

expected in the district
student_id | school_year | growth_mathematics
k01        | 2025-26     | 200
k02        | 2025-26     | 0
k06        | 2025-26     | -200
k07        | 2025-26     | 0
k01        | 2024-25     |
new        | 2025-26     |
held       | 2025-26     |
"""


def _growth(subject: str, said: str) -> Fact:
    return Fact(
        name=f"growth_{subject}",
        title=f"Growth in {said}",
        unit="points, 100 to a standard deviation",
        of="test_growth",
        take="any",
        value=col("growth"),
        where=col("subject") == subject,
        rule=(
            f"Each state test score in {said} is first told as a place: standard deviations above "
            "or below the mean of all children on record of the same year and grade. Growth is "
            "this year's place less last year's, in points of which 100 are one standard "
            "deviation. Only a child with a score of both years, one grade apart, has a value. No "
            "scale across grades is assumed. A grade with fewer children than "
            "`growth.min_children`, or one score for all, gives no places."
        ),
        source=SOURCE,
        examples=EXAMPLES.replace("mathematics", subject),
    )


facts = (_growth("mathematics", "math"), _growth("reading", "reading"))
