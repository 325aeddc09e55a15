"""The gallery in a browser: for all eyes and ears, at every width, under the strict policy."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import needs

pytestmark = [pytest.mark.browser, pytest.mark.long]

OPEN_ALL = "document.querySelectorAll('main details').forEach(each => each.open = true)"
SIDEWAYS = "document.documentElement.scrollWidth"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_folded_unfolded_or_asked(
    opened: Any, axe: Any, width: int, language: str
) -> None:
    page = opened("/gallery/", width, language)
    assert axe(page) == []
    page.evaluate(OPEN_ALL)
    if width == 1280:
        page.locator(".chart__ask").first.click()
        page.locator("figure[data-live=yes]").wait_for()
    else:
        page.locator(".menu > summary").click()
    assert axe(page) == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_scrolls_sideways(opened: Any, width: int) -> None:
    page = opened("/gallery/", width)
    page.evaluate(OPEN_ALL)
    assert page.evaluate(SIDEWAYS) <= width


def test_a_form_with_errors_passes_axe_too(opened: Any, axe: Any) -> None:
    page = opened("/gallery/", 390)
    page.get_by_role("button", name="Save").click()
    page.locator(".usa-alert--error").wait_for()
    assert axe(page) == []
    page.locator(".usa-alert--error a").first.click()
    assert page.evaluate("document.activeElement.name") == "example-name"


def test_nothing_is_asked_of_anybody_and_the_policy_is_never_broken(
    opened: Any, live_server: Any
) -> None:
    page = opened("/gallery/")
    for number in range(page.locator(".chart__ask").count()):
        page.locator(".chart__ask").nth(number).click()
        page.locator("figure.chart").nth(number).and_(page.locator("[data-live=yes]")).wait_for()
    assert page.complaints == []
    assert [url for url in page.asked if not url.startswith(live_server.url)] == []
    assert page.evaluate("document.fonts.check('16px \"Public Sans\"')")


def test_vega_is_fetched_only_when_somebody_asks(opened: Any) -> None:
    page = opened("/gallery/")
    assert not [url for url in page.asked if "vega" in url]
    page.locator(".chart__ask").first.click()
    page.locator("figure[data-live=yes]").wait_for()
    assert len([url for url in page.asked if "vega" in url]) == 3


def test_a_live_picture_is_the_still_one_and_says_more(opened: Any) -> None:
    page = opened("/gallery/")
    figure = page.locator("figure.chart--gap")
    name = figure.locator(".chart__wide svg").get_attribute("aria-label")
    words = figure.locator(".chart__wide svg text").all_text_contents()
    figure.locator(".chart__ask").focus()
    page.keyboard.press("Enter")
    page.locator("figure[data-live=yes]").wait_for()
    assert figure.locator(".chart__wide svg").get_attribute("aria-label") == name
    assert figure.locator(".chart__wide svg text").all_text_contents() == words
    tip = figure.get_by_role("status")
    assert "180 of 1,000 students" in tip.inner_text()
    page.keyboard.press("ArrowDown")
    assert "400 of 4,000 students" in tip.inner_text()
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    figure.locator(".chart__wide path[fill]").last.hover()
    assert tip.is_visible()


def test_a_picture_that_cannot_be_made_live_stays_as_it_is(opened: Any) -> None:
    page = opened("/gallery/")
    page.route("**/vega-lite*", lambda route: route.abort())
    page.locator(".chart__ask").first.click()
    page.locator("figure[data-live=no]").wait_for()
    assert page.locator("figure.chart--gap .chart__wide svg").is_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_without_a_script_everything_is_there(opened: Any, axe: Any, width: int) -> None:
    page = opened("/gallery/", width, java_script_enabled=False)
    assert page.locator(".chart__ask").count() == 0
    size = ".chart__wide" if width == 1280 else ".chart__narrow"
    assert page.locator(f"{size} svg").first.is_visible()
    page.locator("figure .fold > summary").first.click()
    assert page.get_by_role("cell", name="180 of 1,000").first.is_visible()
    if width == 390:
        assert not page.get_by_role("link", name="Findings").first.is_visible()
        page.locator(".menu > summary").click()
    page.get_by_role("link", name="Findings").first.click()
    assert page.get_by_role("heading", level=1).first.inner_text() == "Findings"


def test_the_keyboard_skips_to_the_content_and_opens_the_menu(opened: Any) -> None:
    page = opened("/gallery/", 390)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#content"
    skip.evaluate("link => Promise.all(link.getAnimations().map(one => one.finished))")  # it slides
    assert skip.bounding_box()["y"] >= 0
    page.locator(".menu > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "/"
    skip.focus()
    page.locator(".usa-skipnav").press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_at_a_desk_the_menu_is_open_without_asking(opened: Any) -> None:
    page = opened("/gallery/")
    assert page.get_by_role("link", name="Findings").first.is_visible()
    assert not page.locator(".menu > summary").is_visible()


def test_on_paper_tables_are_unfolded_and_menus_are_gone(opened: Any, tmp_path: Path) -> None:
    needs(shutil.which("pdftotext"), "No pdftotext here: install the package `poppler-utils`.")
    page, pdf = opened("/gallery/"), tmp_path / "page.pdf"
    page.pdf(path=str(pdf), prefer_css_page_size=True, format="Letter")
    text = subprocess.check_output(["pdftotext", "-layout", str(pdf), "-"], encoding="utf-8")
    assert text.count("Plausibly between") == 3  # of four charts, one tells of schools
    assert "Sign out" not in text
    assert "Ask the picture" not in text
    assert re.search(r"1 ?/ ?\d", text)
