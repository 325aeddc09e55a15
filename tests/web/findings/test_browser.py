"""The pages of findings in a browser: found by all, on a phone and a desk, in both languages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.findings.conftest import Audited

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
OPEN_ALL = "document.querySelectorAll('details.fold').forEach(each => each.open = true)"


@pytest.fixture
def seen(browser: Any, live_server: Any, as_: Any, audited: Audited) -> Iterator[Any]:
    """`seen("/findings/", 390, "es")`: the page as an analyst sees it."""
    from django.test import Client

    client: Client = as_("analyst")
    told = {"about": "rule", "text": "Three slips make a suspension.", "would_show": "Others too."}
    client.post(f"/findings/{audited.district}/open/")
    client.post(f"/findings/{audited.district}/assume/", told)
    client.post("/findings/follow/", {"kind": "finding", "key": audited.district})
    contexts = []

    def page(path: str, width: int, language: str) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        held = {"sessionid": client.cookies["sessionid"].value, "django_language": language}
        context.add_cookies(
            [{"name": n, "value": v, "url": live_server.url} for n, v in held.items()]
        )
        found = context.new_page()
        found.complaints = []
        found.on("console", lambda message: found.complaints.append(message.text))
        found.goto(live_server.url + path)
        return found

    yield page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (390, "es")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    seen: Any, axe: Any, audited: Audited, width: int, language: str
) -> None:
    paths = (
        "/findings/", "/findings/?text=nothing", "/findings/?guess=1",
        f"/findings/{audited.district}/", f"/findings/{audited.mine}/", "/findings/followed/",
        "/findings/places/", "/findings/places/201/", "/findings/measures/",
        "/findings/measures/suspended/",
    )  # fmt: skip
    for number, path in enumerate(paths):
        page = seen(path, width, language)
        if os.environ.get("FORWHOM_LOOK"):
            name = f"{number}-{width}-{language}.png"
            page.screenshot(path=Path(os.environ["FORWHOM_LOOK"]) / name, full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.complaints == [], path
        page.evaluate(OPEN_ALL)
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_what_for_whom_and_why_stand_side_by_side_on_a_desk(seen: Any, audited: Audited) -> None:
    def tops(width: int) -> list[float]:
        page = seen(f"/findings/{audited.district}/", width, "en")
        titles = ("#what-title", "#whom-title", "#why")
        return [page.locator(title).bounding_box()["y"] for title in titles]

    assert len({round(top) for top in tops(1280)}) == 1
    first, second, third = tops(390)
    assert first < second < third
