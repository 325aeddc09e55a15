"""The browser of the journeys hears what it should: a journey that hears nothing proves nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.window import PHONE, Window

pytestmark = [pytest.mark.browser, pytest.mark.long]
IMAGE = "document.body.append(Object.assign(new Image(), {src: 'https://elsewhere.example/x.png'}))"
INLINE = (
    "document.body.append(Object.assign(document.createElement('script'), {text: 'let a = 1'}))"
)
WIDER = "document.querySelector('h1').textContent = 'w'.repeat(99)"
STAYS = "document.querySelector('h1').style.whiteSpace = 'nowrap'"


@pytest.mark.parametrize(
    ("does", "heard"),
    [(IMAGE, "img-src"), (INLINE, "script-src"), ("console.error('odd')", "odd")],
)
def test_what_a_page_should_not_do_is_heard(
    window: Callable[..., Window], served: Any, does: str, heard: str
) -> None:
    found = window(PHONE)
    found.go("/")
    found.page.evaluate(does)
    found.page.wait_for_timeout(0)
    assert any(heard in told for told in found.complaints)
    with pytest.raises(AssertionError):
        found.is_calm()


def test_a_page_that_is_too_wide_is_seen(window: Callable[..., Window], served: Any) -> None:
    found = window(PHONE)
    found.go("/")
    found.page.evaluate(f"{STAYS}; {WIDER}; document.querySelector('h1').style.maxWidth = 'none'")
    with pytest.raises(AssertionError, match="wider than the window"):
        found.is_calm()


def test_another_server_that_is_asked_is_noticed(window: Callable[..., Window]) -> None:
    found = window(PHONE)
    found._asked("https://elsewhere.example/x.png")
    found._asked(f"{found.home}/")
    assert found.elsewhere == ["https://elsewhere.example/x.png"]
