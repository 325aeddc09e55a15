"""What can be printed: the findings in scope, and the releases that are there."""

from __future__ import annotations

from forwhom.errors import ReleaseError
from forwhom.release.released import Release
from forwhom.web.findings.queries import visible
from forwhom.web.releases.queries import all_releases
from forwhom.web.ui.phrases_of import language

AUDIENCES = ("committee", "public")
MOST_OFFERED = 40


def findings() -> list[tuple[str, str]]:
    """The first findings in scope, each once: id and sentence."""
    told: dict[str, str] = {}
    for found in visible():
        sentence = found.sentence_es if language() == "es" else found.sentence_en
        told.setdefault(found.id, sentence)
        if len(told) == MOST_OFFERED:
            break
    return list(told.items())


def release_for(audience: str) -> Release | None:
    """The newest release that may be printed for these people; None where there is none.

    What is made for everyone may be given to a committee, never the other way round.
    """
    allowed = {audience, "public"}
    try:
        found = all_releases()
    except ReleaseError:
        return None
    return next((one for one in found if one.about["audience"] in allowed), None)


def audiences() -> list[tuple[str, bool]]:
    """Each audience of a release, and whether there is one to print from."""
    return [(audience, release_for(audience) is not None) for audience in AUDIENCES]
