"""What the command asks for: which audit, for whom, which lattice, which texts; then it is done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forwhom.errors import ReleaseError, did_you_mean
from forwhom.release.chosen import Chosen, choose
from forwhom.release.declared.lattice import AUDIENCES, Lattice, read_lattice
from forwhom.release.life import Published, Wish, publish_into
from forwhom.release.publish import Pages, Say
from forwhom.release.texts import read_texts, record_review, reviewed
from forwhom.results import AuditFolder
from forwhom.results.inside_log import note_reading


@dataclass(frozen=True)
class Asked:
    """The wish as it was typed."""

    where: Path
    to: Path | None = None
    audit: str | None = None
    audience: str = AUDIENCES[0]
    lattice: Path | None = None
    unhide: bool = False
    trial: bool = False


def publish_asked(asked: Asked, pages: Pages, say: Say) -> tuple[Published, AuditFolder]:
    """Publish what was asked for. Raises AuditFolderError, ReleaseError: then nothing changed."""
    _check(asked)
    chosen = choose(asked.where, asked.audit)
    declared, path = _lattice(asked, chosen)
    ledger = None if asked.trial else chosen.ledger
    texts = read_texts(path, declared)
    reviews = reviewed(texts, chosen.releases, path) if texts and path else []
    note_reading(
        chosen.audit.folder,
        what="publish",
        audit=chosen.audit.folder.resolve().name,
        why=f"a release for {declared.audience}" + (" (trial)" if asked.trial else ""),
    )
    wish = Wish(
        chosen.audit,
        declared,
        pages,
        to=asked.to,
        unhide=asked.unhide,
        texts=[text.outside() for text in texts],
        reviews=reviews,
        trial=asked.trial,
    )
    return publish_into(ledger, wish, say), chosen.audit


def review_texts(asked: Asked, by: str) -> list[dict[str, Any]]:
    """Record that a named person has read every text of the release.toml; they are given back."""
    _check(asked)
    chosen = choose(asked.where, asked.audit)
    declared, path = _lattice(asked, chosen)
    texts = read_texts(path, declared)
    if chosen.releases is None or not texts:
        raise ReleaseError(
            "There are no texts to read." if chosen.releases else "There is no district's folder.",
            where=str(path or asked.where),
            did="Nothing was recorded.",
            remedy="Write them as [[text]] into DISTRICT/release.toml.",
        )
    rows = record_review(texts, by, chosen.releases)
    return [
        {**text.outside(), **{name: row[name] for name in ("reviewed_by", "reviewed_on")}}
        for text, row in zip(texts, rows, strict=True)
    ]


def review_lines(found: list[dict[str, Any]]) -> list[str]:
    """The texts in full, as the person must have read them, and what to write beside them."""
    lines = []
    for each in found:
        lines += [f"[{each['where']}]", f"  {each['text']}"]
        lines += [f"  {each['text_es']}"] if each["text_es"] else []
    by, on = found[0]["reviewed_by"], found[0]["reviewed_on"]
    return [
        *lines,
        "",
        f"Recorded: {by} has read this. Write into release.toml, beside each text:",
        f'  reviewed_by = "{by}"',
        f'  reviewed_on = "{on}"',
    ]


def _lattice(asked: Asked, chosen: Chosen) -> tuple[Lattice, Path | None]:
    path = asked.lattice or chosen.lattice
    return read_lattice(path, chosen.audit.about, asked.audience), path


def _check(asked: Asked) -> None:
    if asked.audience not in AUDIENCES:
        near = did_you_mean(asked.audience, AUDIENCES)
        raise ReleaseError(
            f"There is no audience `{asked.audience}`.",
            did="Nothing was published.",
            remedy=near or f"Use one of {', '.join(AUDIENCES)}.",
        )
    if asked.trial and asked.to is None:
        raise ReleaseError(
            "A trial needs a folder of its own.",
            did="Nothing was published.",
            remedy="Name a new folder with --to.",
        )
