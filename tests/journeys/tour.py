"""A tour of all pages that open for somebody, each looked at with axe at both widths.

A page is looked at again, by another role or in another state, where its <main> holds an element of
a shape that was not seen at this address, or more than one where there was one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse

from forwhom.web.accounts.door import OF_LIBRARIES
from tests.journeys.window import DESK, OPEN_ALL, PHONE, WIDE, Window
from tests.web.addresses import OWN, WRITTEN

Seen = set[tuple[str, str, str, int]]  # the address, the language, a shape, and one or many
Blanks = dict[str, list[dict[str, Any]]]
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
TAG = re.compile(r"<(\w+)([^>]*)>")
SHAPE = re.compile(r'\b(?:class|type|role)="[^"]*"')
KEY = re.compile(r"\d+|(?<=/invitation/)[^/]+")  # what differs from one run to the next
SIGNS_OUT = {"account_logout"}
# A list that is narrowed, a form half filled in: other states of a page, by its address.
MORE = {
    "findings": ("?guess=1", "?text=nothing", "?measure=none"),
    "finding": ("?schools=gaps",),
    "people": ("?search=nobody",),
    "history": (f"?place={OWN}", "?act=denied&since=2100-01-01"),
}
SEND = """path => {
    const form = document.querySelector("form[method=post]").cloneNode(true)
    form.action = path
    form.querySelectorAll("[name]:not([name=csrfmiddlewaretoken])").forEach(one => one.remove())
    document.body.append(form)
    form.submit()
}"""


def paths(opens: Callable[[str], bool], blanks: Blanks) -> Iterator[str]:
    """Every address that opens, its blanks filled in."""
    for name in [*WRITTEN, *OF_LIBRARIES]:
        if opens(name):
            for filled in blanks.get(name) or [_as_written(name)]:
                path = _path(name, filled)
                yield from (path + more for more in ("", *MORE.get(name, ())))


def _as_written(name: str) -> dict[str, Any]:
    line = WRITTEN.get(name, {})
    return {**line.get("path", {}), **({line["place"]: OWN} if "place" in line else {})}


def _path(name: str, filled: dict[str, Any]) -> str:
    try:
        return reverse(name, kwargs=filled)
    except NoReverseMatch:
        return reverse(name, kwargs={"pk": 1})  # a library's page about one of somebody's keys


@dataclass
class Tour:
    """What was looked at so far by everybody, and what was wrong in this tour."""

    window: Window
    axe: Callable[..., list[str]]
    seen: Seen
    wrong: dict[str, Any] = field(default_factory=dict)

    def speak(self, language: str) -> None:
        """From here on in this language."""
        held = {"name": "django_language", "value": language, "url": self.window.home}
        self.window.page.context.add_cookies([held])
        self.window.language = language

    def open(self, path: str, *widths: int) -> None:
        """Look at a page, unless what it says was looked at already."""
        if self._is_new(self.window.page.context.request.get(self.window.home + path)):
            self.window.page.goto(self.window.home + path)
            self.look(path, *widths)

    def send_nothing(self, path: str, *widths: int) -> None:
        """Send an empty form to an address, and look at what it says to that."""
        page, url = self.window.page, self.window.home + path
        token = next(c["value"] for c in page.context.cookies() if c["name"] == "csrftoken")
        if self._is_new(page.context.request.post(url, form={"csrfmiddlewaretoken": token})):
            page.goto(f"{self.window.home}/")
            with page.expect_navigation():
                page.evaluate(SEND, path)
            self.look(f"{path} sent", *widths)

    def _is_new(self, answer: Any) -> bool:
        if answer.status >= 500:
            self.wrong[answer.url] = answer.status
        is_page = answer.headers.get("content-type", "").startswith("text/html")
        if not is_page or answer.status == 204:
            return False
        found = MAIN.search(answer.text())
        counted = Counter(
            f"{tag} {' '.join(SHAPE.findall(said))}"
            for tag, said in TAG.findall(found.group() if found else "")
        )
        where = KEY.sub("#", answer.url.removeprefix(self.window.home))
        shapes = {
            (where, self.window.language, shape, many)
            for shape, n in counted.items()
            for many in range(1, min(n, 2) + 1)
        }
        is_new = not shapes <= self.seen
        self.seen |= shapes
        return is_new

    def look(self, path: str, *widths: int) -> None:
        """Everything unfolded; at each width no fault, nothing sideways, no complaint."""
        window, page = self.window, self.window.page
        page.evaluate(OPEN_ALL)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            self._open_the_menu(path, width)
            window.shot(f"{path.strip('/')} {window.language} {width}")
            faults = [
                *self.axe(page, colours=window.language == "en"),
                *window.complaints,
                *window.elsewhere,
            ]
            wide = page.evaluate(WIDE)
            faults += [f"{wide} px wide"] if wide > width else []
            faults += [] if page.locator("main h1").count() == 1 else ["not one h1"]
            if faults:
                self.wrong[f"{path} {window.language} {width}"] = faults
        window.complaints.clear()
        window.elsewhere.clear()

    def _open_the_menu(self, path: str, width: int) -> None:
        """Once a tour: the menu is the one part of a page that differs by role."""
        if path == "/" and width == PHONE:
            for menu in self.window.page.locator(".menu > summary").all():
                menu.click()

    def is_still(self, password: str) -> None:
        """Say the password once more, as pages about signing in ask."""
        page = self.window.page
        page.goto(f"{self.window.home}/account/reauthenticate/")
        page.fill("main [name=password]", password)
        page.press("main [name=password]", "Enter")
        page.wait_for_url(f"{self.window.home}/")

    def go(self, places: list[str]) -> None:
        """All of them in both languages, and what each says to an empty form."""
        for language, widths in (("en", (DESK, PHONE)), ("es", (PHONE,))):
            self.speak(language)
            for path in places:
                self.open(path, *widths)
        self.speak("en")
        out = {reverse(name) for name in SIGNS_OUT}
        for path in places:
            if "?" not in path and path not in out:
                self.send_nothing(path, PHONE)
