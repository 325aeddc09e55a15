"""Children, events and records made up for tests of causes, with what was planted in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from forwhom.causes import Evidence, Records
from forwhom.data.engine import DuckDB
from forwhom.disparities.search.children import Children
from forwhom.disparities.search.contrast import Contrasts
from forwhom.results.finding import Finding
from tests.backends.records import Records as Rows

YEAR = "2025-26"
GRADES = ["6", "7", "8"]


def children_of(
    measure: str,
    group: np.ndarray,
    school: np.ndarray,
    grade: np.ndarray,
    outcome: np.ndarray,
    home: np.ndarray | None = None,
) -> Children:
    """Children in the order given; the group is sex=Female."""
    pairs, stratum = np.unique(school * len(GRADES) + grade, return_inverse=True)
    return Children(
        codes={"sex": group.astype(np.int64), "grade": grade.astype(np.int64)},
        values={"sex": ["Male", "Female"], "grade": GRADES},
        stratum=stratum.astype(np.int64),
        schools=pairs // len(GRADES),
        grades=pairs % len(GRADES),
        school_ids=[f"S{number}" for number in range(int(school.max()) + 1)],
        household=home,
        outcome={measure: outcome.astype(float)},
        students=pa.chunked_array([[f"c{number}" for number in range(len(group))]]),
    )


def finding(measure: str, **other: Any) -> Finding:
    return Finding.of_row(
        {
            "measure": measure, "school_year": YEAR, "place_type": "district",
            "place_id": "district", "group": "sex=Female", "compared_with": "others",
            "students_to_parity": 0, "rate": 0.0, "comparison_rate": 0.0, "difference": 0.0,
            "difference_low": None, "difference_high": None, "ratio": None, "n": 1, "count": 1,
            **other,
        }
    )  # fmt: skip


def evidence_of(
    children: Children, entry: Mapping[str, Any], records: Records | None = None
) -> Evidence:
    """All children of the district, for a finding on women and girls."""
    contrasts = Contrasts(children, frozenset())
    return Evidence.of(finding(str(entry["name"])), entry, contrasts, records)


def records_of(
    engine: DuckDB, tables: Mapping[str, list[dict[str, Any]]], children: Children, **told: Any
) -> Records:
    """The records behind the children; one enrollment says which year it is."""
    enrolled = {"student_id": "c0", "school_id": "S0", "school_year": YEAR, "grade": "6"}
    return Records(Rows({"enrollments": [enrolled], **tables}).on(engine), children, **told)


def incidents_of(child: np.ndarray, kind: np.ndarray, names: list[str]) -> dict[str, list[Any]]:
    """One incident a child and behavior: in October, in class, at ten."""
    rows = list(zip(child.tolist(), kind.tolist(), strict=True))
    happened = [
        {"incident_id": f"i{n}", "school_id": "S0", "date": date(2025, 10, 1 + n % 28),
         "time": "10:15", "place": "classroom", "school_year": YEAR}
        for n in range(len(rows))
    ]  # fmt: skip
    named = [
        {"incident_id": f"i{n}", "student_id": f"c{who}", "role": "offender", "behavior": names[k]}
        for n, (who, k) in enumerate(rows)
    ]
    return {"incidents": happened, "incident_students": named}


def section(**told: Any) -> dict[str, Any]:
    """A [[tried]] of forwhom.toml."""
    return {"name": "Circles", "schools": ["0101"], "since": "2024-25", **told}
