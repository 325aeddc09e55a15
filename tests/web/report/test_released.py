"""The pages of a release in a browser: found by all, on a phone, by keyboard, and on paper."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from forwhom.report.released import pages
from tests.conftest import needs
from tests.engine.report.release_folder import make
from tests.web.report.conftest import DESK, PHONE, WORDS_OUTSIDE

pytestmark = [pytest.mark.browser, pytest.mark.long]

OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
NAMES = ("report.html", "report.es.html", "how-small-groups-are-protected.html",
         "how-small-groups-are-protected.es.html")  # fmt: skip


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make(tmp_path_factory.mktemp("release") / "one")
    for name, page in pages(made).items():
        (made.folder / name).write_text(page, "utf-8")
    return made.folder


@pytest.fixture
def opened(browser: Any, release: Path) -> Iterator[Callable[[str, int], Any]]:
    found = []

    def page(name: str, width: int) -> Any:
        one = browser.new_page(viewport={"width": width, "height": 900})
        found.append(one)
        one.asked = []
        one.on("request", lambda request: one.asked.append(request.url))
        one.goto((release / name).as_uri())
        return one

    yield page
    for one in found:
        one.close()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_axe_finds_nothing_folded_or_unfolded(opened, axe, name, width):
    page = opened(name, width)
    assert axe(page) == []
    page.evaluate(OPEN_ALL)
    assert axe(page) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [DESK, PHONE, 320])
def test_nothing_scrolls_sideways_and_no_word_leaves_its_chart(opened, name, width):
    page = opened(name, width)
    page.evaluate(OPEN_ALL)
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(WORDS_OUTSIDE) == []


def test_nothing_is_asked_of_anybody(opened, release):
    page = opened("report.html", DESK)
    page.evaluate(OPEN_ALL)
    asked = [url for url in page.asked if not url.startswith("data:")]
    assert asked == [(release / "report.html").as_uri()]


def test_the_keyboard_goes_to_the_numbers_the_other_language_and_a_school(opened):
    page = opened("report.html", DESK)
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "#short"
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("href") == "report.es.html"
    page.keyboard.press("Enter")
    page.wait_for_url("**/report.es.html")
    summary = page.locator("#schools summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert summary.locator("..").get_attribute("open") is not None


def test_every_printed_page_says_for_whom_it_is(opened, tmp_path):
    needs(shutil.which("pdftotext"), "No pdftotext here: install the package `poppler-utils`.")
    page = opened("report.html", DESK)
    pdf = tmp_path / "report.pdf"
    page.locator("#schools details").first.evaluate("each => each.open = true")
    page.pdf(path=str(pdf), prefer_css_page_size=True, format="Letter")
    text = subprocess.check_output(["pdftotext", "-layout", str(pdf), "-"], encoding="utf-8")
    sheets = text.split("\f")[:-1]
    assert len(sheets) >= 3
    assert all("PUBLIC RELEASE: made to be shared" in sheet for sheet in sheets)
    assert "O'Hara" in text  # the school that was unfolded
    assert "Yuba High" not in text
