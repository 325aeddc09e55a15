"""The report of a made-up audit, opened in a browser at the width of a desk or of a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from forwhom.report import build
from tests.engine.report.folder import make

SEEN = "[...document.querySelectorAll('figure svg')].filter(s => s.checkVisibility())"
WORDS_OUTSIDE = (
    SEEN
    + """.flatMap(svg => {
    const box = svg.getBoundingClientRect();
    return [...svg.querySelectorAll('text')].filter(text => {
        const of = text.getBoundingClientRect();
        return of.left < box.left - 1 || of.right > box.right + 1
            || of.top < box.top - 1 || of.bottom > box.bottom + 1;
    }).map(text => text.textContent);
})"""
)
DESK, PHONE = 1280, 390


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(make(tmp_path_factory.mktemp("audit") / "one"))


@pytest.fixture
def opened(browser: Any, report: Path) -> Iterator[Callable[[int], Any]]:
    """`opened(390)`: the page in a window of that width, with what it asked for and complained."""
    pages = []

    def page(width: int) -> Any:
        found = browser.new_page(viewport={"width": width, "height": 900})
        pages.append(found)
        found.asked, found.complaints = [], []
        found.on("request", lambda request: found.asked.append(request.url))
        found.on("console", lambda message: found.complaints.append(message.text))
        found.goto(report.as_uri())
        return found

    yield page
    for found in pages:
        found.close()
