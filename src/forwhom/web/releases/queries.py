"""Reading releases: the only thing of an audit that everyone with a role may see."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import Http404

from forwhom.errors import ReleaseError
from forwhom.release.ledger import Ledger
from forwhom.release.released import ABOUT, NUMBERS, Release
from forwhom.report.released.wording import ReleasedWords
from forwhom.web.place_on_disk import Served
from forwhom.web.ui.phrases_of import language

MOST = 8  # releases kept in memory by one process


def all_releases() -> list[Release]:
    """Every release of the district that is whole, newest first.

    Raises ReleaseError where the ledger does not hold: then nothing is shown.
    """
    ledger = Ledger(Served.here().district / "releases")
    names = [str(row["id"]) for row in reversed(ledger.rows)]
    return [_read(name) for name in names if (ledger.folder / name / ABOUT).is_file()]


def one(name: str) -> Release:
    """A release by its id. Http404 where there is none in the ledger."""
    for found in all_releases():
        if found.folder.name == name:
            return found
    raise Http404


def newest() -> Release | None:
    """The newest release; None before the first, and where the ledger does not hold."""
    try:
        return next(iter(all_releases()), None)
    except ReleaseError:
        return None


def words_of(release: Release) -> ReleasedWords:
    """The words of its pages in the reader's language, as its legal profile has them."""
    return ReleasedWords.of_release(release.about, language())


def school_of(release: Release, code: str) -> dict[str, Any]:
    """What a release says of a school: id, name and level. Http404 where it says nothing."""
    schools: list[dict[str, Any]] = release.about["schools"]
    if "school" not in release.about["places"]:
        raise Http404
    for school in schools:
        if school["school_id"] == code:
            return school
    raise Http404


def measure_of(release: Release, name: str) -> dict[str, Any]:
    """What a release says of a measure. Http404 where it was not declared."""
    measures: list[dict[str, Any]] = release.about["measures"]
    for measure in measures:
        if measure["name"] == name:
            return measure
    raise Http404


def _read(name: str) -> Release:
    folder = Served.here().district / "releases" / name
    return _kept(folder, (folder / NUMBERS).stat().st_mtime_ns)


@lru_cache(MOST)
def _kept(folder: Path, _: int) -> Release:
    return Release.read(folder)
