"""Rows of an explanation: a picture holds those of one unit, and its table holds them all."""

from __future__ import annotations

import pytest

from forwhom.report.why_pictures import why_picture
from forwhom.report.words import Words
from forwhom.results.explanation import GAPS, Explanation, Row
from tests.engine.causes.made_incidents import SUSPENDED, finding

SIZES = {"difference": 0.2, "difference_low": 0.1, "difference_high": 0.3}
ABOUT = {
    "title": "Suspended", "spanish": {"title": "Suspendidos"}, "says": "were suspended",
}  # fmt: skip


def explanation(rows: tuple[Row, ...]) -> Explanation:
    texts = {"en": "It cannot show all.", "es": "No lo muestra todo."}
    return Explanation(
        finding="f", cause="same_behavior", question=texts, assumes=texts, cannot=texts,
        rows=list(rows), shape=GAPS, gap=0.1,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
def test_days_are_in_the_table_and_not_on_a_scale_of_points(language: str) -> None:
    rows = (
        Row(name={"en": "Suspended, or more", "es": "Suspensión, o más"}, **SIZES),
        Row(name={"en": "Rare", "es": "Raro"}, rate=0.01, comparison_rate=0.02),
        Row(name={"en": "Days", "es": "Días"}, unit="days", rate=1.5, **SIZES),
    )
    words = Words(language, {})  # type: ignore[arg-type]
    chart = why_picture(explanation(rows), finding(group="all"), SUSPENDED | ABOUT, words)
    assert chart is not None
    assert "+20.0" in chart.alt
    assert "Days" not in chart.alt
    assert "Días" not in chart.alt
    told = [line.cells[0] for line in chart.table.rows]
    assert told == [row.name[language] for row in rows]
