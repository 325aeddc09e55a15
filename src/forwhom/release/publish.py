"""One release: declare, protect, attack, write. Whatever goes wrong, nothing is published."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forwhom.release.declared.lattice import Lattice
from forwhom.release.ledger import STAGING
from forwhom.release.protected.prove import Proved, prove
from forwhom.release.released import Release
from forwhom.release.written.certificate import certificate, harm, versions
from forwhom.release.written.folder import about_release, write_release
from forwhom.release.written.swap import put_in_place

if TYPE_CHECKING:
    from forwhom.results import AuditFolder

Say = Callable[[str], None]
Pages = Callable[[Release], dict[str, str]]  # what is made from the release alone: name and text


def inputs_of(audit: AuditFolder, lattice: Lattice, texts: Sequence[dict[str, str]] = ()) -> str:
    """A hash of all that decides the bytes of a release, but for the releases before it."""
    about = about_release(audit.about, lattice, "")
    told = json.dumps([about, list(texts), versions()], sort_keys=True)
    return _digest(_cells(audit), lattice.toml().encode(), told.encode())


def release_id(inputs: str, before: Sequence[str] = (), *, unhide: bool = False) -> str:
    """The id of a release made from these inputs after these releases."""
    parts = [inputs, *before, *(["unhide"] if unhide else [])]
    return _digest(*(part.encode() for part in parts))[:12]


def write_proved(
    new: Path,
    audit: AuditFolder,
    lattice: Lattice,
    proved: list[Proved],
    pages: Pages,
    about: dict[str, Any],
    before: Sequence[str] = (),
) -> dict[str, str]:
    """Write a proved release into a new folder; the hashes of its files by name."""
    secret = _digest(b"forwhom small groups", _cells(audit))

    def certify(hashes: dict[str, str]) -> dict[str, Any]:
        small = [group for one in proved for group in one.small]
        cost = harm(proved, lattice.threshold)
        less = sum(one.left_less for one in proved)
        return certificate(small, lattice, hashes, secret, cost, before, less)

    return write_release(new, proved, about, lattice, certify, pages)


def publish(audit: AuditFolder, lattice: Lattice, to: Path, pages: Pages, say: Say) -> Release:
    """Make a release in the folder `to`, whole or not at all, without a ledger.

    It is not attacked together with earlier ones, as nothing tells of them. Raises ReleaseError.
    """
    proved = prove(audit, lattice, say)
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=STAGING, dir=to.parent) as name:
        new = Path(name) / "new"
        say("write the release")
        about = about_release(audit.about, lattice, release_id(inputs_of(audit, lattice)))
        write_proved(new, audit, lattice, proved, pages, about)
        put_in_place(new, to)
    return Release.read(to)


def _cells(audit: AuditFolder) -> bytes:
    return (audit.folder / "cells.parquet").read_bytes()


def _digest(*parts: bytes) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(hashlib.sha256(part).digest())
    return found.hexdigest()
