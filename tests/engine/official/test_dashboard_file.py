"""A Dashboard download file as published counts, so that anyone can audit it."""

from __future__ import annotations

from pathlib import Path

from forwhom.audit.official_counts import published_counts
from tests.engine.official.test_dashboard import COLUMNS

ROWS = (
    "01\tD\t\tValley\tWH\t20\t1000\t2.0\t30\t1000\t3.0\t-1.0\t4\t4\t4\tUD\n"
    "01\tD\t\tValley\tAI\t\t9\t\t\t8\t\t\t0\t0\t0\tUD\n"
    "01\tD\t\tValley\tEO\t1\t50\t2.0\t1\t50\t2.0\t0.0\t4\t3\t0\tUD\n"
    "02\tS\tElm\tValley\tALL\t1\t50\t2.0\t\t\t\t\t4\t0\t0\tES\n"
)


def test_this_year_and_the_one_before_are_read(tmp_path: Path) -> None:
    file = tmp_path / "suspdownload2024.txt"
    file.write_text(COLUMNS + ROWS, "utf-8-sig")
    counts, _ = published_counts(file)
    told = {
        (c.school_year, c.place_name, c.group): (c.measure, c.numerator, c.denominator)
        for c in counts
    }
    assert told == {
        ("2023-24", "Valley", "White"): ("suspended", 20, 1000),
        ("2022-23", "Valley", "White"): ("suspended", 30, 1000),
        ("2023-24", "Valley", "American Indian or Alaska Native"): ("suspended", None, 9),
        ("2022-23", "Valley", "American Indian or Alaska Native"): ("suspended", None, 8),
        ("2023-24", "Elm", "all"): ("suspended", 1, 50),
    }


def test_scores_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "eladownload2024.txt"
    file.write_text(COLUMNS + ROWS, "utf-8")
    assert published_counts(file)[0] == []
