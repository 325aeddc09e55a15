"""What a report says of who meets whom, of money and of programs: plainly, and only if known."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from forwhom.disparities.indices.row import row
from forwhom.report import build
from forwhom.results.schemas import indices_schema
from tests.engine.report.folder import make

YEAR = "2025-26"
BLACK, ASIAN = "race_ethnicity=Black or African American", "race_ethnicity=Asian"
SLOPE = "need_spend_slope:spending"
POOR = "economically_disadvantaged=Yes"


def told(folder: Path, rows: list[dict[str, Any]], language: str = "en") -> str:
    make(folder)
    table = pa.Table.from_pylist(rows, schema=indices_schema())
    pq.write_table(table, folder / "indices.parquet")
    text = build(folder, language=language).read_text("utf-8")
    found = re.search(r'<section class="domain" id="spread".*?</section>', text, re.DOTALL)
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))) if found else ""


def of_schools() -> list[dict[str, Any]]:
    found = [row("theil_h:schools", YEAR, "race_ethnicity", 0.2),
             row("theil_h_by_chance:schools", YEAR, "race_ethnicity", 0.01),
             row("mutual_information:schools", YEAR, "race_ethnicity", 0.25),
             row("mutual_information_change:schools", YEAR, "race_ethnicity", 0.05)]  # fmt: skip
    for name, value in (("share", 0.3), ("isolation", 0.45), ("dissimilarity", 0.4)):
        found.append(row(f"{name}:schools", YEAR, BLACK, value))
        found.append(row(f"{name}:schools", YEAR, ASIAN, 0.1, too_few=True))
    return found


def test_without_indices_there_is_no_section(tmp_path: Path) -> None:
    assert told(tmp_path, []) == ""


def test_a_groups_share_stands_beside_its_share_of_all(tmp_path: Path) -> None:
    text = told(tmp_path, of_schools())
    assert "Black or African American 30.0% 45.0% 40.0%" in text
    assert "Asian" not in text  # too few a school: chance alone would set them apart
    assert "Race and ethnicity 0.200 0.010 0.250" in text
    assert "+0.050" in text


@pytest.mark.parametrize(
    ("value", "low", "high", "sentence"),
    [
        (150, 60, 240, "150 dollars more are spent per student (plausibly 60 to 240)."),
        (-150, -240, -60, "150 dollars less are spent per student (plausibly 60 to 240)."),
        (20, -70, 110, "No signal: it cannot be told whether schools with more need get more"),
    ],
)  # fmt: skip
def test_money_and_need(tmp_path: Path, value: int, low: int, high: int, sentence: str) -> None:
    rows = [row(SLOPE, YEAR, POOR, value, (low, high)), row("gini:spending", YEAR, "all", 0.04)]
    rows.append(row("federal_range_ratio:spending", YEAR, "all", 0.31))
    text = told(tmp_path, rows)
    assert sentence in text
    assert "Gini: 0 is all alike 0.040 –" in text
    assert "Federal range ratio: 0 is all alike 0.310 0.25" in text


def test_few_schools_show_their_own_dollars(tmp_path: Path) -> None:
    rows = [row(SLOPE, YEAR, POOR, 1.0, too_few=True)]
    rows.append(row("dollars_per_child:spending", YEAR, "all", 9876.4, place=("school", "201")))
    text = told(tmp_path, rows)
    assert "too few schools for an index of money" in text
    assert "Tehama Middle 9,876" in text
    assert "Gini" not in text


def test_only_a_group_wholly_below_the_line_is_said_to_be(tmp_path: Path) -> None:
    name = "representation:suspended"
    rows = [row(name, YEAR, BLACK, 0.6, (0.5, 0.75)), row(name, YEAR, ASIAN, 0.7, (0.5, 0.9))]
    rows.append(row(name, YEAR, "race_ethnicity=Hispanic or Latino", 1.2, (1.1, 1.3)))
    text = told(tmp_path, rows)
    below = re.search(r"Below the line of 0.80, limits and all: (.*?)\.", text)[1]
    assert "Black or African American" in below
    assert "Asian" not in below
    assert "0.70 0.50 … 0.90 Cannot be told" in text
    assert "1.20 1.10 … 1.30 Above the line" in text


def test_it_is_said_in_spanish(tmp_path: Path) -> None:
    text = told(tmp_path, of_schools(), "es")
    assert "Quién se encuentra con quién en las escuelas" in text
    assert "Parte de todos los estudiantes" in text
