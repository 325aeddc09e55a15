"""The matrix of responses: bars where shares say, shade where the range lies, quiet where few."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forwhom.charts import theme
from forwhom.charts.matrix import MOST, Behavior, matrix
from tests.engine.charts.drawn import answers, the_matrix
from tests.engine.charts.test_charts import WIDTHS, texts


def boxes(width: int, **style: object) -> list[dict[str, float]]:
    """What is drawn as rectangles in this style."""
    layers = the_matrix("en").draw(width)[0]
    found = [one for one in layers if one["mark"]["type"] == "rect"]
    mine = [one for one in found if style.items() <= one["mark"].items()]
    return [row for one in mine for row in one["data"]["values"]]


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_are_as_long_as_the_shares(width: int) -> None:
    layers = the_matrix("en").draw(width)[0]
    bars = [row for one in layers for row in one["data"]["values"] if "colour" in row]
    cell = (width - 2) / 4
    teal = [bar for bar in bars if bar["colour"] == theme.TEAL]
    assert [bar["x2"] - bar["x"] for bar in teal] == pytest.approx(
        [share / 0.5 * (cell - 2) for share in (0.1, 0.2, 0.3, 0.4)], abs=0.02
    )
    assert [bar["x"] for bar in teal] == pytest.approx([1 + cell * i for i in range(4)], abs=0.01)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_range_is_shaded_and_nothing_else(width: int) -> None:
    cell = (width - 2) / 4
    shaded = boxes(width, fill=theme.LINE)
    columns = [round((box["x"] - 1) / cell) for box in shaded]
    assert columns == [1, 2, 0, 1, 2, 3, 0, 1]


def test_too_few_to_trust_are_hollow_and_too_few_to_say_have_a_quiet_word() -> None:
    assert len(boxes(theme.WIDE, fill=theme.PAPER)) == 2  # of eight children, two answers
    assert texts(the_matrix("en").svg()).count("too few students to say") == 1
    assert {row.cells[1] for row in the_matrix("en").table.rows if row.quiet} == {
        "–",
        "0.0%",
        "50.0%",
    }


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_headings_fit_their_columns(width: int, language: str) -> None:
    rows = [Behavior("A", 40, 40, answers("iiii", [0.25] * 4, [0.25] * 4))]
    chart = matrix(rows, group="", measure="", language=language)
    heads = next(one for one in chart.draw(width)[0] if one["mark"].get("align") == "center")
    at = {row["x"] for row in heads["data"]["values"]}
    assert len(at) == 4
    assert max(len(row["text"]) for row in heads["data"]["values"]) * 6.9 <= (width - 2) / 4


def test_the_alt_text_says_how_often_the_range_was_left() -> None:
    alt = the_matrix("en").alt
    assert "Defiance <first>: above what is allowed 40%, others 10%" in alt
    assert "Theft: above what is allowed –, others 0%" in alt
    assert "A full cell is 50%" in the_matrix("en").how_to_read[1]


def test_of_many_rows_those_of_most_children_are_drawn_in_their_order() -> None:
    gap = answers("iiia", [0.25] * 4, [0.25] * 4)
    rows = [Behavior(f"B{i:02}", 20 + i % 7, 100, gap) for i in range(MOST + 3)]
    chart = matrix(rows, group="", measure="")
    drawn = [text for text in texts(chart.svg()) if text.startswith("B")]
    assert drawn == sorted(drawn)
    assert len(drawn) == MOST
    assert "3 more rows" in chart.caption
    assert len({row.cells[0].split(":")[0] for row in chart.table.rows}) == MOST + 3
    assert matrix(rows[:2], group="", measure="").caption == ""


def test_a_column_that_nobody_used_and_nobody_allows_is_left_out() -> None:
    gap = answers("iiaa", [0.5, 0.5, 0.0, 0.0], [0.5, 0.4, 0.1, 0.0])
    chart = matrix([Behavior("A", 40, 40, gap)], group="", measure="")
    assert "Suspended in school" in texts(chart.svg())
    assert "out of" not in " ".join(texts(chart.svg()))
    with pytest.raises(ValueError, match="needs a row"):
        matrix([], group="", measure="")


def test_a_share_of_all_fills_its_cell() -> None:
    gap = answers("iiaa", [1.0, 0.0, 0.0, 0.0], [0.8, 0.2, 0.0, 0.0])
    chart = matrix([replace(Behavior("A", 40, 40, gap), name="B")], group="", measure="")
    assert "A full cell is 100%" in chart.how_to_read[1]
