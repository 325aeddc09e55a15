"""Publishing made-up districts in tests: short words for what each test does."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from forwhom.release.asked import Asked, publish_asked
from forwhom.release.ledger import Ledger
from forwhom.release.life import Published, Wish, publish_into
from forwhom.release.protected.earlier import Told
from forwhom.release.publish import publish as naive
from forwhom.release.written.inside import read_earlier
from tests.engine.release.made_audit import LATTICE, Child, write_audit

SUSPENDED, TWICE = "suspended", "suspended_more_than_once"


def silent(_: str) -> None:
    """Says nothing."""


def no_pages(_: object) -> dict[str, str]:
    """No report: these tests are about numbers."""
    return {}


def publish(place: Path, made: list[Child], **wished: Any) -> Published:
    """Publish these children into the ledger of a place."""
    lattice = wished.pop("lattice", LATTICE)
    measures = (SUSPENDED, TWICE)[: len(made[0].has)]
    audit = write_audit(place / f"audit-{fingerprint(made)}", made, measures)
    wish = Wish(audit, lattice, no_pages, **wished)
    return publish_into(Ledger(place / "releases"), wish, silent)


def publish_naively(place: Path, made: list[Child]) -> Path:
    """Publish these children as if nothing had been published before."""
    audit = write_audit(place / "audit", made, LATTICE.measures)
    return naive(audit, LATTICE, place / "release", no_pages, silent).folder


def publish_district(district: Path, **asked: Any) -> Published:
    """As the command does, in a district's folder."""
    return publish_asked(Asked(district, **asked), no_pages, silent)[0]


def numbers(published: Published) -> dict[tuple[str, str, str, str, str], Told]:
    """Every number of a release, by name: its step, and what it left open."""
    assert published.ledger is not None
    return read_earlier(published.ledger.folder, published.row).numbers


def fingerprint(made: list[Child]) -> str:
    """A short name for some children."""
    return hashlib.sha256(repr(made).encode()).hexdigest()[:8]


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, but for locks."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "lock" not in path.name
    }
