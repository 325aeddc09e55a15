"""A served district in a real browser, with what the browser asked for and complained of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def signed_in(transactional_db: None, somebody: Callable[..., Any]) -> str:
    """The cookie of an analyst's session."""
    client = Client()
    client.force_login(somebody("analyst"))
    return client.cookies["sessionid"].value


@pytest.fixture
def opened(browser: Any, live_server: Any, signed_in: str) -> Iterator[Callable[..., Any]]:
    """`opened("/gallery/", 390, "es")`: that page, at that width, in that language."""
    contexts = []

    def page(path: str, width: int = 1280, language: str = "en", **more: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **more)
        contexts.append(context)
        cookies = {"sessionid": signed_in, "django_language": language}
        context.add_cookies(
            [
                {"name": name, "value": held, "url": live_server.url}
                for name, held in cookies.items()
            ]
        )
        found = context.new_page()
        found.asked, found.complaints = [], []
        found.on("request", lambda request: found.asked.append(request.url))
        found.on("console", lambda message: found.complaints.append(message.text))
        found.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.goto(live_server.url + path)
        found.evaluate("document.fonts.ready.then(() => true)")
        return found

    yield page
    for context in contexts:
        context.close()
