"""Which audit is published, where its release.toml is, and which ledger knows of its releases."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from forwhom.errors import AuditFolderError, ReleaseError, did_you_mean
from forwhom.release.declared.lattice import AUDIENCES, LATTICE_FILE
from forwhom.release.ledger import Ledger
from forwhom.release.released import ABOUT as RELEASE_ABOUT
from forwhom.release.released import Release
from forwhom.results import AuditFolder, open_audit
from forwhom.results.inside_log import district_of, note_reading
from forwhom.results.read import ABOUT

AUDITS, RELEASES = "audits", "releases"


@dataclass(frozen=True)
class Chosen:
    """An audit, and the district whose ledger knows what was published of it, if there is one."""

    audit: AuditFolder
    district: Path | None

    @property
    def releases(self) -> Path | None:
        """The folder of the district's releases."""
        return self.district / RELEASES if self.district else None

    @property
    def ledger(self) -> Ledger | None:
        """The district's ledger; None for an audit that stands alone."""
        return Ledger(self.releases) if self.releases else None

    @property
    def lattice(self) -> Path | None:
        """The district's own release.toml, where it has one."""
        own = self.district / LATTICE_FILE if self.district else None
        return own if own and own.is_file() else None


def choose(where: Path, which: str | None) -> Chosen:
    """The newest audit of a district, or the one asked for; or the audit in a folder.

    Raises AuditFolderError where there is none, with the nearest name.
    """
    district = district_of(where) if where.is_dir() else None
    if which is None and (where / ABOUT).is_file():
        return Chosen(open_audit(where), district)
    made = sorted(path.parent for path in (where / AUDITS).glob(f"*/{ABOUT}"))
    if not made:
        raise _none(where, has_records=district is not None)
    if which is None:
        return Chosen(open_audit(made[-1]), district)
    named = [folder for folder in made if folder.name == which]
    named = named or [f for f in made if which.isdigit() and f.name.lstrip("0") == which]
    if len(named) != 1:
        raise _no_such(where, which, [folder.name for folder in made])
    return Chosen(open_audit(named[0]), district)


def newest_release(where: Path, audience: str) -> Release:
    """The release in a folder, or the newest of a district's for these people."""
    if (where / RELEASE_ABOUT).is_file():
        return Release.read(where)
    if audience not in AUDIENCES:
        near = did_you_mean(audience, AUDIENCES) or f"Use one of {', '.join(AUDIENCES)}."
        raise _no_release(f"There is no audience `{audience}`.", where, near)
    district = district_of(where) if where.is_dir() else None
    ledger = Ledger(district / RELEASES) if district else None
    if ledger is not None:
        ledger.recover()
        for row in reversed(ledger.rows):
            if row["audience"] == audience and (ledger.folder / row["id"]).is_dir():
                return Release.read(ledger.folder / row["id"])
    raise _no_release(
        f"There is no release for {audience} in `{where.name}`.",
        where,
        f"Make one: `forwhom publish DISTRICT --for {audience}`.",
    )


def inside(where: Path, reason: str) -> AuditFolder:
    """The exact data of an audit; the reason is written down first."""
    if not reason.strip():
        raise AuditFolderError(
            "Exact data is opened only for a reason.",
            where=str(where),
            did="Nothing was read.",
            remedy='Say why: open_inside(path, reason="the board asked about ..."). '
            "For all else there is open_release(path).",
        )
    audit = choose(where, None).audit
    name = audit.folder.resolve().name
    note_reading(audit.folder, what="open_inside", audit=name, why=reason.strip())
    return audit


def _no_release(what: str, where: Path, remedy: str) -> ReleaseError:
    return ReleaseError(what, where=str(where), did="Nothing was shown.", remedy=remedy)


def _none(where: Path, *, has_records: bool) -> AuditFolderError:
    if has_records:
        what, remedy = (
            "This district has no audit yet.",
            "Make one first: `forwhom audit DISTRICT`.",
        )
    else:
        what = f"`{where.name}` is neither a district's folder nor an audit's."
        remedy = "Name the folder that `forwhom import` or `forwhom audit` made."
    return AuditFolderError(what, where=str(where), did="Nothing was published.", remedy=remedy)


def _no_such(where: Path, which: str, known: list[str]) -> AuditFolderError:
    near = did_you_mean(which, known) or f"There are {', '.join(known[-5:])}."
    return AuditFolderError(
        f"There is no audit `{which}`.",
        where=str(where / AUDITS),
        did="Nothing was published.",
        remedy=f"{near} Without --audit the newest is taken.",
    )
