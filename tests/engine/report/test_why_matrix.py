"""A matrix on the page: its picture with all its answers, and beneath it how sure each row is."""

from __future__ import annotations

import pytest

from forwhom.report.why import _beneath
from forwhom.report.why_pictures import why_picture
from forwhom.report.words import Words
from forwhom.results.explanation import MATRIX, Cell, Explanation, Row
from tests.engine.causes.made_incidents import SUSPENDED, finding

ABOUT = {"title": "Suspended", "spanish": {"title": "Suspendidos"}, "says": "were suspended"}
TEXTS = {"en": "It cannot show all.", "es": "No lo muestra todo."}
FIGHTING = {"en": "Fighting, again", "es": "Fighting, otra vez"}


def explanation() -> Explanation:
    cells = [
        Cell(row=FIGHTING, column=column, place=place, children=40, others=90,
             rate=share, comparison_rate=1 - share)
        for column, place, share in (("none", "inside", 0.25), ("expulsion", "above", 0.75))
    ]  # fmt: skip
    above = Row(name={"en": "Above", "es": "Por encima"}, rate=0.75, comparison_rate=0.25,
                difference=0.5, difference_low=0.3, difference_high=0.6, ratio=3.0)  # fmt: skip
    return Explanation(
        finding="f", cause="discretion", question=TEXTS, assumes=TEXTS, cannot=TEXTS,
        rows=[above], cells=cells, shape=MATRIX, gap=0.1,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_picture_has_the_answers_and_the_table_beneath_the_limits(language: str) -> None:
    words = Words(language, {})  # type: ignore[arg-type]
    one = explanation()
    chart = why_picture(one, finding(group="all"), SUSPENDED | ABOUT, words)
    assert chart is not None
    assert chart.kind == "matrix"
    assert [row.cells[1:] for row in chart.table.rows] == [
        ("25.0%", "75.0%", "40"), ("75.0%", "25.0%", "40"),
    ]  # fmt: skip
    beneath = _beneath(None, one, SUSPENDED | ABOUT, words)  # type: ignore[arg-type]
    assert beneath is not None
    assert "+50.0 (+30.0 … +60.0)" in beneath.rows[0].cells
