"""Monterey County's letters of differentiated assistance in 2018, from the colors alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl

from forwhom.audit.official_dashboard import dashboard_counts
from forwhom.official.calculation import calculations
from forwhom.official.dashboard.assistance import assisted
from forwhom.rules.official import RuleSet

CODES = "AA AI AS EL FI FOS HI HOM PI SED SWD TOM WH".split()
MULTIPLE = {"TOM": "MR"}


def official(book: Path) -> Iterator[tuple[str, str, str]]:
    """District, group and letter of every cell that holds one."""
    sheet = openpyxl.load_workbook(book, read_only=True).worksheets[-1]
    for row in sheet.iter_rows(values_only=True):
        if row and len(row) > 20 and row[4] == "Monterey":
            for code, letter in zip(CODES, row[7:20], strict=True):
                if letter:
                    yield str(row[2]), MULTIPLE.get(code, code), str(letter)


def is_short_for(short: str, name: str) -> bool:
    """Whether `Salinas City E` is `Salinas City Elementary`: the file shortens each word."""
    name = name.replace("Office of Education", "COE").replace("Monterey County COE", "Monterey COE")
    words, whole = short.split(), name.split()
    return len(words) == len(whole) and all(
        w.startswith(s) for s, w in zip(words, whole, strict=True)
    )


def test_every_letter_and_none_extra(real: Callable[[str], Path]) -> None:
    counts = dashboard_counts(real("ca-dashboard-2018-monterey") / "dashboard_2018_monterey.csv.gz")
    ours = assisted(calculations()["dashboard"].makes(counts, RuleSet("dashboard")))
    theirs = list(official(real("ca-lcff-assistance") / "assistancestatus18.xlsx"))
    assert len(theirs) == 23
    left = list(theirs)
    for each in ours:
        (found,) = [
            one for one in left
            if is_short_for(each.place_name, one[0]) and one[1:] == (each.group, each.letter)
        ]  # fmt: skip
        left.remove(found)
    assert not left
