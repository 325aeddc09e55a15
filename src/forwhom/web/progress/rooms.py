"""The rooms of an inquiry in which it sees how far it has come."""

from __future__ import annotations

from forwhom.web.inquiry.models import Inquiry
from forwhom.web.inquiry.rooms import room
from forwhom.web.progress import queries
from forwhom.web.ui.phrases_of import say


@room(83, "progress.title", page="inquiry_progress")
def progress(inquiry: Inquiry) -> str:
    """What the outcome says; else that nothing is counted."""
    found = queries.first_watched(inquiry)
    return found.says if found else say("progress.nothing_counted")


@room(86, "verdict.title", page="inquiry_verdict")
def verdict(inquiry: Inquiry) -> str:
    """What was decided of it."""
    found = queries.verdict(inquiry)
    return _kinds()[found.kind] if found else say("verdict.none")


def _kinds() -> dict[str, str]:
    return {
        "adopt": say("verdict.adopt"), "adapt": say("verdict.adapt"), "stop": say("verdict.stop"),
    }  # fmt: skip
