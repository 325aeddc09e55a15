"""The page of official numbers in a browser: both languages, a desk and a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forwhom.official.dashboard.definitions import Defined
from forwhom.official.number import Count, OfficialNumber
from forwhom.official.reconcile import Beside
from forwhom.report.official import OfficialPage, write_page
from tests.web.report.conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.long]
PLACE = {
    "school_year": "2025-26",
    "place_type": "district",
    "place_id": "1",
    "place_name": "Valley",
}
BLACK = "Black or African American"


def count(numerator: float, denominator: float) -> Count:
    return Count(
        **PLACE, measure="suspension", dimension="all", group="all", numerator=numerator,
        denominator=denominator,
    )  # fmt: skip


def page(folder: Path, language: Any) -> Path:
    number = OfficialNumber(
        calculation="idea", indicator="identified_autism", **PLACE, group=BLACK, numerator=30,
        denominator=400, against="all other children of the district", against_numerator=40,
        against_denominator=1600, value=3.0, shown="3.00", low=1.9, high=4.7,
        result="over_the_line", reason="computed", line=2.5, to_line=-6, used=("size.cell",),
    )  # fmt: skip
    place = {name: value for name, value in PLACE.items() if name != "place_type"}
    beside = Beside(
        **place, place_type="district", measure="suspension", group=BLACK,
        official=count(1138, 9000), ours=count(1159, 9100), reason="duplicate_enrollment",
    )  # fmt: skip
    defined = Defined(
        indicator="chronic_absence", school_year="2025-26", place_name="Valley", group=BLACK,
        dashboard=count(10, 100), dataquest=count(30, 150),
    )  # fmt: skip
    return write_page(
        folder,
        OfficialPage(
            title="Official", asks="What?", source="34 CFR 300.647", inside=True,
            numbers=[number], values=[{"title": "Cell", "unit": "children", "source": "the rule",
                                       "sure": "primary"}],
            missing={"threshold.all": "the state sets it"}, beside=[beside], defined=[defined],
        ),
        language,
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_nothing_is_wrong_with_the_page(
    browser: Any, axe: Any, tmp_path: Path, language: str, width: int
) -> None:
    opened = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    path = page(tmp_path, language)
    opened.goto(path.as_uri())
    assert axe(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    text = opened.locator("main").inner_text()
    opened.close()
    if language == "es":
        assert "sobre la línea" in text
        assert "calculado" in text
        assert "over the line" not in text
    else:
        assert "6 fewer" in text.replace("6 children fewer", "6 fewer")
