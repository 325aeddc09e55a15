"""Every chart: the same bytes, its words and table beside it, quiet where children are few."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from forwhom.charts import theme
from forwhom.charts.chart import Chart
from forwhom.charts.estimate import Estimate
from forwhom.charts.gap import gap
from forwhom.charts.groups import BAND, Block, groups
from forwhom.charts.numbers import SCORE, Scale
from forwhom.charts.school_rows import MOST
from forwhom.charts.schools import schools
from forwhom.charts.years import Year, years
from forwhom.words.reading import sentences_of, words_of
from tests.engine.charts.drawn import (
    BLACK,
    EVERYONE,
    FEW,
    KINDS,
    OTHERS,
    TOO_FEW,
    leaning_schools,
    the_gap,
    the_groups,
    the_schools,
    the_years,
)

LANGUAGES = ("en", "es")
WIDTHS = (theme.WIDE, theme.NARROW)


def texts(svg: str) -> list[str]:
    return [unescape(found) for found in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


@pytest.fixture(params=[(k, x) for k in KINDS for x in LANGUAGES], ids="-".join)
def chart(request: pytest.FixtureRequest) -> Chart:
    kind, language = request.param
    return KINDS[kind](language)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_same_chart_gives_the_same_bytes(chart, width):
    assert chart.svg(width) == chart.svg(width)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_picture_is_one_labelled_image_of_the_width_asked_for(chart, width):
    svg = chart.svg(width)
    assert svg.count("<svg") == svg.count('role="img"') == svg.count("aria-label=") == 1
    assert f'width="{width}"' in svg
    assert unescape(re.search('aria-label="([^"]*)"', svg)[1]) == chart.alt


@pytest.mark.parametrize("width", WIDTHS)
def test_many_pictures_can_stand_on_one_page(chart, width):
    svg = chart.svg(width)
    assert not re.search(r'\bid="|url\(|<style|style="|href', svg)
    assert svg.count("http") == 1  # the name of the format, which nobody fetches


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_is_good_vega_lite(kind):
    """In one language: words change nothing of the grammar, and to check it takes a second."""
    assert KINDS[kind]("en").altair().to_dict()["layer"]


def test_the_words_of_a_chart_are_short_sentences(chart):
    for text in (*chart.how_to_read, chart.cannot_show, chart.caption):
        assert all(len(words_of(sentence)) <= 25 for sentence in sentences_of(text)), text


def test_every_row_of_a_table_has_a_cell_for_every_heading(chart):
    assert {len(row.cells) for row in chart.table.rows} == {len(chart.table.headings)}


def test_a_gap_is_said_in_points_and_in_times_as_often():
    said = texts(the_gap("en").svg())
    assert {"11.0 points higher", "2.6 times as often"} <= set(said)
    assert the_gap("en").caption == "190 fewer students would close the gap."
    assert "11.0 puntos más" in texts(the_gap("es").svg())


def test_a_gap_below_is_called_lower_and_asks_for_more():
    chart = gap(OTHERS, BLACK, measure="Gifted", better="higher", students_to_parity=1)
    assert "11.0 points lower" in texts(chart.svg())
    assert chart.caption == "1 more student would close the gap."


def test_a_score_has_standard_deviations_and_no_ratio():
    mean = Estimate("Group", 100, 2380.0, 2371.0, 2389.0), Estimate("Rest", 900, 2440.0)
    chart = gap(*mean, measure="Math", scale=SCORE, ratio=0.97, standardized=-0.31)
    assert {"60.0 points lower", "0.31 standard deviations"} <= set(texts(chart.svg()))
    assert "times" not in chart.svg()


@pytest.mark.parametrize(
    ("language", "scale", "said"),
    [
        ("en", Scale(False, "day", "days"), {"344 days fewer", "The gap, in days", "860 days"}),
        ("es", Scale(False, "día", "días"), {"344 días menos", "La brecha, en días"}),
    ],
)
def test_a_mean_with_a_unit_is_drawn_from_zero_and_never_in_points(language, scale, said):
    group, other = Estimate("Group", 100, 860.0, 700.0, 1020.0), Estimate("Rest", 900, 1204.0)
    more = {"measure": "Days", "scale": scale, "language": language}
    year = Year("2024-25", group, other, (-344.0, -480.0, -208.0))
    drawn = [gap(group, other, **more), years([year, replace(year, year="2025-26")], **more)]
    drawn.append(groups([Block("Sex", (group, other))], everyone=other, **more))
    words = [text for chart in drawn for text in (*texts(chart.svg()), *chart.how_to_read)]
    assert said <= {*words, drawn[2].table.rows[0].cells[1]}
    assert all("0" in texts(chart.svg()) for chart in drawn)
    assert not any("point" in text or "puntos más" in text for text in words)


@pytest.mark.parametrize("width", WIDTHS)
def test_dots_stand_where_their_rates_are(width):
    svg = the_gap("en").svg(width)
    places = {text: float(x) for x, text in re.findall(
        r'<text[^>]*translate\(([\d.]+),[^>]*>(\d+%)<', svg)}  # fmt: skip
    black = re.search(rf'<circle cx="([\d.]+)"[^>]*fill="{theme.TEAL}"[^>]*stroke-width="1.8"', svg)
    share = (float(black[1]) - places["0%"]) / (places["20%"] - places["0%"])
    assert share == pytest.approx(0.18 / 0.20, abs=0.002)


@pytest.mark.parametrize("width", WIDTHS)
def test_groups_stand_in_the_order_given_with_everyone_as_a_line(width):
    svg = the_groups("en").svg(width)
    lines = [(float(y), text) for y, text in re.findall(
        r'<text[^>]*translate\(0,([\d.]+)\)[^>]*>([^<]*)<', svg)]  # fmt: skip
    said = " ".join(text for _, text in sorted(lines))
    order = ["Race", "American Indian", "Black", "Native Hawaiian", "Sex", "Everyone else"]
    assert [said.index(word) for word in order] == sorted(said.index(word) for word in order)
    assert "Everyone 8.0%" in texts(svg)


@pytest.mark.parametrize("width", WIDTHS)
def test_fewer_than_eleven_are_hollow_and_said_to_be_too_few_to_trust(width):
    svg = the_groups("en").svg(width)
    hollow = re.findall(rf'<circle [^>]*fill="{theme.PAPER}" stroke="{theme.QUIET}"', svg)
    assert len(hollow) == 1
    assert "too few to trust" in texts(svg)
    assert "22.2%" not in svg.replace(the_groups("en").alt, "")
    assert [row.quiet for row in the_groups("en").table.rows] == [True, False, True, False, False]


def test_no_rate_has_no_dot_but_a_quiet_word():
    svg = the_groups("en").svg()
    assert "too few students to say" in texts(svg)
    assert svg.count('stroke-width="1.8"') == 3  # of four groups


def test_eleven_children_are_enough():
    assert Estimate("", 11, 0.5).trusted
    assert not Estimate("", 10, 0.5).trusted
    assert not TOO_FEW.shown


def test_schools_stand_by_level_and_alphabet_whatever_their_rates():
    names = [row.cells[0] for row in the_schools("en").table.rows]
    assert names == [
        *("School <001>", "School <002>", "School <005>", "School <006>"),
        *("Aspen", "School <004>", "School <003>"),
    ]


def test_of_many_schools_every_level_is_drawn_and_all_are_listed():
    chart = the_schools("en", many=120)
    drawn = [text for text in texts(chart.svg()) if text.startswith("School <")]
    assert len(chart.table.rows) == 121
    assert len(drawn) == MOST
    levels = {"Elementary schools", "Middle schools", "High schools"}
    assert levels <= set(texts(chart.svg()))
    assert f"{MOST} of 121" in chart.caption


def test_a_school_with_too_few_children_is_listed_and_not_drawn():
    chart = the_schools("en")
    assert "Aspen" not in chart.svg()
    assert next(row for row in chart.table.rows if row.cells[0] == "Aspen").quiet


def test_a_school_that_leans_on_others_keeps_its_own_rate_as_a_ring():
    chart = leaning_schools("en")
    assert chart.table.rows[0].cells[1:4] == ("40.0%", "15.0%", "5.0–30.0%")
    assert [row.cells[-1] for row in chart.table.rows] == ["90%", "99%", "> 99%", "–"]
    assert chart.how_to_read[0].startswith("Each row is a school, in the order of the alphabet.")
    rings = [r for r in chart.draw(640)[0] if r["mark"].get("size") == 22]
    assert [row["rate"] for row in rings[0]["data"]["values"]] == [0.4] * 3


def test_years_have_the_gap_on_its_own_axis():
    said = texts(the_years("en").svg())
    assert {"The gap, in points", "18.0%", "7.0%", "11.0", "2023-24", "2025-26"} <= set(said)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_last_values_of_years_have_room_however_long_they_are(width):
    mean, scale = Estimate("Group", 100, 1179.4, 1000.0, 1300.0), Scale(False, "day", "days")
    year = Year("2024-25", mean, mean, (0.0, -1.0, 1.0))
    svg = years([year, replace(year, year="2025-26")], measure="Days", scale=scale).svg(width)
    ends = [float(x) for x, text in re.findall(r"translate\(([\d.]+),[^>]*>([^<]*)<", svg)
            if text == "1,179 days"]  # fmt: skip
    assert len(ends) == 2
    assert max(ends) + len("1,179 days") * 6.5 <= width


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ValueError, match="both sides"):
        gap(TOO_FEW, OTHERS, measure="x")
    with pytest.raises(ValueError, match="needs groups"):
        groups([], everyone=EVERYONE, measure="x")
    with pytest.raises(ValueError, match="needs schools"):
        schools([], group="a", other="b", measure="x")
    with pytest.raises(ValueError, match="two years"):
        years([Year("2025-26", FEW, OTHERS, (0.1, 0, 0.2))], measure="x")


def test_a_word_that_lost_its_place_is_noticed():
    with pytest.raises(ValueError, match="1 texts were drawn in 0 places"):
        theme._put_back("<svg></svg>", ["a"])


def test_a_hidden_number_is_a_band_without_a_dot() -> None:
    told = Estimate("White", 150, 0.07, 0.04, 0.12, 10)
    hidden = Estimate("Black", 100, None, 0.12, 0.16, bounded=True)
    nothing = Estimate("Asian", 30, bounded=True)
    chart = groups([Block("Race", (told, hidden, nothing))], everyone=told, measure="Suspended")
    layers, _ = chart.draw(640)
    dots = [layer for layer in layers if layer["mark"]["type"] == "point"]
    assert [len(layer["data"]["values"]) for layer in dots] == [1]
    bands = [layer for layer in layers if layer["mark"].get("strokeWidth") == BAND]
    assert [row["high"] for layer in bands for row in layer["data"]["values"]] == [0.16]
    cells = [row.cells for row in chart.table.rows]
    assert cells[1][:3] == ("Black", "hidden", "surely 12.0–16.0%")
    assert cells[2][:3] == ("Asian", "hidden", "–")
    assert "A thick band" in chart.how_to_read[0]
