"""Gaps by school: what is drawn is what the table says, and silence has its words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forwhom.charts import theme
from forwhom.charts.school_gaps import SchoolGap, school_gaps
from forwhom.charts.school_rows import MOST
from tests.engine.charts import places
from tests.engine.charts.drawn import the_school_gaps

WIDTHS = (theme.WIDE, theme.NARROW)
WORDS = {"district": -0.11, "group": "Students", "measure": "Gifted"}
PLAIN = SchoolGap("Yuba", "high", 80, -0.12, -0.2, -0.04, -0.15)


@pytest.mark.parametrize("width", WIDTHS)
def test_dots_intervals_and_ticks_stand_where_the_table_says(width):
    chart = the_school_gaps("en")
    svg = chart.svg(width)
    zero, a_point = places.along(svg, "", 0)

    def points(found):
        return [round((x - zero) / a_point, 1) for x in found]

    rows = [row.cells for row in chart.table.rows if "few" not in row.cells[2]]
    told = [[float(cell.replace("−", "-").replace("+", "")) for cell in row[1:3]] for row in rows]
    assert points(x for x, _ in places.dots(svg)) == pytest.approx(
        [gap for _, gap in told], abs=0.2
    )
    ticks = places.lines(svg, theme.QUIET)
    assert points(x for (x, _), _ in ticks) == pytest.approx([own for own, _ in told], abs=0.2)
    ranges = places.lines(svg, theme.TEAL)
    assert points(x for (x, _), _ in ranges) == pytest.approx([-16, -2, 4], abs=0.2)
    assert points(x for _, (x, _) in ranges) == pytest.approx([-2, 16, 20], abs=0.2)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_district_is_a_dashed_line_with_its_name(width):
    svg = the_school_gaps("en").svg(width)
    zero, a_point = places.along(svg, "", 0)
    ((x, _), _), *more = places.lines(svg, "stroke-dasharray")
    assert not more
    assert (x - zero) / a_point == pytest.approx(11.0, abs=0.2)
    assert "District +11.0" in {text for text, _ in places.texts(svg)}


def test_the_caption_says_where_the_gap_is_plain_and_where_nobody_can_say():
    caption = the_school_gaps("en").caption
    assert "In 1 of 3 schools the gap is plain" in caption
    assert "In 1 it is plain the other way." in caption
    assert "Not drawn: 1 of 4 schools" in caption


def test_a_school_of_too_few_is_listed_by_its_level_with_its_gap_as_counted():
    rows = [row.cells for row in the_school_gaps("en").table.rows]
    assert [row[0] for row in rows] == ["Butte", "Colusa", "Alder", "Yuba"]
    assert rows[1][1:] == ("+30.0", "too few to say", "–", "12")


def test_a_gap_downwards_is_plain_downwards():
    caption = school_gaps([PLAIN, replace(PLAIN, name="Alder")], **WORDS).caption
    assert caption.startswith("In 2 of 2 schools the gap is plain")
    assert "other way" not in caption


def test_one_school_is_drawn_and_none_is_refused():
    assert len(places.dots(school_gaps([PLAIN], **WORDS).svg())) == 1
    for nothing in ([], [SchoolGap("Alder", "high", 20)]):
        with pytest.raises(ValueError, match="needs a school with a gap"):
            school_gaps(nothing, **WORDS)


def test_no_gap_anywhere_is_drawn_at_zero():
    flat = SchoolGap("Alder", "high", 200, 0.0, -0.0, 0.0, 0.0)
    chart = school_gaps([flat, replace(flat, name="Butte")], **{**WORDS, "district": 0.0})
    assert chart.table.rows[0].cells[1:4] == ("0.0", "0.0", "0.0 … 0.0")
    assert chart.caption.startswith("In 0 of 2 schools")
    assert "nan" not in chart.svg().lower()


def test_of_many_the_largest_are_drawn_and_it_is_said():
    many = [replace(PLAIN, name=f"S{i:03}", children=100 + i) for i in range(90)]
    chart = school_gaps(many, **WORDS)
    assert len(chart.table.rows) == 90
    assert len(places.dots(chart.svg())) == MOST
    assert f"about {MOST} with the most children" in chart.caption


@pytest.mark.parametrize("width", WIDTHS)
def test_a_long_name_has_two_lines_and_loses_nothing_but_a_word_too_long(width):
    name = "Cottonwood Creek Elementary and Middle School"
    found = [PLAIN, replace(PLAIN, name=name), replace(PLAIN, name="X" * 60)]
    said = [text for text, (x, _) in places.texts(school_gaps(found, **WORDS).svg(width)) if not x]
    assert name in " ".join(said)
    assert max(len(text) for text in said) <= 40
