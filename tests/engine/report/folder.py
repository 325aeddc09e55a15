"""A small audit folder of made-up numbers, written as the contract says, for the report to read."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa

from forwhom.results import Finding
from forwhom.results.names import finding_id
from forwhom.results.schemas import DISPARITIES, changes_schema, disparities_schema
from forwhom.results.write import write_audit
from forwhom.stats.differences import newcombe
from forwhom.stats.rates import wilson

YEARS = ("2024-25", "2025-26")
RACE = {  # of the district, in the last year: children, children counted
    "Asian": (400, 20),
    "Black or African American": (1000, 180),
    "Hispanic or Latino": (2100, 168),
    "Native Hawaiian or Other Pacific Islander": (8, 2),
    "White": (3, 0),
}
DISABILITY = {"Yes": (500, 80), "No": (3011, 290)}
SCHOOLS = (  # with its children of the group, and those counted
    ("101", "Alder Elementary", "elementary", (300, 60)),
    ("102", 'O\'Hara & "Sons" <Elementary>', "elementary", (7, 2)),
    ("201", "Tehama Middle", "middle", (400, 70)),
    ("202", "Cottonwood Creek Elementary and Middle School", "k8", (90, 14)),
    ("203", "Butte Middle", "middle", (60, 11)),
    ("301", "Yuba High", "high", (3, 1)),
    ("302", "Delta High", "high", (110, 45)),
)
STEADIED = 0.5
"""Of each school's gap, where 60 children and more have told it."""
GROUP = "race_ethnicity=Black or African American"


def make(folder: Path) -> Path:
    """Write the folder and give it back."""
    rows = [*_district("suspended"), *_schools(), *_scores()]
    columns = {name: [row.get(name) for row in rows] for name in DISPARITIES}
    table = pa.table(
        {
            f.name: pa.array(columns[f.name], _plain(f.type)).cast(f.type)
            for f in disparities_schema()
        }
    )
    cells = pa.table({"n": pa.array([1])})
    write_audit(
        folder, about=about(), cells=cells, disparities=table, findings=[_finding(rows)],
        changes=pa.Table.from_pylist(_changes(), schema=changes_schema()),
    )  # fmt: skip
    return folder


def _changes() -> list[dict[str, Any]]:
    """The same children in both years: everyone, and the group of the finding."""
    place = {"measure": "suspended", "school_year": YEARS[1], "year_before": YEARS[0],
             "place_type": "district", "place_id": "district", "status": "ok"}  # fmt: skip
    everyone = {"group": "all", "depth": 0, "n": 3100, "gained": 190, "lost": 40,
                "change": 0.048, "change_low": 0.039, "change_high": 0.058}  # fmt: skip
    group = {"group": GROUP, "depth": 1, "n": 900, "gained": 80, "lost": 1, "change": 0.088,
             "change_low": 0.07, "change_high": 0.11, "difference_before": 0.05,
             "difference_after": 0.1, "difference_change": 0.05, "difference_change_low": 0.02,
             "difference_change_high": 0.08}  # fmt: skip
    return [place | everyone, place | group]


def _plain(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_dictionary(kind) else kind


def _district(measure: str) -> list[dict[str, Any]]:
    rows = []
    for year, factor in zip(YEARS, (0.5, 1.0), strict=True):
        groups = {f"race_ethnicity={name}": pair for name, pair in RACE.items()}
        groups |= {f"disability={name}": pair for name, pair in DISABILITY.items()}
        n, count = 3511, round(370 * factor)
        place = {"measure": measure, "school_year": year, "place_type": "district",
                 "place_id": "district"}  # fmt: skip
        rows.append(place | _side("all", 0, n, count) | {"compared_with": "all", "status": "ok"})
        for group, (m, counted) in groups.items():
            rows.append(place | share(group, (m, round(counted * factor)), (n, count)))
            rows[-1]["smallest_gap_up"] = 0.06 if group == "disability=Yes" else None
    return rows


def _schools() -> list[dict[str, Any]]:
    rows = []
    for school, _, _, (n, count) in SCHOOLS:
        place = {"measure": "suspended", "school_year": YEARS[-1], "place_type": "school",
                 "place_id": school}  # fmt: skip
        row = share(GROUP, (n, count), (n + 500, count + 40))
        if row["rate"] is not None:
            row |= {"pooled_rate": 0.17, "pooled_low": 0.12, "pooled_high": 0.23}
            row |= {"above_district": 0.985}
        if n >= 60:
            gap = STEADIED * row["difference"]
            row |= {"pooled_difference": gap, "pooled_difference_low": gap - 0.05}
            row |= {"pooled_difference_high": gap + 0.05}
        rows.append(place | row)
    return rows


def share(group: str, own: tuple[int, int], everyone: tuple[int, int]) -> dict[str, Any]:
    """One row of a rate against everyone else's, `own` and `everyone` as (children, counted)."""
    (n, count), (m, counted) = own, (everyone[0] - own[0], everyone[1] - own[1])
    row = _side(group, 1, n, count) | {"compared_with": "others"}
    row |= {"comparison_n": m, "comparison_count": counted}
    if n < 5:
        return row | {"status": "too_few", "rate": None, "rate_low": None, "rate_high": None}
    low, high = newcombe(count, n, counted, m)
    rate, other = count / n, counted / m
    return row | {
        "comparison_rate": other, "difference": rate - other, "difference_low": float(low),
        "difference_high": float(high), "ratio": rate / other,
        "students_to_parity": round((rate - other) * n), "status": "ok",
    }  # fmt: skip


def _side(group: str, depth: int, n: int, count: int) -> dict[str, Any]:
    low, high = wilson(count, n)
    limits = {"rate": count / n, "rate_low": float(low), "rate_high": float(high)}
    return {"group": group, "depth": depth, "n": n, "count": count, **limits}


def _scores() -> list[dict[str, Any]]:
    """A measure in points, without a count and without a ratio."""
    place = {"measure": "score_mathematics", "school_year": YEARS[-1], "place_type": "district",
             "place_id": "district", "status": "ok"}  # fmt: skip
    mean = {"rate": 2431.2, "rate_low": 2428.0, "rate_high": 2434.4}
    rows = [place | mean | {"group": "all", "depth": 0, "n": 2000, "compared_with": "all"}]
    for value, n, rate in (("Yes", 300, 2380.0), ("No", 1700, 2440.2)):
        rows.append(place | {
            "group": f"disability={value}", "depth": 1, "n": n, "rate": rate,
            "rate_low": rate - 9, "rate_high": rate + 9, "compared_with": "others",
            "comparison_n": 2000 - n, "comparison_rate": 2431.0, "difference": rate - 2431.0,
            "difference_low": rate - 2440, "difference_high": rate - 2420,
            "standardized_difference": (rate - 2431) / 100,
        })  # fmt: skip
    return rows


def _finding(rows: list[dict[str, Any]]) -> Finding:
    row = next(r for r in reversed(rows) if r["group"] == GROUP and r["place_type"] == "district")
    names = ("measure", "school_year", "place_type", "place_id", "group", "compared_with", "rate",
             "comparison_rate", "difference", "difference_low", "difference_high", "ratio",
             "students_to_parity")  # fmt: skip
    told = {name: row[name] for name in names}
    places = (row["measure"], row["place_type"], row["place_id"], row["group"], "others")
    finding = Finding(
        id=finding_id(*places), children=row["n"], children_counted=row["count"], **told,
        sentence_en="18 of 100 Black or African American students were suspended.",
        sentence_es="De cada 100 estudiantes negros o afroamericanos, 18 fueron suspendidos.",
    )  # fmt: skip
    return Finding(**asdict(finding))


def about() -> dict[str, Any]:
    """audit.json."""
    return {
        "forwhom": "0.1.0", "audience": "inside", "language": "en", "legal_profile": "federal",
        "district": {"name": "Made-Up Unified", "state": "CA"},
        "school_years": list(YEARS), "latest_year": YEARS[-1], "as_of": None,
        "students": {YEARS[0]: 3490, YEARS[1]: 3511},
        "schools": [
            {"school_id": i, "name": name, "level": level, "students": 800}
            for i, name, level, _ in SCHOOLS
        ],
        "measures": [
            _measure("suspended", "Suspended", "discipline", "share", "ok", []),
            _measure("score_mathematics", "Math score", "achievement", "score", "ok", []),
            _measure("gifted", "Gifted", "access", "share", "no_data", ["programs: no such table"]),
        ],
        "frames": [_frame()],
        "groups": [
            _group("race_ethnicity", "Race and ethnicity", RACE, "ok"),
            _group("disability", "Disability", DISABILITY, "ok"),
            _group("foster", "Foster care", {}, "no_data"),
        ],
        "rules": [{"name": "a.rule", "title": "A rule", "value": 0.1, "unit": "share",
                   "source": "A law", "overridden": True}],
        "records": [{"table": "students", "title": "Students", "rows_in": 3520, "kept": 3511,
                     "refused": 9}],
        "missing_tables": ["spending"],
        "inputs": [{"file": "students.csv", "sha256": "0" * 64}],
        "notes": ["A note for the reader."], "notes_es": ["Una nota para quien lee."],
    }  # fmt: skip


def _measure(
    name: str, title: str, domain: str, kind: str, status: str, missing: list[str]
) -> dict[str, Any]:
    spanish = {"title": f"{title} (es)", "asks": "¿Quiénes?", "says": "fueron contados",
               "why_it_matters": "Porque importa."}  # fmt: skip
    return {
        "name": name, "title": title, "asks": "Which students?", "says": "were counted",
        "why_it_matters": "It matters.", "source": "A paper", "spanish": spanish, "domain": domain,
        "kind": kind, "better": "lower" if name == "suspended" else "higher", "headline": True,
        "among": "`enrolled`", "counts": "`suspended_days` > 0", "among_says": "enrolled",
        "counts_says": "days suspended > 0", "status": status,
        "missing": missing, "children": 3511,
    }  # fmt: skip


def _frame() -> dict[str, Any]:
    """A frame with a line of each kind: a rate, a mean, no data, nothing, and nothing yet."""
    spoken = (["suspended", "gifted"], ["score_mathematics"], ["gifted"], [], [])
    lines = [
        {"code": str(number), "title": f"Line {number}", "title_es": f"Línea {number}",
         "kept_in": "spending" if number == 5 else "", "recalled": False, "measures": names}
        for number, names in enumerate(spoken, start=1)
    ]  # fmt: skip
    return {"name": "five", "title": "Five lines", "title_es": "Cinco líneas", "source": "A book",
            "sure": "Held against the book.", "sure_es": "Cotejados con el libro.",
            "lines": lines, "on_no_line": []}  # fmt: skip


def _group(dimension: str, title: str, values: dict[str, Any], status: str) -> dict[str, Any]:
    words = [
        {"value": value, "title": f"{title}: {value}" if value in ("Yes", "No") else value,
         "title_es": f"{value} (es)", "before": value, "after": "", "after_es": value.lower()}
        for value in values
    ]  # fmt: skip
    return {"dimension": dimension, "title": title, "title_es": f"{title} (es)", "about": "race",
            "when": "As last reported.", "source": "A rule", "values": words, "reference": None,
            "status": status}  # fmt: skip
