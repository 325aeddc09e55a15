"""Made-up rows of the shape of DisImpact's benchmark: 20,000 students in each of 200 colleges.

As its vignette on scaling does with its own made-up `student_equity`: six ethnicities, three
genders, two cohorts for transfer and four each for mathematics and English, two goals and two kinds
of status. The same students stand in every college. Two small groups are empty in one year each, as
there: 898 result rows for each college and for all together.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

SEED = 20_171
STUDENTS, COLLEGES = 20_000, 200
ETHNICITIES = ["Asian", "Black", "Hispanic", "Multi-Ethnicity", "Native American", "White"]
GENDERS = ["Female", "Male", "Other"]
GOALS, STATUS = ["Deg/Transfer", "Other"], ["First-time College", "Other"]
OUTCOMES = {"Math": "Cohort_Math", "English": "Cohort_English", "Transfer": "Cohort"}
SMALL, LAST = 4, 2020  # the ethnicity and the year that two scenarios have no students of


def make(file: Path, students: int = STUDENTS, colleges: int = COLLEGES) -> None:
    """Write the rows, one a student and college."""
    import duckdb
    import pyarrow as pa

    base = pa.table(_columns(students))
    file.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as db:
        db.register("base", base)
        db.execute(
            "COPY (SELECT base.*, 'College ' || college AS college "
            f"FROM range(1, {colleges + 1}) AS c(college), base) TO '{file}' (FORMAT parquet)"
        )


def _columns(students: int) -> dict[str, list[object]]:
    random = np.random.default_rng(SEED)
    ethnicity = random.choice(6, students, p=[0.3, 0.1, 0.2, 0.05, 0.03, 0.32])
    gender = random.choice(3, students, p=[0.49, 0.49, 0.02])
    goal, status = random.choice(2, (2, students), p=[0.7, 0.3])
    cohort = random.choice([2017, 2018], students)
    told = {
        "Ethnicity": np.array(ETHNICITIES)[ethnicity],
        "Gender": np.array(GENDERS)[gender],
        "Ed_Goal": np.array(GOALS)[goal],
        "College_Status": np.array(STATUS)[status],
        "Cohort": cohort,
        "Transfer": random.random(students) < 0.4 + 0.1 * (ethnicity == 0),
    }
    for outcome in ("Math", "English"):
        year = cohort + random.choice(3, students, p=[0.4, 0.3, 0.3])
        few = (
            (ethnicity == SMALL) & (goal == 1) & (status == 0 if outcome == "Math" else status == 1)
        )
        year = np.where(few & (year == LAST), LAST - 1, year)
        tried = random.random(students) < 0.85
        passed = random.random(students) < 0.5 - 0.1 * (ethnicity == 1)
        told[f"Cohort_{outcome}"] = np.where(tried, year, None)
        told[outcome] = np.where(tried, passed, None)
    return {name: values.tolist() for name, values in told.items()}
