"""The ledger of a district's releases: what went out, when, by whom; nothing is ever taken out.

A release is decided by one renaming, to `.publishing-ready`. Killed before it, the release never
was; killed after it, the next who publishes or looks puts all in place. The ledger's row comes
before the release itself, so that nothing is ever outside that the ledger does not know.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forwhom.errors import ReleaseError
from forwhom.lock import BusyError, locked
from forwhom.release.released import CERTIFICATE
from forwhom.release.written.inside import INSIDE
from forwhom.release.written.swap import put_in_place
from forwhom.results.chain import as_line, first_broken, last_hash, linked

LEDGER, READY, LOCK, STAGING = "ledger.json", ".publishing-ready", ".publish-lock", ".publishing-"
DECISION = "decision.json"  # in a ready release: its row, and where it goes
PRIVATE_FOLDER, PRIVATE_FILE = 0o700, 0o600


@dataclass(frozen=True)
class Ledger:
    """The releases of one district, in its folder `releases`."""

    folder: Path

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What was published, oldest first. Raises ReleaseError where the chain does not hold."""
        rows = self._read()
        broken = first_broken(rows)
        if broken is not None:
            raise self._spoiled(f"row {broken} was changed, or a row before it was taken out")
        unknown = self.unknown_copies(rows)
        if unknown:
            raise self._spoiled(f"the row of release {unknown[0]} is missing")
        return rows

    def _read(self) -> list[dict[str, Any]]:
        path = self.folder / LEDGER
        if not path.is_file():
            return []
        try:
            found = json.loads(path.read_text("utf-8"))
        except ValueError:
            raise self._spoiled("it is no JSON") from None
        return [row if isinstance(row, dict) else {} for row in found]

    def unknown_copies(self, rows: list[dict[str, Any]]) -> list[str]:
        """Inside copies of releases without a row: a row at the end was taken out."""
        inside = self.folder / INSIDE
        known = {str(row.get("id")) for row in rows}
        there = sorted(p.name for p in inside.iterdir()) if inside.is_dir() else []
        return [name for name in there if name not in known and not name.startswith(".")]

    def _spoiled(self, why: str) -> ReleaseError:
        return ReleaseError(
            f"The ledger of releases does not hold: {why}.",
            where=str(self.folder / LEDGER),
            did="Nothing was published; the releases are as they were.",
            remedy="Bring the folder `releases` back from a backup; `forwhom doctor` looks at it.",
        )

    def newest(self, audience: str) -> dict[str, Any] | None:
        """The latest release for these people; None where there is none."""
        return next((row for row in reversed(self.rows) if row["audience"] == audience), None)

    @contextlib.contextmanager
    def publishing(self) -> Iterator[None]:
        """One at a time; what a killed publisher left is finished, or cleared, first."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            self.folder.chmod(PRIVATE_FOLDER)
        try:
            with locked(self.folder / LOCK):
                self.finish()
                self._clear()
                yield
        except BusyError:
            raise ReleaseError(
                "Another release of this district is being published.",
                where=str(self.folder),
                did="Nothing was published; the release before is as it was.",
                remedy="Wait until it is done and try again.",
            ) from None

    def recover(self) -> None:
        """Finish a release that was decided, unless somebody is publishing now."""
        if (self.folder / READY).is_dir():
            with contextlib.suppress(BusyError, OSError), locked(self.folder / LOCK):
                self.finish()

    def decide(self, staging: Path, row: dict[str, Any], release: Path, to: Path) -> None:
        """One renaming, after which the release is: `staging` holds the inside copy."""
        told = {"row": row, "release": str(release.resolve()), "to": str(to.resolve())}
        write_private(staging / DECISION, json.dumps(told, ensure_ascii=False))
        staging.rename(self.folder / READY)
        to_disk(self.folder)
        self.finish()

    def finish(self) -> None:
        """Do what is left of a decided release; each step can be the last one."""
        ready = self.folder / READY
        if not (ready / DECISION).is_file():
            return
        told = json.loads((ready / DECISION).read_text("utf-8"))
        self._add(told["row"])
        self._keep_inside(ready / INSIDE, told["row"]["id"])
        release, to = Path(told["release"]), Path(told["to"])
        if release.is_dir() and digest(to / CERTIFICATE) != told["row"]["certificate"]:
            put_in_place(release, to)
            to_disk(to.parent)
        shutil.rmtree(release.parent, ignore_errors=True)
        shutil.rmtree(ready)

    def _add(self, row: dict[str, Any]) -> None:
        rows = self._read()
        told = {k: v for k, v in rows[-1].items() if k not in ("previous", "hash")} if rows else {}
        if told == row:
            return  # added before the power failed
        lines = ",\n".join(as_line(each) for each in [*rows, linked(row, last_hash(rows))])
        aside = self.folder / f".{LEDGER}.new"
        write_private(aside, f"[\n{lines}\n]\n")
        aside.replace(self.folder / LEDGER)
        to_disk(self.folder)

    def _keep_inside(self, copy: Path, name: str) -> None:
        if not copy.is_dir():
            return
        (self.folder / INSIDE).mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        kept = self.folder / INSIDE / name
        shutil.rmtree(kept, ignore_errors=True)  # the same release, made again by other versions
        copy.rename(kept)
        to_disk(self.folder / INSIDE)

    def _clear(self) -> None:
        for left in self.folder.glob(f"{STAGING}*"):
            shutil.rmtree(left, ignore_errors=True)


def digest(path: Path) -> str:
    """SHA-256 of a file; nothing where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, down to the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def to_disk(folder: Path) -> None:
    """What was renamed in a folder stays so, even if the power fails now."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
