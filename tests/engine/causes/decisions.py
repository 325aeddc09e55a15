"""Made-up decisions on the engine: who did what when, what followed, and the evidence of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from forwhom.causes import Evidence
from forwhom.causes import Records as Opened
from forwhom.data.engine import Engine
from forwhom.data.settings import Settings
from forwhom.disparities.search.children import Children
from forwhom.results.finding import Finding
from tests.backends.records import Records, Row

YEAR = "2025-26"
SUSPENDED = {"name": "suspended", "kind": "share", "domain": "discipline", "says": "were suspended"}
Given = tuple[tuple[str, float | None], ...]  # kinds with their days


@dataclass(frozen=True)
class Decision:
    """One child in one incident; children whose name begins with `g` are the group."""

    child: str
    behavior: str
    given: Given = ()
    day: int = 0  # days after September 1
    role: str = "offender"
    apart: int = 0  # days between the beginnings of what followed


def evidence_of(
    decisions: Sequence[Decision],
    engine: Engine,
    *,
    matrix: str = "",
    what_if: str = "",
    children: Sequence[str] = (),
    measure: Row | None = None,
    outcome: Sequence[float] | None = None,
) -> Evidence:
    """The evidence of a finding about the group, on tables made of these decisions.

    Each decision is an incident of its own. The outcome is whether a child was suspended at all.
    """
    names = sorted({*children, *(one.child for one in decisions)})
    tables = Records(_tables(decisions, names)).on(engine)
    whole = children_of(names, _suspended(decisions, names) if outcome is None else outcome)
    declared, proposed = Settings.from_text(matrix).declared, Settings.from_text(what_if).declared
    group = whole.codes["sex"] == 1
    told = measure or SUSPENDED
    return Evidence(
        finding=_finding(told["name"]),
        measure=told,
        children=whole,
        group=group,
        others=~group,
        outcome=whole.outcome[told["name"] if told["name"] in whole.outcome else "suspended"],
        records=Opened(tables, whole, declared, proposed, "proposal.toml"),
    )


def children_of(names: Sequence[str], outcome: Sequence[float]) -> Children:
    """One row a child, all of one school and grade."""
    n = len(names)
    return Children(
        codes={"sex": np.array([int(name[0] == "g") for name in names], np.int64)},
        values={"sex": ["Male", "Female"]},
        stratum=np.zeros(n, np.int64),
        schools=np.zeros(1, np.int64),
        grades=np.zeros(1, np.int64),
        school_ids=["A"],
        household=None,
        outcome={"suspended": np.asarray(outcome, float)},
        students=pa.chunked_array([pa.array(names)]),
    )


def _suspended(decisions: Sequence[Decision], names: Sequence[str]) -> list[float]:
    kinds = ("in_school_suspension", "out_of_school_suspension")
    hit = {one.child for one in decisions for kind, _ in one.given if kind in kinds}
    return [float(name in hit) for name in names]


def _tables(decisions: Sequence[Decision], names: Sequence[str]) -> dict[str, list[Row]]:
    incidents, named, given = [], [], []
    for number, one in enumerate(decisions):
        day = date(2025, 9, 1) + timedelta(days=one.day)
        key: dict[str, Any] = {"incident_id": f"I{number}"}
        incidents.append({**key, "school_id": "A", "date": day, "school_year": YEAR})
        named.append({**key, "student_id": one.child, "role": one.role, "behavior": one.behavior})
        given += [
            {**key, "student_id": one.child, "kind": kind, "days": days,
             "start_date": day + timedelta(days=one.apart * place)}
            for place, (kind, days) in enumerate(one.given)
        ]  # fmt: skip
    stay = {"school_id": "A", "school_year": YEAR, "grade": "8"}
    return {
        "schools": [{"school_id": "A", "name": "Alder"}],
        "students": [{"student_id": name} for name in names],
        "enrollments": [{"student_id": name, **stay} for name in names],
        "incidents": incidents,
        "incident_students": named,
        "consequences": given,
    }


def _finding(measure: str) -> Finding:
    return Finding.of_row(
        {
            "measure": measure, "school_year": YEAR, "place_type": "district",
            "place_id": "district", "group": "sex=Female", "compared_with": "others",
            "students_to_parity": 0, "rate": 0.0, "comparison_rate": 0.0, "difference": 0.0,
            "difference_low": None, "difference_high": None, "ratio": None, "n": 1, "count": 1,
        }
    )  # fmt: skip
