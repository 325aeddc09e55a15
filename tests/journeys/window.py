"""A person's browser: what they press is named by the page's own phrases, in their language."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from django.utils import translation

from forwhom.web.phrases_of import say

PHONE, DESK = 390, 1280
OPEN_ALL = "document.querySelectorAll('main details').forEach(each => each.open = true)"
WIDE = "document.documentElement.scrollWidth"
# Says in the console what the policy forbade, should the browser itself say it another way.
TELL = (
    "document.addEventListener('securitypolicyviolation',"
    " e => console.error('The policy forbids ' + e.violatedDirective))"
)
ADVICE = "[DOM]"  # Chromium's own advice about forms is none of what we look for


def beginning(words: str) -> re.Pattern[str]:
    """Whatever begins with these words, as the browser's own language reads it."""
    return re.compile("^" + re.sub(r"([.*+?^${}()|\[\]\\/])", r"\\\1", words))


class Window:
    """One page of one person, and all that the browser asked for and complained of."""

    def __init__(self, page: Any, home: str, width: int, language: str) -> None:
        """Listen from the first moment; `home` is the address of the district's server."""
        self.page, self.home, self.width, self.language = page, home, width, language
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.shots = 0
        page.add_init_script(TELL)
        page.on("console", lambda told: self._heard(told.text, told.location["url"]))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))

    def _heard(self, text: str, where: str) -> None:
        page_itself = text.startswith("Failed to load resource") and where == self.page.url
        if not text.startswith(ADVICE) and not page_itself:  # a page may say that nothing is there
            self.complaints.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.home, "data:")):
            self.elsewhere.append(url)

    # ------------------------------------------------------------------------------- what one does
    def say(self, phrase: str, **values: object) -> str:
        """A phrase of the pages in this person's language."""
        with translation.override(self.language):
            return say(phrase, **values)

    def go(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.home + path)
        self.look()

    def sign_in(self, email: str, password: str) -> None:
        """By the form that everyone sees first."""
        self.go("/")
        self.write("account.email", email)
        self.write("account.password", password)
        self.press("account.sign_in")
        self.sees(self.page.get_by_role("heading", level=1))
        assert self.page.url == f"{self.home}/"

    def press(self, phrase: str, **values: object) -> None:
        """Press a button, by its words."""
        name = beginning(self.say(phrase, **values))
        self.page.get_by_role("button", name=name).first.click()
        self.look()

    def follow(self, phrase: str, **values: object) -> None:
        """Follow a link of the page, by its words or their beginning."""
        self.follow_words(self.say(phrase, **values))

    def follow_words(self, words: str) -> None:
        """Follow a link whose words come from the records, such as a school's name."""
        link = self.page.locator("main").get_by_role("link", name=beginning(words))
        link.first.click()
        self.look()

    def menu(self, phrase: str) -> None:
        """Go to a page of the main menu; on a phone the menu is opened first."""
        if self.width == PHONE:
            self.page.locator(".menu > summary").click()
        menu = self.page.locator("header nav")
        menu.get_by_role("link", name=self.say(phrase), exact=True).click()
        self.look()

    def offered(self) -> list[str]:
        """The words of the main menu."""
        return [text.strip() for text in self.page.locator("header nav a").all_text_contents()]

    def write(self, label: str, text: str) -> None:
        """Fill in a field, by its label."""
        self.field(label).fill(text)

    def field(self, label: str) -> Any:
        """A field of the page's content, by the beginning of its label."""
        named = self.page.locator("main").get_by_label(beginning(self.say(label)))
        return named.and_(self.page.locator("input, select, textarea")).first

    def choose(self, words: str) -> None:
        """Press the words beside a round or square box, as people do."""
        self.page.locator("main label").get_by_text(words, exact=False).first.click()

    # ------------------------------------------------------------------------------- what one sees
    def heading(self, phrase: str, **values: object) -> None:
        """A heading that must stand on the page."""
        self.sees(self.page.get_by_role("heading", name=self.say(phrase, **values)))

    def reads(self, phrase: str, **values: object) -> None:
        """Words that must stand on the page, and be in sight."""
        self.sees(self.page.get_by_text(self.say(phrase, **values)))

    def sees(self, found: Any) -> None:
        """Wait until the first of these is in sight."""
        found.first.wait_for(state="visible")

    def look(self) -> None:
        """Each page that opens is as wide as the window, and nothing on it went wrong."""
        self.page.wait_for_load_state()
        self.shot()
        self.is_calm()

    def is_calm(self) -> None:
        """No sideways scrolling, no complaint, nothing asked of another server."""
        where = self.page.url.removeprefix(self.home)
        assert self.page.evaluate(WIDE) <= self.width, f"{where} is wider than the window"
        assert self.complaints == [], where
        assert self.elsewhere == [], where

    def shot(self, name: str = "") -> None:
        """A picture, where FORWHOM_SHOTS names a folder to look at them."""
        folder = os.environ.get("FORWHOM_SHOTS", "")
        if folder:
            self.shots += 1
            test = os.environ.get("PYTEST_CURRENT_TEST", "").split("::")[-1].split(" ")[0]
            path = re.sub(r"[^\w-]+", "-", f"{test} {self.shots:02} {name}").strip("-")
            self.page.screenshot(path=Path(folder) / f"{path}.png", full_page=True)
