"""Free text in a release: words that people wrote enter only after a named person read them."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from forwhom.errors import ReleaseError, did_you_mean
from forwhom.release.declared.lattice import Lattice
from forwhom.release.ledger import write_private
from forwhom.results.chain import as_line, first_broken, last_hash, linked, who_and_when

REVIEWS, FRONT = "reviews.json", "front"
FIELDS = ("text", "text_es", "where", "reviewed_by", "reviewed_on")


@dataclass(frozen=True)
class Text:
    """Words for the front page or beside one measure, in English and Spanish.

    `reviewed_by`, `reviewed_on`: who read it, and when, as release.toml says.
    """

    text: str
    text_es: str
    where: str
    reviewed_by: str
    reviewed_on: str

    @property
    def sha256(self) -> str:
        """What was read: the words and where they stand."""
        return hashlib.sha256(f"{self.where}\x00{self.text}\x00{self.text_es}".encode()).hexdigest()

    def outside(self) -> dict[str, str]:
        """What the release tells: not who read it."""
        return {name: asdict(self)[name] for name in ("where", "text", "text_es")}


def read_texts(path: Path | None, lattice: Lattice) -> list[Text]:
    """The `[[text]]` entries of a release.toml. Raises ReleaseError where one is not whole."""
    if path is None:
        return []
    entries = tomllib.loads(path.read_text("utf-8-sig")).get("text", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise _refused("Write each text as a section of its own: [[text]].", path)
    return [_text(entry, at, path, lattice) for at, entry in enumerate(entries, 1)]


def _text(entry: dict[str, Any], at: int, path: Path, lattice: Lattice) -> Text:
    for name in entry:
        if name not in FIELDS:
            near = did_you_mean(name, FIELDS)
            raise _refused(f"`{name}` is nothing that a text has. {near}".strip(), path, at)
    told = Text(**{name: str(entry.get(name, "")).strip() for name in FIELDS})
    places = [FRONT, *lattice.measures]
    if not told.text or told.where not in places:
        near = did_you_mean(told.where, places)
        raise _refused(
            f"A text needs words, and `where`: `front` or a declared measure. {near}".strip(),
            path,
            at,
        )
    return told


def reviewed(texts: Sequence[Text], releases: Path | None, path: Path) -> list[dict[str, str]]:
    """Who read each text, from the reviews on record. Raises ReleaseError for one that nobody read.

    A text is read where release.toml says who read it and when, and the record of reviews holds
    these very words under that name. A text changed since is another text.
    """
    records = reviews(releases) if releases else []
    found = []
    for at, text in enumerate(texts, 1):
        if not text.reviewed_by or not text.reviewed_on:
            raise _refused("Nobody is named who has read this text.", path, at)
        by_name = [r for r in records if r["reviewed_by"] == text.reviewed_by]
        same = [r for r in by_name if r["sha256"] == text.sha256]
        if not any(r["reviewed_on"] == text.reviewed_on for r in same):
            why = "was never read under that name and day, or was changed since"
            raise _refused(f"This text {why}.", path, at)
        found.append({"sha256": text.sha256, "reviewed_by": text.reviewed_by,
                      "reviewed_on": text.reviewed_on})  # fmt: skip
    return found


def record_review(texts: Sequence[Text], by: str, releases: Path) -> list[dict[str, Any]]:
    """Record that a named person has read every text as it stands now."""
    if not any(letter.isalpha() for letter in by):
        raise ReleaseError(
            "A review needs the name of the person who read the texts.",
            did="Nothing was recorded.",
            remedy='Give it: `forwhom publish DISTRICT --review "Ana Lopez"`.',
        )
    releases.mkdir(parents=True, exist_ok=True)
    rows, told = reviews(releases), who_and_when()
    for text in texts:
        read = {"sha256": text.sha256, "where": text.where, "reviewed_by": by.strip()}
        row = {**read, "reviewed_on": told["when"][:10], "recorded": told}
        rows.append(linked(row, last_hash(rows)))
    lines = ",\n".join(as_line(row) for row in rows)
    write_private(releases / f".{REVIEWS}.new", f"[\n{lines}\n]\n")
    (releases / f".{REVIEWS}.new").replace(releases / REVIEWS)
    return rows[len(rows) - len(texts) :]


def reviews(releases: Path) -> list[dict[str, Any]]:
    """Every review on record. Raises ReleaseError where the record was changed."""
    path = releases / REVIEWS
    if not path.is_file():
        return []
    rows: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    if first_broken(rows) is not None:
        raise _refused("The record of reviews was changed by hand.", path)
    return rows


def _refused(what: str, path: Path, at: int = 0) -> ReleaseError:
    return ReleaseError(
        what,
        where=f"{path}, text {at}" if at else str(path),
        did="Nothing was published; the release before is as it was.",
        remedy="Let a person read it, and record that with `forwhom publish DISTRICT --review "
        "NAME`; then write the name and the day into release.toml.",
    )
