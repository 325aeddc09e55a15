"""The pages of why in a browser: found by all, on a phone and a desk, in both languages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from forwhom.web.accounts.viewer import Viewer, looks
from forwhom.web.heard import changes as heard
from forwhom.web.heard.models import Note
from forwhom.web.reasons.models import Cause
from tests.web.inquiry.conftest import Begun, begun  # noqa: F401
from tests.web.reasons.conftest import kept
from tests.web.reasons.written import write_all

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"


def fill(begun: Begun) -> None:  # noqa: F811
    me = Viewer.of(begun.lead)
    with looks(me):
        write_all(me, begun.one)
        about = ("inquiry", str(begun.one.pk))
        said = "The bus comes ten minutes after the bell. Then we wait outside with a slip."
        for who, may_quote in (("students", True), ("families", False)):
            heard.hear(
                by=me, place=begun.one.place, about=about, who=who, how_many=6, language="Hmong",
                said=said, may_quote=may_quote, on=timezone.localdate(),
            )  # fmt: skip
        Cause.objects.filter(text__startswith="The first bell").update(
            status="supported", source=f"heard:{Note.objects.first().pk}"
        )
        Cause.objects.filter(text__startswith="The bus contract").update(act_here=True)
        Cause.objects.filter(text__startswith="One counselor").update(status="refuted")


@pytest.fixture
def seen(browser: Any, live_server: Any, begun: Begun) -> Iterator[Any]:  # noqa: F811
    """`seen("/reasons/…", 390, "es")`: the page as the lead of the team sees it."""
    contexts = []

    def page(path: str, width: int, language: str) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        session = begun.as_lead.cookies["sessionid"].value
        held = {"sessionid": session, "django_language": language}
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
    seen: Any,
    axe: Any,
    begun: Begun,  # noqa: F811
    width: int,
    language: str,
) -> None:
    names = ("causes", "rivals", "assumptions", "predictions", "seen")
    at = f"/reasons/inquiry/{begun.one.pk}"
    rooms = [f"{at}/{name}/" for name in names] + [f"/heard/inquiry/{begun.one.pk}/"]
    for state in ("empty", "full"):
        if state == "full":
            fill(begun)
            deep = next(one for one in kept(Cause) if one.text.startswith("No rule"))
            rooms += [f"/reasons/causes/{deep.pk}/", f"{at}/causes/?why={deep.pk}", begun.url,
                      f"{at}/causes/?status=supported"]  # fmt: skip
        for number, path in enumerate(rooms):
            page = seen(path, width, language)
            if os.environ.get("FORWHOM_LOOK"):
                name = f"{state}-{number}-{width}-{language}.png"
                page.screenshot(path=Path(os.environ["FORWHOM_LOOK"]) / name, full_page=True)
            assert page.complaints == [], path
            assert axe(page) == [], path
            page.evaluate(OPEN_ALL)
            assert axe(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
