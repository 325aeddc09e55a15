"""The report in a browser: found by all, on a phone, by keyboard, and on paper."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.conftest import needs
from tests.web.report.conftest import DESK, PHONE, SEEN, WORDS_OUTSIDE

pytestmark = [pytest.mark.browser, pytest.mark.long]

NAMES_ON_DOTS = (
    SEEN
    + """.filter(s => s.closest('.schools, .school_gaps')).flatMap(svg => {
    const names = [...svg.querySelectorAll('text:not([font-weight])')]
        .filter(text => text.getAttribute('transform').startsWith('translate(0,'));
    const dots = [...svg.querySelectorAll('circle')].map(c => c.getBoundingClientRect().left);
    return names.filter(text => text.getBoundingClientRect().right > Math.min(...dots))
        .map(text => text.textContent);
})"""
)
TALL = "[...document.querySelectorAll('.wide svg')].map(s => getComputedStyle(s).maxHeight)"
BROKEN = "[...document.querySelectorAll('.wide')].map(e => getComputedStyle(e).breakInside)"
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"


def printed(page, pdf):
    """The words of the page on paper."""
    needs(shutil.which("pdftotext"), "No pdftotext here: install the package `poppler-utils`.")
    page.pdf(path=str(pdf), prefer_css_page_size=True, format="Letter")
    return subprocess.check_output(["pdftotext", "-layout", str(pdf), "-"], encoding="utf-8")


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
    text = printed(opened(DESK), tmp_path / "report.pdf")
    pages = text.split("\f")[:-1]
    assert len(pages) >= 4
    assert all("INSIDE: for school officials only" in page for page in pages)
    numbers = [re.search(rf"(\d+)\s*/\s*{len(pages)}\s*$", page).group(1) for page in pages]
    assert numbers == [str(number) for number in range(1, len(pages) + 1)]
    assert "18 of 100 Black or African American students" in pages[0]
    assert "How sure are we?" in pages[0]
    assert text.count("Plausibly between") >= 5


def test_the_funnel_view_is_printed_only_where_it_was_asked_for(opened, tmp_path):
    page, question = opened(DESK), "Funnel view: which schools lie outside"
    folded = printed(page, tmp_path / "folded.pdf")
    assert question not in folded
    assert "Inner lines" not in folded
    page.evaluate("document.querySelector('.funnel-view').open = true")
    asked = printed(page, tmp_path / "asked.pdf")
    assert question in asked
    assert "Inner lines" in asked


def test_on_paper_no_chart_is_cut_and_every_heading_keeps_its_chart(opened):
    """A chart is never taller than a page less what stands above it."""
    page = opened(DESK)
    page.emulate_media(media="print")
    tall = page.evaluate(TALL)
    assert len(tall) == 8
    assert all(float(most.removesuffix("px")) <= 180 / 25.4 * 96 for most in tall)
    assert set(page.evaluate(BROKEN)) == {"avoid"}


def test_the_keyboard_opens_the_funnel_view(opened):
    page = opened(PHONE)
    summary = page.locator(".funnel-view > summary")
    picture = page.locator(".funnel .narrow svg")
    assert not picture.is_visible()
    summary.focus()
    page.keyboard.press("Enter")
    assert picture.is_visible()


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_the_words_of_a_chart_stay_inside_it_and_off_the_dots(opened, width):
    """Measured with the page's own font: names of schools end before the first dot."""
    page = opened(width)
    page.evaluate("document.querySelector('.funnel-view').open = true")
    page.evaluate("document.fonts.ready")
    assert page.evaluate(WORDS_OUTSIDE) == []
    assert page.evaluate(NAMES_ON_DOTS) == []
