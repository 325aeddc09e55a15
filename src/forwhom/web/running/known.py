"""What a server knows of its district before the first click: its schools, and a demo's story."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings

from forwhom.results import open_audit
from forwhom.web.accounts import demo
from forwhom.web.accounts.changes import place_schools
from forwhom.web.accounts.viewer import everywhere
from forwhom.web.audits.queries import folders
from forwhom.web.audits.ready_for_pages import make_ready
from forwhom.web.history.changes import SERVER
from forwhom.web.story.play import play

log = logging.getLogger(__name__)


def know(say: Callable[[str], None]) -> None:
    """Make places of the newest audit's schools, and its index; in the demo, people and a story.

    An audit that was made by the command line is there for the pages too.
    """
    found = folders()
    with everywhere(because="the server learns its district's schools before anyone looks"):
        if found:
            make_ready(open_audit(found[0]), by=SERVER, say=say)
        if settings.DEMO:
            if not found:
                place_schools(by=SERVER, district_name="Made-up district", schools=[])
            demo.make_people()
    if settings.DEMO:
        _tell_the_story()


def _tell_the_story() -> None:
    """The demo's finished inquiry. Pages are served whether or not it could be told."""
    try:
        play()
    except Exception:
        log.exception("The demo's inquiry could not be told")
