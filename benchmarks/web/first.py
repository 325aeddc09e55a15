"""The first look at each page, which is not counted: the findings are opened, and all is drawn."""

from __future__ import annotations

import re
import urllib.parse
import urllib.request
from collections.abc import Sequence
from http.cookiejar import CookieJar

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PERSON = re.compile(r'name="person" value="(\d+)"')
FINDING = re.compile(r"^/findings/[0-9a-f]{12}/$")
ROUNDS = 4
"""Each page so often: the two processes share no memory, and either may answer."""


def look(address: str, pages: Sequence[str]) -> None:
    """Sign in as the first two made-up people, open the findings, and read each page."""
    for number in range(2):
        visitor = Visitor(address)
        visitor.sign_in(number)
        for page in pages:
            if FINDING.match(page):
                visitor.send(f"{page}open/", {}, seen=page)
        for page in list(pages) * ROUNDS:
            visitor.read(page)


class Visitor:
    """Somebody with a browser that keeps cookies and knows no script."""

    def __init__(self, address: str) -> None:
        """`address` is that of the server, without a slash at its end."""
        self.address = address
        self._browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar()), urllib.request.ProxyHandler({})
        )

    def read(self, path: str) -> str:
        """A page. Raises HTTPError where it does not answer as it should."""
        with self._browser.open(self.address + path) as answer:
            return str(answer.read().decode())

    def send(self, path: str, form: dict[str, str], *, seen: str) -> None:
        """A form as the page `seen` holds it, which may lead on to another page."""
        told = TOKEN.search(self.read(seen))
        if told is None:
            return  # opened before: nothing is asked any more
        data = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": told.group(1)}).encode()
        headers = {"Referer": self.address + seen}
        request = urllib.request.Request(self.address + path, data, headers)
        self._browser.open(request).close()

    def sign_in(self, number: int) -> None:
        """As one of the made-up people, in the order in which the demo offers them."""
        page = "/account/sign-in/"
        people = PERSON.findall(self.read(page))
        if not people:
            raise RuntimeError("The sign-in page offers nobody: is this the demo?")
        self.send("/account/sign-in/as/", {"person": people[number]}, seen=page)
