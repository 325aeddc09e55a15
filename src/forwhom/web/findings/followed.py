"""What somebody follows, and what changed of it since they last looked: in words, no numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import Http404
from django.urls import reverse

from forwhom.release.released import ABOUT, Release
from forwhom.report.words import Words
from forwhom.results import Finding
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import Viewer
from forwhom.web.findings.lines import line_of, words_of
from forwhom.web.findings.models import Follow
from forwhom.web.findings.models.follow import FINDING, MEASURE, SCHOOL
from forwhom.web.findings.sight import Sight, earlier, sight
from forwhom.web.place_on_disk import Served
from forwhom.web.ui.phrases_of import language, say


@dataclass(frozen=True)
class Followed:
    """Something followed: what it is, where it stands, and what changed, if anything did."""

    follow: Follow
    title: str
    url: str
    told: str
    changed: bool


def of_viewer(viewer: Viewer) -> list[Follow]:
    """What somebody follows, oldest first."""
    if viewer.person is None:
        return []
    return list(Follow.objects.filter(person=viewer.person).select_related("place"))


def keys(viewer: Viewer) -> set[tuple[str, str]]:
    """Kind and key of all that somebody follows."""
    return {(one.kind, one.key) for one in of_viewer(viewer)}


def followed(viewer: Viewer) -> list[Followed]:
    """All that somebody follows, with what changed of it since they last looked."""
    mine = of_viewer(viewer)
    if not mine:
        return []
    if not viewer.may(May.READ_INSIDE):
        return _released(mine)
    seen = sight()
    if seen is None:
        return []
    before = {name: earlier(name) for name in {one.seen for one in mine} if name != seen.id}
    words = words_of(seen)
    told = (_told(one, seen, before.get(one.seen), words) for one in mine)
    return [one for one in told if one is not None]


def _told(one: Follow, seen: Sight, before: Sight | None, words: Words) -> Followed | None:
    """None where it is no longer in sight."""
    changed = one.seen != seen.id
    try:
        if one.kind == FINDING:
            return _finding(one, seen, before, words)
        if one.kind == SCHOOL:
            name, url = seen.named(one.key).name, reverse("place", args=[one.key])
            same = {f.id for f in seen.findings if f.place_id == one.key}
            was = {f.id for f in before.findings if f.place_id == one.key} if before else same
        else:
            card = seen.measure(one.key)
            name, url = words.of_measure(card, "title"), reverse("measure", args=[one.key])
            same = {f.id for f in seen.findings if f.measure == one.key}
            was = {f.id for f in before.findings if f.measure == one.key} if before else same
    except Http404:
        return None
    return Followed(one, name, url, _several(same, was, changed, before), changed)


def _several(now: set[str], was: set[str], changed: bool, before: Sight | None) -> str:
    if not changed:
        return say("followed.nothing_new")
    if before is None:
        return say("followed.new_audit")
    new, gone = len(now - was), len(was - now)
    if not new and not gone:
        return say("followed.same_findings")
    return say("followed.moved", new=new, gone=gone)


def _finding(one: Follow, seen: Sight, before: Sight | None, words: Words) -> Followed | None:
    now = next((f for f in seen.findings if f.id == one.key), None)
    was = next((f for f in before.findings if f.id == one.key), None) if before else None
    about, where = (now, seen) if now else (was, before)
    if about is None or where is None:
        gone = one.seen != seen.id
        return Followed(one, say("followed.a_finding"), "", say("followed.no_longer"), gone)
    title = line_of(about, where, words).heading
    url = reverse("finding", args=[one.key]) if now else ""
    changed = one.seen != seen.id
    return Followed(one, title, url, _moved(now, was, before, changed), changed)


def _moved(now: Finding | None, was: Finding | None, before: Sight | None, changed: bool) -> str:
    """How a gap moved, by its two intervals: apart, or not told apart."""
    if not changed:
        return say("followed.nothing_new")
    if now is None:
        return say("followed.no_longer")
    if before is None:
        return say("followed.new_audit")
    if was is None:
        return say("followed.is_new")
    if now.difference * was.difference < 0:
        return say("followed.turned")
    apart = _apart(now, was)
    grew = abs(now.difference) > abs(was.difference)
    return say("followed.no_signal" if not apart else "followed.grew" if grew else "followed.less")


def _apart(now: Finding, was: Finding) -> bool:
    """Whether the intervals of two audits do not touch: a careful test of a change."""
    ends = (now.difference_low, now.difference_high, was.difference_low, was.difference_high)
    if any(end is None for end in ends):
        return False
    low, high, low_before, high_before = (float(end or 0.0) for end in ends)
    return high < low_before or low > high_before


def releases() -> list[Path]:
    """The folders of all whole releases, newest first."""
    found = [about.parent for about in (Served.here().district / "releases").glob(f"*/{ABOUT}")]
    return sorted(found, key=lambda folder: (folder / ABOUT).stat().st_mtime, reverse=True)


def newest_release() -> Release | None:
    """The newest release; None before the first."""
    found = releases()
    return Release.read(found[0]) if found else None


def released_measures(release: Release | None) -> dict[str, str]:
    """The measures of a release with their titles: what those outside may follow."""
    cards: list[Mapping[str, Any]] = release.about.get("measures", []) if release else []
    names = {card["name"]: card for card in cards}
    return {
        name: card["title"] if language() == "en" else card["spanish"]["title"]
        for name, card in names.items()
    }


def _released(mine: list[Follow]) -> list[Followed]:
    """Measures that those outside follow: a new release is what changes."""
    release = newest_release()
    titles = released_measures(release)
    newest = release.folder.name if release else ""
    return [
        Followed(
            one, titles[one.key], reverse("release_measure", args=[newest, one.key]),
            say("followed.nothing_new" if one.seen == newest else "followed.new_release"),
            one.seen != newest,
        )
        for one in mine
        if one.kind == MEASURE and one.key in titles
    ]  # fmt: skip
