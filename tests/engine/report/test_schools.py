"""School by school on the page: what is drawn for whom, and what is said where nothing is."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from forwhom.report import build
from tests.engine.report.folder import GROUP, SCHOOLS, YEARS
from tests.engine.report.test_report import said

PAIR = f"disability=Yes & {GROUP}"
TRIPLE = f"disability=Yes & foster=Yes & {GROUP}"
Change = Callable[[dict[str, Any]], dict[str, Any]]


def figure(page: str, kind: str) -> str:
    """The figure of a kind, or nothing."""
    found = re.search(rf'<figure class="{kind}">.*?</figure>', page, re.DOTALL)
    return found.group() if found else ""


def cells(chart: str, name: str) -> list[str]:
    """The cells of the row of one school."""
    row = next(row for row in re.findall(r"<tr.*?</tr>", chart, re.DOTALL) if name in row)
    return [unescape(cell) for cell in re.findall(r"<td>(.*?)</td>", row)]


@pytest.fixture
def changed(folder: Path, tmp_path: Path) -> Callable[..., str]:
    """`changed(row, finding)`: the page once each row, and the finding, were put through these."""

    def page(change: Change, finding: Change = dict, also: Callable[[Path], object] = str) -> str:
        copy = shutil.copytree(folder, tmp_path / "copy")
        table = pq.read_table(copy / "disparities.parquet")
        rows = [change(row) for row in table.to_pylist()]
        pq.write_table(pa.Table.from_pylist(rows, table.schema), copy / "disparities.parquet")
        about = json.loads((copy / "audit.json").read_text("utf-8"))
        about["groups"][2]["values"] = about["groups"][1]["values"]  # foster care: yes and no
        (copy / "audit.json").write_text(json.dumps(about), "utf-8")
        found = [finding(each) for each in json.loads((copy / "findings.json").read_text("utf-8"))]
        (copy / "findings.json").write_text(json.dumps(found), "utf-8")
        also(copy)
        return build(copy).read_text("utf-8")

    return page


def regrouped(group: str) -> Change:
    """The district's rows of the finding's group become those of another; schools' go away."""

    def change(row: dict[str, Any]) -> dict[str, Any]:
        if row["group"] != GROUP:
            return row
        name = group if row["place_type"] == "district" else "elsewhere=Yes"
        return row | {"group": name, "depth": 1 + group.count("&")}

    return change


def test_a_gap_in_a_school_stands_steadied_and_as_counted(english):
    chart = figure(english, "school_gaps")
    own = cells(chart, "Delta High")
    assert own == ["+32.9", "+16.5", "+11.5 … +21.5", "110"]
    assert cells(chart, "Yuba High") == ["–", "too few to say", "–", "3"]
    assert "District +10.4" in chart
    assert "In 3 of 5 schools the gap is plain" in said(chart)


def test_the_funnel_is_folded_beneath_the_schools_and_judges_what_was_counted(english):
    page = english[english.index('<figure class="schools">') :]
    view = page[page.index('<details class="funnel-view">') :]
    assert view.index("<summary>") < view.index('<figure class="funnel">')
    assert "Funnel view: which schools lie outside what is usual here?" in view
    chart = figure(english, "funnel")
    assert cells(chart, "Delta High")[:2] == ["40.9%", "45 of 110"]
    assert cells(chart, "Delta High")[-1] == "above the outer line"
    assert "Above the outer line: Delta High." in said(chart)
    assert cells(chart, "Alder Elementary")[-1] == "between the inner lines"


def test_the_table_of_the_funnel_agrees_with_its_own_limits(english):
    for row in re.findall(r"<tr>.*?</tr>", figure(english, "funnel"), re.DOTALL)[1:]:
        rate, _, limits, word = [unescape(c) for c in re.findall(r"<td>(.*?)</td>", row)]
        low, high = (float(end.rstrip("%")) for end in limits.split("–"))
        assert low <= 18.0 <= high  # the district's rate
        outside = float(rate[:-1]) < low or float(rate[:-1]) > high
        assert outside == (word != "between the inner lines")


def cells_of_schools(folder: Path) -> None:
    """In each school 60 children of both traits, with more counted school by school; 140 others.

    Each group lies in two cells. One school has 4 children of both traits, and another none.
    """
    rows = []
    for at, (school, *_) in enumerate(SCHOOLS):
        both = {0: 4, 1: 0}.get(at, 60)
        for disability, race, n, count in (
            ("Yes", "Black or African American", both // 2, min(both // 2, at)),
            ("Yes", "Black or African American", both - both // 2, min(both // 2, at)),
            ("No", "Black or African American", 40, 4),
            ("Yes", "Asian", 100, 10),
        ):
            rows.append({"school_year": YEARS[-1], "place_type": "school", "place_id": school,
                         "race_ethnicity": race, "disability": disability,
                         "suspended__n": n, "suspended__count": count})  # fmt: skip
    rows += [row | {"school_year": YEARS[0], "suspended__n": 999} for row in rows]
    rows += [row | {"place_type": "district", "place_id": "district"} for row in rows]
    pq.write_table(pa.Table.from_pylist(rows), folder / "cells.parquet")


def test_a_group_of_two_traits_is_counted_in_each_school_from_its_cells(changed):
    page = changed(
        regrouped(PAIR), lambda finding: finding | {"group": PAIR}, also=cells_of_schools
    )
    chart = figure(page, "schools")
    assert cells(chart, "Tehama") == ["6.7%", "2.6–15.9%", "4 of 60", "10.0%"]
    assert cells(chart, "Delta") == ["20.0%", "11.8–31.8%", "12 of 60", "10.0%"]
    assert cells(chart, "Alder")[::2] == ["–", "0 of 4"]
    assert "Sons" not in chart
    assert "Where a line crosses its tick" in said(chart)  # each school stands alone
    assert cells(figure(page, "funnel"), "Delta")[1] == "12 of 60"
    assert not figure(page, "school_gaps")
    assert "For this group each school stands alone above." in said(page)


def test_without_cells_a_group_of_two_traits_says_so_and_draws_nothing(changed):
    page = changed(
        regrouped(PAIR),
        lambda finding: finding | {"group": PAIR},
        also=lambda folder: (folder / "cells.parquet").unlink(),
    )
    assert not figure(page, "schools")
    assert "Fewer than two schools have numbers for this group." in said(page)


def test_a_group_of_three_says_that_it_is_counted_in_the_district_only(changed):
    page = changed(regrouped(TRIPLE), lambda finding: finding | {"group": TRIPLE})
    assert not figure(page, "schools")
    assert "We count groups of three traits in the district only." in said(page)


def test_too_few_with_the_outcome_in_all_schools_but_one_says_so(changed):
    def change(row: dict[str, Any]) -> dict[str, Any]:
        few = row["place_type"] == "school" and row["place_id"] != "101"
        return row | {"pooled_difference": None} if few else row

    page = changed(change)
    assert figure(page, "schools")
    assert not figure(page, "school_gaps")
    assert "In fewer than two schools do enough students have this outcome" in said(page)


@pytest.mark.parametrize(("schools", "drawn"), [(0, ()), (1, ()), (4, ("schools",))])
def test_few_schools_have_no_funnel_and_none_or_one_no_picture(changed, schools, drawn):
    places = ("201", "101", "203", "302", "202", "102", "301")[:schools]

    def change(row: dict[str, Any]) -> dict[str, Any]:
        gone = row["place_type"] == "school" and row["place_id"] not in places
        return row | {"group": "elsewhere=Yes"} if gone else row

    page = changed(change)
    for kind in ("schools", "funnel"):
        assert bool(figure(page, kind)) == (kind in drawn)
    assert ("Fewer than two schools" in said(page)) == (schools < 2)


def test_where_nobody_has_the_outcome_there_is_no_funnel(changed):
    def change(row: dict[str, Any]) -> dict[str, Any]:
        if row["group"] != GROUP or not row["rate"]:
            return row
        return row | {"rate": 0.0, "count": 0, "rate_low": 0.0}

    page = changed(change)
    assert figure(page, "schools")
    assert not figure(page, "funnel")


def test_all_of_it_stands_in_spanish(spanish):
    words = said(spanish)
    for told in ("Vista de embudo", "La brecha en cada escuela", "Por encima de la línea exterior",
                 "Distrito +10.4", "En 3 de 5 escuelas la brecha es clara"):  # fmt: skip
        assert told in words
