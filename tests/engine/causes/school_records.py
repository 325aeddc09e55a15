"""A few children, their sections and seats, as a way of explaining gets them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike

from forwhom.causes import CAUSES, Evidence
from forwhom.causes.records import Declared
from forwhom.causes.records import Records as Opened
from forwhom.data.engine import Engine
from forwhom.disparities.search.children import Children
from forwhom.disparities.search.contrast import Contrasts
from forwhom.results.explanation import Explanation
from forwhom.results.finding import Finding
from forwhom.words.reading import words_of
from tests.backends.records import Records, typed

YEAR, BEFORE = "2025-26", "2024-25"
Lines = Sequence[Mapping[str, str]]
MEASURES: dict[str, dict[str, Any]] = {
    "college_level_course": {
        "name": "college_level_course", "domain": "access", "kind": "share",
        "says": "took a college-level course",
        "spanish": {"says": "tomaron un curso de nivel universitario"},
    },
    "proficient_reading": {
        "name": "proficient_reading", "domain": "achievement", "kind": "share",
        "says": "met the standard", "spanish": {"says": "cumplieron el estándar"},
    },
}  # fmt: skip


def children_of(
    mine: Sequence[Any],
    outcome: Sequence[float],
    *,
    school: ArrayLike | None = None,
    grade: ArrayLike | None = None,
    schools: Sequence[str] = ("A", "B", "C"),
    measure: str = "college_level_course",
) -> Children:
    """Children s0, s1, …: `mine` are girls, grades are places in 11 and 12."""
    size = len(mine)
    place = np.zeros(size, np.int64) if school is None else np.asarray(school, np.int64)
    step = np.zeros(size, np.int64) if grade is None else np.asarray(grade, np.int64)
    pairs, stratum = np.unique(place * 2 + step, return_inverse=True)
    return Children(
        codes={"sex": np.asarray(mine, np.int64), "grade": step},
        values={"sex": ["Male", "Female"], "grade": ["11", "12"]},
        stratum=stratum.astype(np.int64),
        schools=pairs // 2,
        grades=pairs % 2,
        school_ids=list(schools),
        household=None,
        outcome={measure: np.asarray(outcome, np.float64)},
        students=pa.chunked_array([[f"s{number}" for number in range(size)]], pa.string()),
    )


def opened(
    engine: Engine,
    children: Children,
    tables: Mapping[str, Lines],
    *,
    access: Sequence[Mapping[str, Any]] = (),
    instead: Sequence[Mapping[str, Any]] = (),
) -> Opened:
    """The records of these children; `access` is declared, `instead` proposed."""
    rows = {name: typed(name, [dict(line) for line in lines]) for name, lines in tables.items()}
    declared: Declared = {"access": list(access)}
    return Opened(Records(rows).on(engine), children, declared, {"access": list(instead)})


def evidence_of(records: Opened) -> Evidence:
    """Girls beside all others."""
    measure = next(iter(records.children.outcome))
    finding = Finding.of_row(
        {
            "measure": measure, "school_year": YEAR, "place_type": "district",
            "place_id": "district", "group": "sex=Female", "compared_with": "others",
            "students_to_parity": 0, "rate": 0.0, "comparison_rate": 0.0, "difference": 0.0,
            "difference_low": None, "difference_high": None, "ratio": None, "n": 1, "count": 1,
        }
    )  # fmt: skip
    contrasts = Contrasts(records.children, frozenset())
    return Evidence.of(finding, MEASURES[measure], contrasts, records)


def told_by(name: str, records: Opened) -> Explanation:
    """What one way of explaining says; its sentences are short in both languages."""
    found = CAUSES[name].of(evidence_of(records))
    for sentences in found.sentences.values():
        for sentence in " ".join(sentences).split(". "):
            assert len(words_of(sentence)) <= 25, sentence
    return found


def courses(*rows: str) -> list[dict[str, str]]:
    """Courses as `id subject level name…`."""
    parts = [row.split(maxsplit=3) for row in rows]
    return [
        {"course_id": p[0], "subject": p[1], "level": p[2], "name": p[3] if len(p) > 3 else p[0]}
        for p in parts
    ]


def sections(*rows: str, year: str = YEAR) -> list[dict[str, str]]:
    """Sections as `id course school teacher term period`; `-` is nothing."""
    names = ("section_id", "course_id", "school_id", "staff_id", "term", "period")
    parts = [["" if word == "-" else word for word in row.split()] for row in rows]
    return [{**dict(zip(names, row, strict=False)), "school_year": year} for row in parts]


def seats(taken: Mapping[str, str], marks: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    """Seats as section -> children; `marks` as "section child" -> mark."""
    return [
        {
            "section_id": section,
            "student_id": child,
            "mark": (marks or {}).get(f"{section} {child}", ""),
        }
        for section, children in taken.items()
        for child in children.split()
    ]
