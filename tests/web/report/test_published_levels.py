"""The part on published levels can be read by everybody, on a desk and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forwhom.audit import audit_records
from forwhom.report import build
from tests.engine.published.rows import write
from tests.engine.published.test_level_report import ROWS
from tests.web.report.conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.long]

OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"


@pytest.fixture(scope="module")
def levels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("levels")
    return build(audit_records(write(home / "source", ROWS), home / "out"), language="es")


@pytest.mark.parametrize("width", [DESK, PHONE, 320])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Any, axe: Any, levels: Path, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(levels.as_uri())
    page.evaluate(OPEN_ALL)
    assert page.locator("#levels table").count() > 2
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
