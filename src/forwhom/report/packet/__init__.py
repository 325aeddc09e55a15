"""The printed board packet: chosen findings on paper, a page a question, with room to write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from forwhom.errors import PacketError

if TYPE_CHECKING:
    from forwhom.words.numbers import Language

AUDIENCES = ("committee", "public")
Choice = tuple[str, str, str]
"""A measure, a group or dimension, and a place: `("suspended", "race_ethnicity", "district")`."""


def packet_inside(
    audit_folder: Path,
    finding_ids: Sequence[str],
    *,
    language: Language = "en",
    title: str | None = None,
    note: str | None = None,
    prepared_for: str | None = None,
    day: date | None = None,
) -> bytes:
    """A PDF/UA-1 of an audit's findings, in the order given: exact numbers, for inside only.

    A finding is named by its id, the beginning of it, or its number in the audit, from 1. The
    same arguments give the same bytes: `day`, where it is given, stands on the first page.

    Raises:
        AuditFolderError: The folder holds no whole audit.
        PacketError: Nothing was chosen, or there is no such finding.
    """
    from forwhom.report.packet.inside import contents
    from forwhom.report.packet.typeset import typeset
    from forwhom.results import open_audit

    if not finding_ids:
        raise _nothing("findings", "such as `forwhom packet AUDIT 1 3 7`; the report lists them")
    audit = open_audit(audit_folder)
    return typeset(contents(audit, finding_ids, language, title, note, prepared_for, day))


def packet_released(
    release_folder: Path,
    chosen: Sequence[Choice],
    *,
    audience: str,
    language: Language | None = None,
    day: date | None = None,
) -> bytes:
    """A PDF/UA-1 of chosen numbers of a release, for its committee or for the public.

    Each choice is a measure, a group or dimension (`all`, `sex`, `sex=Female`), and a place
    (`district`, or a school's id). Nothing but the release is read, and no other text is taken.

    Raises:
        ReleaseError: The folder holds no whole release, or a page would carry a word which the
            legal profile leaves out.
        PacketError: Nothing was chosen, the release is not for this audience, or it does not
            declare what was chosen.
    """
    from forwhom.release.released import Release
    from forwhom.report.packet.released import contents
    from forwhom.report.packet.typeset import typeset

    if not chosen:
        raise _nothing("measures", "such as `forwhom packet RELEASE suspended --for public`")
    release = Release.read(release_folder)
    _refuse_audience(release.about["audience"], audience, release_folder)
    spoken: Language = language or ("es" if release.about["language"] == "es" else "en")
    return typeset(contents(release, chosen, spoken, day))


def _nothing(what: str, how: str) -> PacketError:
    return PacketError(
        f"A packet needs {what}, and none were chosen.",
        did="Nothing was printed.",
        remedy=f"Choose a few, in the order in which the board should read them, {how}.",
    )


def _refuse_audience(made_for: str, audience: str, folder: Path) -> None:
    """What is made for everyone may be given to a committee; never the other way round."""
    if audience not in AUDIENCES:
        raise PacketError(
            f"There is no audience `{audience}`.",
            did="Nothing was printed.",
            remedy=f"Use one of {', '.join(AUDIENCES)}.",
        )
    if made_for not in (audience, "public"):
        raise PacketError(
            f"This release was made for the {made_for}, and cannot be printed for the {audience}.",
            where=str(folder),
            did="Nothing was printed.",
            remedy="Publish a release for the public: `forwhom publish DISTRICT --for public`.",
        )
