"""Making the pages ready for an audit: its schools become places, and it gets its index."""

from __future__ import annotations

from collections.abc import Callable

from django.dispatch import Signal

from forwhom.results import AuditFolder
from forwhom.results.index import built
from forwhom.web.accounts.changes import place_schools
from forwhom.web.history.changes import Who

made = Signal()
"""An audit was run: `audit` is its folder, and `say` tells of each step of what is done for it."""


def make_ready(audit: AuditFolder, *, by: Who, say: Callable[[str], None]) -> None:
    """Done again it changes only what is new."""
    about = audit.about
    place_schools(
        by=by,
        district_name=about["district"]["name"],
        schools=[(one["school_id"], one["name"], one["level"] or "") for one in about["schools"]],
    )
    built(audit.folder, say=say)
