"""School by school: one table each, with the same rows and columns whoever goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.charts.phrases import phrase
from forwhom.privacy.ladder import HIDDEN_MARK
from forwhom.release.declared.lattice import SCHOOL
from forwhom.report.released.shown import shown
from forwhom.results.names import EVERYONE, group_values

if TYPE_CHECKING:
    from forwhom.release.released import Release
    from forwhom.report.released.wording import ReleasedWords

Part = dict[str, Any]
LEVELS = ("elementary", "k8", "middle", "high", "k12", "other")


def school_by_school(release: Release, words: ReleasedWords) -> list[Part]:
    """The schools of each level by name, each with its table; nothing where none is declared."""
    if SCHOOL not in release.about["places"]:
        return []
    found: dict[str, list[Part]] = {level: [] for level in LEVELS}
    for school in sorted(release.about["schools"], key=lambda s: (s["name"], s["school_id"])):
        level = school["level"] if school["level"] in LEVELS else "other"
        rows = school_rows(release, school["school_id"], words)
        found[level].append({"name": school["name"], "id": school["school_id"], "rows": rows})
    return [
        {"title": phrase(f"level.{level}", words.language), "name": level, "schools": schools}
        for level, schools in found.items()
        if schools
    ]


def school_rows(
    release: Release, school: str, words: ReleasedWords
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Of each group its label, and of each measure what is shown and of how many; or the mark."""
    groups = [g for g in release.groups if g == EVERYONE or len(group_values(g)) == 1]
    year = release.about["school_years"][-1]
    return [
        (words.label(group), [_cell(release, m["name"], year, school, group, words)
                              for m in release.about["measures"]])
        for group in groups
    ]  # fmt: skip


def _cell(
    release: Release, measure: str, year: str, school: str, group: str, words: ReleasedWords
) -> tuple[str, str]:
    found = shown(release.number(measure, year, SCHOOL, school, group), HIDDEN_MARK)
    return found.text, "" if found.low is None else words.say("released.of", n=found.n)
