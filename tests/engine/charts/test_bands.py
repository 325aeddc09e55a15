"""Bars from end to end of what is shown: as wide as that, and none for what is hidden."""

from __future__ import annotations

import re

import pytest

from forwhom.charts import theme
from forwhom.charts.bands import LEAST, Bands, Group, Shown, bands
from tests.engine.charts.drawn import the_bands

LINE = re.compile(r"<line ([^>]*)>")
HIDDEN = Shown("*", "*")


def bars(svg: str, colour: str) -> list[tuple[float, float]]:
    """Left end and width of each bar of a colour, in px; grid lines stand upright."""
    found = []
    for line in LINE.findall(svg):
        at = re.search(r"translate\(([\d.]+),", line)
        wide = re.search(r'x2="(-?[\d.]+)"', line)
        if f'stroke="{colour}"' in line and at and wide and "butt" in line:
            found.append((float(at[1]), float(wide[1])))
    return found


def drawn(*years: Shown, behind: Shown | None = None) -> str:
    blocks = [
        Bands("", (Group("A", years), Group("B", (*years[:-1], Shown("100%", "9", 0.99, 1)))))
    ]
    names = [str(2000 + at) for at in range(len(years))]
    return bands(blocks, measure="M", years=names, behind=behind).svg(theme.WIDE)


def test_a_bar_begins_and_ends_where_the_band_does():
    (left, wide), (last, narrow) = bars(drawn(Shown("20-39%", "30", 0.195, 0.395)), theme.TEAL)
    whole = (last + narrow - left) / (1 - 0.195)
    assert wide == pytest.approx(0.2 * whole, abs=0.1)
    assert 0.01 * whole < narrow <= LEAST  # widened, but not past the end of the axis


def test_a_bar_is_never_too_narrow_to_be_seen():
    assert bars(drawn(Shown("50.0%", "900", 0.5, 0.5)), theme.TEAL)[0][1] == pytest.approx(LEAST)


def test_what_is_hidden_has_no_bar_and_only_its_mark():
    svg = drawn(HIDDEN)
    assert len(bars(svg, theme.TEAL)) == 1
    assert ">*</text>" in svg


def test_the_years_before_are_thin_and_a_hidden_one_leaves_its_place_empty():
    shown = Shown("12%", "500", 0.115, 0.125)
    svg = drawn(shown, HIDDEN, shown)
    assert len(bars(svg, theme.SLATE)) == 2
    assert len(bars(svg, theme.TEAL)) == 2


def test_nothing_stands_behind_where_nothing_is_to_be_compared():
    shown = Shown("12%", "500", 0.115, 0.125)
    assert 'opacity="0.22"' in drawn(shown, behind=shown)
    assert 'opacity="0.22"' not in drawn(shown)
    assert 'opacity="0.22"' not in drawn(shown, behind=HIDDEN)


def test_a_hidden_and_a_missing_number_are_drawn_alike():
    assert drawn(HIDDEN) == drawn(Shown("*", "7"))  # whatever a caller knows of it


def test_the_table_says_of_how_many_and_of_the_hidden_only_the_mark():
    rows = the_bands("en").table.rows
    assert rows[1].cells[1:] == ("*", "20-24% of 1,009")
    assert rows[2].cells[1:] == ("<5% of 90", "*")


def test_no_groups_no_chart():
    with pytest.raises(ValueError, match="needs groups"):
        bands([Bands("", ())], measure="M", years=("2000",))
