"""A release's life: published into its ledger, unchanged, corrected, or refused."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from forwhom.errors import ReleaseError
from forwhom.lock import BusyError, locked
from forwhom.release.declared.lattice import LATTICE_FILE, Lattice, check_alike
from forwhom.release.ledger import STAGING, Ledger, digest
from forwhom.release.protected.last_attack import SmallGroup
from forwhom.release.protected.prove import Proved, prove
from forwhom.release.publish import Pages, Say, inputs_of, release_id, write_proved
from forwhom.release.released import ABOUT, CERTIFICATE, NUMBERS, Release
from forwhom.release.written.folder import about_release
from forwhom.release.written.inside import INSIDE, read_earlier, write_inside
from forwhom.release.written.swap import put_in_place
from forwhom.results import AuditFolder
from forwhom.results.chain import who_and_when

KEPT = "Nothing was published; the release before is as it was."
Row = dict[str, Any]


@dataclass(frozen=True)
class Wish:
    """What is to be published. `to`: another place than the ledger's folder."""

    audit: AuditFolder
    lattice: Lattice
    pages: Pages
    to: Path | None = None
    unhide: bool = False
    texts: Sequence[dict[str, str]] = ()
    reviews: Sequence[dict[str, str]] = ()
    trial: bool = False


@dataclass(frozen=True)
class Published:
    """What came of it. `changed`: whether a row was added to the ledger, if there is one."""

    release: Release
    lattice: Lattice
    proved: list[Proved]
    changed: bool
    ledger: Ledger | None
    row: Row = field(default_factory=dict)
    before: Sequence[str] = ()
    trial: bool = False

    @property
    def small(self) -> list[SmallGroup]:
        """Every small group that was attacked."""
        return [group for one in self.proved for group in one.small]

    @property
    def left_less(self) -> int:
        """Of how many of them earlier releases leave less in doubt than is asked for."""
        return sum(one.left_less for one in self.proved)


def publish_into(ledger: Ledger | None, wish: Wish, say: Say) -> Published:
    """Publish, whole or not at all. Raises ReleaseError: then all is as it was."""
    where = wish.to or (ledger.folder if ledger else wish.audit.folder)
    try:
        with contextlib.ExitStack() as held:
            if ledger is not None:
                held.enter_context(ledger.publishing())
            if wish.to is not None:
                held.enter_context(_alone_at(wish.to))
            return _in_ledger(ledger, wish, say) if ledger else _alone(wish, say)
    except OSError as error:
        why = (error.strerror or type(error).__name__).lower()
        raise ReleaseError(
            f"The release could not be written: {why}.",
            where=str(error.filename or where),
            did=KEPT,
            remedy="See that you may write there and that the disk has room, and try again.",
        ) from error


def _in_ledger(ledger: Ledger, wish: Wish, say: Say) -> Published:
    rows = ledger.rows
    inputs = inputs_of(wish.audit, wish.lattice, wish.texts)
    last = next((r for r in reversed(rows) if r["audience"] == wish.lattice.audience), None)
    if last and last["inputs"] == inputs and last["unhide"] >= wish.unhide:
        again = _made(ledger, wish, say, rows[: rows.index(last)], inputs, last["unhide"], last)
        if again is not None:
            return again
    made = _made(ledger, wish, say, rows, inputs, wish.unhide, None)
    assert made is not None  # only a repetition may turn out to be none
    return made


def _made(
    ledger: Ledger,
    wish: Wish,
    say: Say,
    before: Sequence[Row],
    inputs: str,
    unhide: bool,
    last: Row | None,
) -> Published | None:
    """Make the release after those `before`. `last`: the row it should come out the same as."""
    ids = list(dict.fromkeys(row["id"] for row in before))
    known = {row["id"]: row for row in before}
    name = release_id(inputs, ids, unhide=unhide)
    to = wish.to or ledger.folder / name
    _refuse_foreign(to, {*ids, name, *([last["id"]] if last else [])}, known_here=True)
    earlier = [read_earlier(ledger.folder, known[each]) for each in ids]
    told = [one.lattice for one in earlier]
    check_alike(wish.lattice, wish.audit.about, str(ledger.folder), told)
    proved = prove(wish.audit, wish.lattice, say, earlier, unhide=unhide)
    with _staging(to) as staging:
        new = staging / "new"
        say("write the release")
        hashes = write_proved(
            new, wish.audit, wish.lattice, proved, wish.pages, _about(wish, name), ids
        )
        if last is not None:
            if hashes[CERTIFICATE] != last["certificate"]:
                return None
            if any(digest(to / file) != sha for file, sha in hashes.items()):
                put_in_place(new, to)  # somebody changed it by hand, or it goes to another place
            return Published(Release.read(to), wish.lattice, proved, False, ledger, last, ids)
        row = {
            **_row(wish, name, inputs, hashes, unhide),
            "supersedes": _superseded(before, wish.lattice),
        }
        with _staging(ledger.folder / "inside") as aside:
            write_inside(aside / INSIDE, proved, wish.lattice)
            ledger.decide(aside, row, new, to)
    return Published(Release.read(to), wish.lattice, proved, True, ledger, row, ids)


def _alone(wish: Wish, say: Say) -> Published:
    """Without a ledger: nothing tells of earlier releases."""
    if wish.to is None:
        raise ReleaseError(
            "This audit stands alone: there is no district's folder to keep its release.",
            where=str(wish.audit.folder),
            did="Nothing was published.",
            remedy="Name the district's folder, or a folder for the release with --to.",
        )
    name = release_id(inputs_of(wish.audit, wish.lattice, wish.texts))
    _refuse_foreign(wish.to, {name}, known_here=False)
    proved = prove(wish.audit, wish.lattice, say)
    with _staging(wish.to) as staging:
        new = staging / "new"
        say("write the release")
        write_proved(new, wish.audit, wish.lattice, proved, wish.pages, _about(wish, name))
        put_in_place(new, wish.to)
    return Published(Release.read(wish.to), wish.lattice, proved, True, None, trial=wish.trial)


def _about(wish: Wish, name: str) -> dict[str, Any]:
    about = about_release(wish.audit.about, wish.lattice, name)
    return {**about, "texts": list(wish.texts)} if wish.texts else about


def _row(wish: Wish, name: str, inputs: str, hashes: dict[str, str], unhide: bool) -> Row:
    return {
        "id": name,
        "audience": wish.lattice.audience,
        "audit": wish.audit.folder.resolve().name,
        "audit_sha256": digest(wish.audit.folder / "audit.json"),
        "inputs": inputs,
        "lattice": hashes[LATTICE_FILE],
        "numbers": hashes[NUMBERS],
        "certificate": hashes[CERTIFICATE],
        "measures": list(wish.lattice.measures),
        "years": list(wish.lattice.years),
        "unhide": unhide,
        "texts": list(wish.reviews),
        **who_and_when(),
    }


def _superseded(before: Sequence[Row], lattice: Lattice) -> str | None:
    """The latest release for the same people that tells of some of the same."""
    for row in reversed(before):
        same = {*row["measures"]} & {*lattice.measures} and {*row["years"]} & {*lattice.years}
        if row["audience"] == lattice.audience and same:
            return str(row["id"])
    return None


def _refuse_foreign(to: Path, known: set[str], *, known_here: bool) -> None:
    """Nothing may be taken away that is no release, or one that was never attacked with this."""
    if not to.exists() or (to.is_dir() and not any(to.iterdir())):
        return
    if not (to / ABOUT).is_file():
        raise ReleaseError(
            f"`{to.name}` holds other things than a release.",
            where=str(to),
            did="Nothing was published; the folder is as it was.",
            remedy="Name a new or an empty folder with --to.",
        )
    if Release.read(to).about.get("id") in known:
        return
    whose = "this district's ledger does not know" if known_here else "no ledger here knows"
    raise ReleaseError(
        f"`{to.name}` holds a release that {whose}, so the two cannot be attacked together.",
        where=str(to),
        did="Nothing was published; that release is as it was.",
        remedy="Publish from the district's folder that made it; or, if nobody ever saw that "
        "release, name a new folder with --to.",
    )


@contextlib.contextmanager
def _staging(to: Path) -> Iterator[Path]:
    """A folder beside `to`, so that one renaming can put it in place."""
    to.parent.mkdir(parents=True, exist_ok=True)
    name = tempfile.mkdtemp(prefix=f"{STAGING}{to.name}-", dir=to.parent)
    try:
        yield Path(name)
    finally:
        shutil.rmtree(name, ignore_errors=True)


@contextlib.contextmanager
def _alone_at(to: Path) -> Iterator[None]:
    """Nobody else publishes to this place; what a killed publisher left there is cleared."""
    to.parent.mkdir(parents=True, exist_ok=True)
    try:
        with locked(to.parent / f".{to.name}.publish-lock"):
            for left in to.parent.glob(f"{STAGING}{to.name}-*"):
                shutil.rmtree(left, ignore_errors=True)
            yield
    except BusyError:
        raise ReleaseError(
            "Another release is being published to this place.",
            where=str(to),
            did="Nothing was published; the release before is as it was.",
            remedy="Wait until it is done and try again.",
        ) from None
