"""What the public and the committee see: pages that are made from a release and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forwhom.release.released import HOW, REPORT

if TYPE_CHECKING:
    from forwhom.release.released import Release
    from forwhom.words.numbers import Language

OTHER: dict[str, Language] = {"en": "es", "es": "en"}


def pages(release: Release) -> dict[str, str]:
    """The pages of a release by file name: in the district's language, and in the other one.

    Raises ReleaseError where a page would carry a word that the legal profile leaves out.
    """
    first: Language = "es" if release.about["language"] == "es" else "en"
    found: dict[str, str] = {}
    for language in (first, OTHER[first]):
        suffix = "" if language == first else f".{language}"
        back = f".{OTHER[language]}" if not suffix else ""
        names = {"here": {n: file_name(n, suffix) for n in (REPORT, HOW)},
                 "there": {n: file_name(n, back) for n in (REPORT, HOW)}}  # fmt: skip
        found |= _in_language(release, language, names)
    return found


def file_name(name: str, suffix: str) -> str:
    """`report.html` in the district's language, `report.es.html` in another one."""
    stem, end = name.rsplit(".", 1)
    return f"{stem}{suffix}.{end}"


def _in_language(
    release: Release, language: Language, names: dict[str, dict[str, str]]
) -> dict[str, str]:
    from forwhom.report import put_together
    from forwhom.report.released.page import whole_page
    from forwhom.report.released.protected import how_protected
    from forwhom.report.released.wording import ReleasedWords, refuse_banned

    words = ReleasedWords.of_release(release.about, language)
    found: dict[str, str] = {}
    for name, parts in ((REPORT, whole_page), (HOW, how_protected)):
        made: dict[str, Any] = parts(release, words)
        links = {"report": names["here"][REPORT], "how": names["here"][HOW],
                 "other_language": names["there"][name]}  # fmt: skip
        page = put_together(made.pop("template"), made.pop("mark"), **made, links=links)
        refuse_banned(page, release.about, words)
        found[names["here"][name]] = page
    return found
