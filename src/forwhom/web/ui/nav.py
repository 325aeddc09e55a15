"""The main menu: only what this person's roles open, in the order of the work."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer


@dataclass(frozen=True)
class Entry:
    """One line of the menu: the name of its address, its phrase, and what it asks for."""

    name: str
    phrase: str
    may: May | None = None


ENTRIES = (
    Entry("home", "page.home"),
    Entry("findings", "page.findings", May.READ_INSIDE),
    Entry("inquiries", "page.inquiries", May.TAKE_PART),
    Entry("commitments", "page.commitments", May.TAKE_PART),
    Entry("decisions", "page.decisions", May.TAKE_PART),
    Entry("releases", "page.releases", May.READ_RELEASES),
    Entry("packets", "page.packets", May.PRINT_RELEASED),
    Entry("records", "page.records", May.BRING_RECORDS),
    Entry("audits", "page.audits", May.READ_INSIDE),
    Entry("people", "page.people", May.MANAGE_PEOPLE),
    Entry("history", "page.history", May.READ_HISTORY),
)
MANUAL, ME = "manual", "me"


@cache
def address(name: str) -> str:
    """Where a page without parts in its address stands; empty where there is no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def entries(request: HttpRequest, viewer: Viewer) -> list[dict[str, object]]:
    """The lines of the menu for this person, the page they are on marked."""
    allowed = [one for one in ENTRIES if one.may is None or viewer.may(one.may)]
    found = [(one, address(one.name)) for one in allowed]
    here = request.path
    return [
        {"phrase": one.phrase, "url": url, "here": _is_here(here, url)} for one, url in found if url
    ]


def _is_here(path: str, url: str) -> bool:
    """Whether a page is, or stands beneath, that of a line of the menu."""
    return path == url or (url != "/" and path.startswith(url))
