"""A small release of made-up numbers, as it lies in its folder before its pages are made."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from forwhom.release.released import ABOUT, COLUMNS, NUMBERS, Release
from forwhom.results.names import group_text

YEARS = ("2024-25", "2025-26")
RACES = ("Asian", "Black or African American", "White")
SEXES = ("Female", "Male", "Not reported")
SCHOOLS = (
    ("101", 'O\'Hara & "Sons" <Elementary>', "elementary"),
    ("201", "Equity Gap Middle", "middle"),
    ("301", "Yuba High", "other"),
)
GROUPS = [
    "all",
    *(group_text({"race_ethnicity": race}) for race in RACES),
    *(group_text({"sex": sex}) for sex in SEXES),
    *(group_text({"race_ethnicity": r, "sex": s}) for r in RACES for s in SEXES),
]
DISTRICT = {  # of the latest year: whatever the reason, hidden is hidden
    "all": ("3517", "12%"),
    "race_ethnicity=Asian": ("403", "5-9%"),
    "race_ethnicity=Black or African American": ("1009", "20-24%"),
    "race_ethnicity=White": ("*", "*"),
    "sex=Female": ("1703", "<5%"),
    "sex=Male": ("1701", "17%"),
    "sex=Not reported": ("113", "80-100%"),
}
Number = tuple[str, str]
Told = Callable[[str, str, str, str], Number]
HIDDEN: Number = ("*", "*")


def some(measure: str, year: str, place: str, group: str) -> Number:
    """Some numbers are shown, most are not."""
    if place == "district":
        n, rate = DISTRICT.get(group, HIDDEN)
        return (n, "11%" if rate == "12%" else rate) if year == YEARS[0] else (n, rate)
    return {"all": ("307", ">=95%"), "sex=Male": ("131", "30-34%")}.get(group, HIDDEN)


def nothing(measure: str, year: str, place: str, group: str) -> Number:
    """All is hidden."""
    return HIDDEN


def make(folder: Path, told: Told = some, **other: Any) -> Release:
    """Write release.json and numbers.csv; `other` changes what release.json says."""
    folder.mkdir(parents=True, exist_ok=True)
    about = {**_about(), **other}
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False), "utf-8")
    places = [("district", "district"), *(("school", s["school_id"]) for s in about["schools"])]
    with (folder / NUMBERS).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for measure in about["measures"]:
            for year in about["school_years"]:
                for kind, place in places:
                    for group in GROUPS:
                        row = measure["name"], year, kind, place, group
                        writer.writerow([*row, *told(row[0], year, place, group)])
    return Release.read(folder)


def _about() -> dict[str, Any]:
    return {
        "id": "ab12cd34ef56", "forwhom": "0.1.0", "audience": "public", "as_of": None,
        "district": {"name": "Oak & Gap Unified", "state": "CA"}, "language": "en",
        "legal_profile": "federal", "threshold": 11, "width": 3, "school_years": list(YEARS),
        "places": ["district", "school"],
        "groups": [[], ["race_ethnicity"], ["sex"], ["race_ethnicity", "sex"]],
        "measures": [_measure("suspended", "discipline"), _measure("walks", "walking")],
        "dimensions": [_dimension("race_ethnicity", RACES), _dimension("sex", SEXES)],
        "schools": [{"school_id": i, "name": name, "level": level} for i, name, level in SCHOOLS],
    }  # fmt: skip


def _measure(name: str, domain: str) -> dict[str, Any]:
    return {
        "name": name, "domain": domain, "better": "lower", "title": f"The {name} measure",
        "asks": "Which students?", "says": "were counted", "source": "A law; On Equity, a book",
        "why_it_matters": "A gap matters.", "among_says": "enrolled", "counts_says": "counted",
        "spanish": {"title": f"La medida {name}", "asks": "¿Qué estudiantes?",
                    "says": "fueron contados", "why_it_matters": "Una brecha importa."},
    }  # fmt: skip


def _dimension(name: str, values: tuple[str, ...]) -> dict[str, Any]:
    return {
        "dimension": name, "title": name.capitalize(), "title_es": f"{name} en español",
        "about": name, "when": "As last reported.", "source": "An agency",
        "values": [
            {"value": v, "title": v, "title_es": f"{v} (es)", "before": v, "after": "",
             "after_es": f"del grupo {v}"} for v in values
        ],
    }  # fmt: skip
