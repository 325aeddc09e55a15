"""The page that says how small groups are protected, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.report.released.page import front

if TYPE_CHECKING:
    from forwhom.release.released import Release
    from forwhom.report.released.wording import ReleasedWords


def how_protected(release: Release, words: ReleasedWords) -> dict[str, Any]:
    """Everything the template needs: what was declared, and no number of any child."""
    about = release.about
    return {
        **front(release, words),
        "template": "protected.html",
        "threshold": about["threshold"],
        "most": about["threshold"] - 1,
        "width": about["width"],
        "example": about["width"] + 1,
        "command": "forwhom attack FOLDER",
    }
