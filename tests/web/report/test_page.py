"""The report in a browser: found by all, on a phone, by keyboard, and on paper."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.conftest import needs
from tests.web.report.conftest import DESK, PHONE

pytestmark = pytest.mark.browser

OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_axe_finds_nothing_folded_or_unfolded(opened, axe, width):
    page = opened(width)
    assert axe(page) == []
    page.evaluate(OPEN_ALL)
    assert axe(page) == []


@pytest.mark.parametrize("width", [DESK, PHONE, 320])
def test_nothing_scrolls_sideways(opened, width):
    page = opened(width)
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_nothing_is_asked_of_anybody(opened, report):
    page = opened(DESK)
    page.evaluate(OPEN_ALL)
    assert [url for url in page.asked if not url.startswith("data:")] == [report.as_uri()]
    assert page.complaints == []
    assert page.evaluate("document.fonts.check('16px \"Public Sans\"')")


@pytest.mark.parametrize(("width", "size"), [(DESK, "640"), (PHONE, "342")])
def test_one_size_of_each_chart_is_there_to_be_seen_and_heard(opened, width, size):
    page = opened(width)
    page.evaluate("document.querySelector('.funnel-view').open = true")
    figures = page.locator("figure")
    assert figures.count() == 8
    for figure in figures.all():
        seen = [svg for svg in figure.locator("svg").all() if svg.is_visible()]
        assert [svg.get_attribute("width") for svg in seen] == [size]
        assert figure.get_by_role("img").count() == 1


def test_the_keyboard_reaches_the_findings_and_unfolds_a_table(opened):
    page = opened(DESK)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#short"
    assert skip.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#short"
    summary = page.locator("details summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert summary.locator("..").get_attribute("open") is not None
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("role") == "region"


def test_the_mark_stays_in_sight(opened):
    page = opened(PHONE)
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    assert page.locator(".mark").bounding_box()["y"] == 0


def test_every_printed_page_says_inside_and_the_tables_are_unfolded(opened, tmp_path):
    needs(shutil.which("pdftotext"), "No pdftotext here: install the package `poppler-utils`.")
    pdf = tmp_path / "report.pdf"
    opened(DESK).pdf(path=str(pdf), prefer_css_page_size=True, format="Letter")
    text = subprocess.check_output(["pdftotext", "-layout", str(pdf), "-"], encoding="utf-8")
    pages = text.split("\f")[:-1]
    assert len(pages) >= 4
    assert all("INSIDE: for school officials only" in page for page in pages)
    numbers = [re.search(rf"(\d+)\s*/\s*{len(pages)}\s*$", page).group(1) for page in pages]
    assert numbers == [str(number) for number in range(1, len(pages) + 1)]
    assert "18 of 100 Black or African American students" in pages[0]
    assert "How sure are we?" in pages[0]
    assert text.count("Plausibly between") >= 5
