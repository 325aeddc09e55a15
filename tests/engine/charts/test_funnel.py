"""The funnel: dots where the table says, lines that hold the district, and who lies outside."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forwhom.charts import theme
from forwhom.charts.estimate import Estimate
from forwhom.charts.funnel import Lines, funnel
from forwhom.charts.funnel_frame import placed
from forwhom.charts.schools import School
from tests.engine.charts import places
from tests.engine.charts.drawn import BLACK, TOO_FEW, counted, the_funnel

WIDTHS = (theme.WIDE, theme.NARROW)
WORDS = {"district": 0.2, "group": BLACK.label, "measure": "Suspended"}


@pytest.mark.parametrize("width", WIDTHS)
def test_every_dot_stands_where_its_count_is(width):
    """12 of 60 is at 60 across and 20 % up, whatever the estimate that leans on others says."""
    svg = the_funnel("en").svg(width)
    (none, a_child), (zero, a_point) = places.along(svg, "", 0), places.along(svg, "%", 1)
    zero -= 4  # words stand that much lower than what they name
    drawn = {
        (round((x - none) / a_child), round((y - zero) / a_point, 1))
        for fill in (theme.TEAL, theme.PAPER)
        for x, y in places.dots(svg, fill)
    }
    told = {
        (int(n), float(row.cells[1][:-1]))
        for row in the_funnel("en").table.rows
        if row.cells[1] != "–"
        for n in [row.cells[2].split(" of ")[1]]
    }
    assert {n for n, _ in drawn} == {n for n, _ in told}
    assert all(min(abs(up - rate) for n, up in drawn if n == m) < 0.3 for m, rate in told)


def test_who_lies_outside_is_full_named_and_told_in_words():
    chart = the_funnel("en")
    svg = chart.svg()
    assert len(places.dots(svg)) == 2
    assert len(places.dots(svg, theme.PAPER)) == 8
    named = {text for text, _ in places.texts(svg)}
    assert {"Yuba", "Alder"} <= named
    assert not {name for name in named if name.startswith("School")}
    assert chart.caption.startswith("Above the outer line: Yuba. Below the inner line: Alder.")
    sides = {row.cells[0]: row.cells[-1] for row in chart.table.rows}
    assert sides["Yuba"] == "above the outer line"
    assert sides["Alder"] == "below the inner line"
    assert sides["School 3"] == "between the inner lines"


def test_too_few_children_are_listed_and_not_drawn():
    row = next(row for row in the_funnel("en").table.rows if row.cells[0] == "Aspen")
    assert row.quiet
    assert row.cells[1:] == ("–", "9 of 9", "–", "too few students to say")


def test_schools_stand_by_level_and_alphabet_whatever_their_rates():
    names = [row.cells[0] for row in the_funnel("en").table.rows]
    assert names == [*(f"School {i}" for i in range(1, 9)), "Alder", "Aspen", "Yuba"]


@given(
    st.floats(0.0, 1.0),
    st.lists(st.integers(1, 5000), min_size=1, max_size=8),
    st.sampled_from([0.0, 1e-4, 0.01, 0.2]),
)
def test_the_lines_hold_the_district_and_one_another(district, children, spread):
    lines = Lines.at([float(n) for n in children], district, spread)
    for ends in zip(lines.outer_low, lines.inner_low, lines.inner_high, lines.outer_high,
                    strict=True):  # fmt: skip
        outer_low, inner_low, inner_high, outer_high = ends
        assert 0 <= outer_low <= inner_low + 1e-9
        assert inner_low <= inner_high
        assert inner_high <= outer_high + 1e-9 <= 1 + 2e-9
    if all(n > 100 for n in children):
        assert all(low <= district <= high
                   for low, high in zip(lines.inner_low, lines.inner_high, strict=True)
                   if 0.05 < district < 0.95)  # fmt: skip


def test_schools_that_differ_more_than_chance_widen_the_lines_and_it_is_said():
    """Half at 10 %, half at 30 %: far outside by chance alone, and usual in this district."""
    found = [counted(f"S{i}", 400, 40 if i % 2 else 120) for i in range(20)]
    chart = funnel(found, **WORDS)
    assert chart.caption.startswith("No school lies outside")
    assert "more than chance" in chart.caption
    assert chart.table.rows[0].cells[3] != "16.2–24.0%"
    assert "no more than chance" in the_funnel("en").caption


@pytest.mark.parametrize("width", WIDTHS)
def test_one_school_is_held_against_chance_alone(width):
    chart = funnel([counted("Yuba", 400, 200)], **WORDS)
    assert "Above the outer line: Yuba." in chart.caption
    assert len(places.dots(chart.svg(width))) == 1


@pytest.mark.parametrize(("district", "count"), [(0.0, 0), (1.0, 50)])
def test_nobody_or_everybody_counted_leaves_no_room_for_chance(district, count):
    found = [counted(f"S{i}", 50, count) for i in range(6)]
    chart = funnel(found, **{**WORDS, "district": district})
    assert chart.caption.startswith("No school lies outside")
    assert "nan" not in chart.svg().lower()


def test_no_school_or_no_count_is_refused():
    with pytest.raises(ValueError, match="needs a school"):
        funnel([], **WORDS)
    mean = Estimate("", 40, 2380.0, 2371.0, 2389.0)
    with pytest.raises(ValueError, match="needs a school"):
        funnel([School("A", "high", mean, mean), School("B", "high", TOO_FEW, mean)], **WORDS)


def test_of_many_outside_a_few_are_named_and_how_many_more():
    far = [counted(f"Far {i}", 500, 400) for i in range(8)]
    chart = funnel([*far, *(counted(f"S{i}", 500, 100) for i in range(120))], **WORDS)
    assert "Above the outer line: Far 0, Far 1, Far 2, Far 3, Far 4 and 3 more." in chart.caption


def test_names_cover_neither_dots_nor_each_other_nor_the_edge():
    spots = [(300.0 + i % 3, 100.0 + 4 * i, f"School number {i}") for i in range(6)]
    found = placed(spots, 26, 640, 260)
    assert found
    boxes = [(row["x"], row["x"] + 6 * len(row["text"]), row["y"]) for row in found]
    for at, (left, right, y) in enumerate(boxes):
        assert left >= 0
        assert right <= 640
        assert all(abs(y - other) >= 15 or right <= a or b <= left
                   for a, b, other in boxes[:at])  # fmt: skip
        assert not [s for s in spots if left < s[0] < right and abs(s[1] - y) < 6]


def test_the_curve_is_cut_where_it_leaves_the_picture():
    svg = the_funnel("en").svg()
    curves = re.findall(r'<path d="M([^"]*)"[^>]*stroke="' + theme.SLATE, svg)
    assert len(curves) == 4
    heights = [float(y) for curve in curves for _, y in re.findall(r"([\d.]+),([\d.]+)", curve)]
    assert min(heights) >= 32
