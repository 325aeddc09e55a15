"""What the peers' jobs share: the rows without what they do not use, and how to tell the time.

Imported by scripts that another Python runs, so it needs nothing of ours but its neighbor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timing import tell

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ABOUT", "OUTCOME", "read", "tell"]

# Each dimension and what it is about: two about the same are not crossed, as with ours.
ABOUT = {
    "race_ethnicity": "race",
    "race_ethnicity_california": "race",
    "ancestry": "race",
    "sex": "sex",
    "english_learner": "english",
    "disability": "disability",
    "disability_category": "disability",
    "economically_disadvantaged": "income",
    "foster": "foster",
    "homeless": "housing",
    "migrant": "migrant",
    "section_504": "disability",
    "grade": "grade",
    "grade_band": "grade",
    "home_language": "language",
}
OUTCOME = "suspended__count"


def read(rows: str) -> pd.DataFrame:
    """The dimensions as texts and one outcome, of the children whom it is counted among."""
    import pandas as pd

    among = "suspended__n"
    frame = pd.read_parquet(rows, columns=[*ABOUT, OUTCOME, among])
    frame = frame[frame[among] == 1].drop(columns=among).reset_index(drop=True)
    return frame.astype({OUTCOME: int})
