"""What every page knows: who is looking, in which language, at which district."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from forwhom.web.accounts.viewer import NO_ONE, Viewer
from forwhom.web.ui.nav import MANUAL, ME, address, entries
from forwhom.web.ui.phrases_of import language

VERSION = version("forwhom")


def every_page(request: HttpRequest) -> dict[str, Any]:
    """The values that `ui/page.html` needs."""
    viewer: Viewer = getattr(request, "viewer", NO_ONE)
    return {
        "viewer": viewer,
        "language": language(),
        "is_demo": settings.DEMO,
        "menu": entries(request, viewer) if viewer.person else [],
        "district_name": _district(viewer),
        "manual": address(MANUAL),
        "me": address(ME),
        "version": VERSION,
    }


def _district(viewer: Viewer) -> str:
    """The district of the first post; empty for somebody who is not signed in."""
    place = next((place for _, place in viewer.posts), None)
    return str(place.within or place) if place else ""
