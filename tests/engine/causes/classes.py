"""Made-up children in schools, grades and classes, with seats on record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from forwhom.causes import Evidence, Records
from forwhom.data.engine import Engine
from forwhom.data.store import Tables
from forwhom.data.tables import TABLES
from forwhom.disparities.search.children import Children
from forwhom.results.finding import Finding

YEAR = "2025-26"
SHARE: Mapping[str, Any] = {"name": "chronic_absence", "kind": "share", "domain": "attendance"}
SCORE: Mapping[str, Any] = {
    "name": "score_reading",
    "kind": "score",
    "domain": "achievement",
    "unit": None,
    "says": "took the state reading test",
}


def finding(measure: str) -> Finding:
    return Finding.of_row(
        {
            "measure": measure, "school_year": YEAR, "place_type": "district",
            "place_id": "district", "group": "sex=Female", "compared_with": "others",
            "students_to_parity": 0, "rate": 0.0, "comparison_rate": 0.0, "difference": 0.0,
            "difference_low": None, "difference_high": None, "ratio": None, "n": 1, "count": 1,
        }
    )  # fmt: skip


def children(school: np.ndarray, grade: np.ndarray, mine: np.ndarray) -> Children:
    """Children S0, S1, … of these schools (0, 1, …) and grades (6, 7, …), in the group or not."""
    many = int(grade.max()) + 1
    pairs, stratum = np.unique(school * many + grade, return_inverse=True)
    return Children(
        codes={"sex": mine.astype(np.int64), "grade": grade.astype(np.int64)},
        values={"sex": ["Male", "Female"], "grade": [str(6 + at) for at in range(many)]},
        stratum=stratum.astype(np.int64),
        schools=pairs // many,
        grades=pairs % many,
        school_ids=[f"A{at}" for at in range(int(school.max()) + 1)],
        household=None,
        outcome={},
        students=pa.chunked_array([[f"S{at}" for at in range(len(school))]]),
    )


def tables(engine: Engine, rows: Mapping[str, list[dict[str, object]]]) -> Tables:
    """These rows as a district's tables."""
    return Tables(engine, {name: engine.rows(TABLES[name], found) for name, found in rows.items()})


def seats(engine: Engine, child: np.ndarray, room: np.ndarray) -> Tables:
    """A seat for each pair of a child and a class."""
    sections = [
        {"section_id": f"R{at}", "course_id": "C", "school_id": "A", "school_year": YEAR}
        for at in np.unique(room)
    ]
    taken = [
        {"section_id": f"R{r}", "student_id": f"S{c}"} for c, r in zip(child, room, strict=True)
    ]
    return tables(engine, {"sections": sections, "seats": taken})


def evidence(
    who: Children,
    outcome: np.ndarray,
    measure: Mapping[str, Any] = SHARE,
    records: Tables | None = None,
) -> Evidence:
    """The group against all others."""
    mine = who.codes["sex"] == 1
    known = ~np.isnan(outcome)
    opened = None if records is None else Records(records, who)
    told = finding(measure["name"])
    return Evidence(told, measure, who, mine & known, ~mine & known, outcome, opened)
