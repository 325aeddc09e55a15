"""A made-up district whose children pass gates with known chances: referral, suspension, out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from forwhom.causes import CAUSES, Evidence
from forwhom.data.engine import DuckDB
from forwhom.data.settings import Settings
from forwhom.results.explanation import Explanation
from tests.engine.causes.made import YEAR, children_of, evidence_of, records_of

DAY = date(2025, 10, 1)
IN, OUT = "in_school_suspension", "out_of_school_suspension"
Chances = tuple[float, float]  # of the group, of all others
EQUAL: Chances = (0.5, 0.5)


def measure(name: str, better: str = "lower", **more: Any) -> dict[str, Any]:
    """A measure's entry, as audit.json has it."""
    return {"name": name, "kind": "share", "better": better, "domain": "x", "says": "x", **more}


def went(
    *gates: Chances, n: int = 2500, seed: int = 1, share: float = 0.4
) -> tuple[np.ndarray, np.ndarray]:
    """Who is of the group, and how many of the gates each child passed."""
    rng = np.random.default_rng(seed)
    mine = rng.random(n) < share
    reached, on = np.zeros(n, np.int64), np.ones(n, bool)
    for chances in gates:
        on = on & (rng.random(n) < np.where(mine, *chances))
        reached += on
    return mine, reached


def enrolled(n: int, school: np.ndarray | None = None) -> list[dict[str, Any]]:
    """A stay for each child."""
    at = np.zeros(n, np.int64) if school is None else school
    return [
        {"student_id": f"c{i}", "school_id": f"S{at[i]}", "school_year": YEAR, "grade": "7"}
        for i in range(n)
    ]


def disciplined(reached: np.ndarray) -> dict[str, list[dict[str, Any]]]:
    """Records of children who were 1 referred, 2 suspended, 3 sent out of school."""
    there = np.flatnonzero(reached)
    kinds = {1: "restorative", 2: IN, 3: OUT}
    return {
        "enrollments": enrolled(len(reached)),
        "incidents": [
            {"incident_id": f"i{c}", "school_id": "S0", "date": DAY, "school_year": YEAR}
            for c in there
        ],
        "incident_students": [
            {"incident_id": f"i{c}", "student_id": f"c{c}", "role": "offender"} for c in there
        ],
        "consequences": [
            {"incident_id": f"i{c}", "student_id": f"c{c}", "kind": kinds[int(reached[c])],
             "start_date": DAY, "days": 2.0 if reached[c] > 1 else None}
            for c in there
        ],
    }  # fmt: skip


def of_discipline(
    engine: DuckDB, mine: np.ndarray, reached: np.ndarray, name: str = "suspended", own: str = ""
) -> Evidence:
    """A finding on this measure of discipline, on records of how far children came."""
    passed = {"referred": 1, "suspended": 2, "suspended_out_of_school": 3}
    outcome = (reached >= passed[name]).astype(float)
    return evidence(engine, measure(name), mine, outcome, disciplined(reached), own)


def evidence(
    engine: DuckDB,
    entry: dict[str, Any],
    mine: np.ndarray,
    outcome: np.ndarray,
    tables: dict[str, list[dict[str, Any]]],
    own: str = "",
    school: np.ndarray | None = None,
) -> Evidence:
    """A finding on girls, and the records behind it; `own` is what stands in forwhom.toml."""
    place = np.zeros(len(mine), np.int64) if school is None else school
    children = children_of(str(entry["name"]), mine, place, np.ones(len(mine), np.int64), outcome)
    tables = {"enrollments": enrolled(len(mine), school), **tables}
    told = Settings.from_text(own).declared
    return evidence_of(children, entry, records_of(engine, tables, children, declared=told))


def in_program(program: str, steps: Sequence[str], reached: np.ndarray) -> list[dict[str, Any]]:
    """A row for each step that a child came to."""
    return [
        {"student_id": f"c{c}", "program": program, "step": step, "school_year": YEAR}
        for c in range(len(reached))
        for step in steps[: reached[c]]
    ]


def told(evidence: Evidence) -> Explanation:
    """What the funnel says of it."""
    return CAUSES["gates"].of(evidence)
