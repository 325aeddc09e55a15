"""Reading audits: which there are, and what whoever is looking may see of one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied

from forwhom.results import AuditFolder
from forwhom.results.read import ABOUT, DISPARITIES, FINDINGS
from forwhom.web.accounts.models import Place
from forwhom.web.accounts.roles import May
from forwhom.web.accounts.viewer import everywhere, is_everywhere, looking
from forwhom.web.audits.models import Archived, Job, Kind, State
from forwhom.web.place_on_disk import Served

KEPT = 64  # audits whose description a process remembers


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One audit in a list: its folder's name, when it was made, by whom, of which years."""

    name: str
    at: datetime
    by: str
    years: list[str]
    as_of: str
    quick: bool
    newest: bool
    archived: bool
    version: str


def folders() -> list[Path]:
    """The folders of all whole audits of the district, newest first; those put aside are left out.

    Only names and times are looked at: no audit is read for it.
    """
    aside = _aside()
    return [folder for folder in _all() if folder.name not in aside]


def newest() -> AuditFolder | None:
    """The newest audit's exact numbers; None before the first audit.

    Raises PermissionDenied for anyone who reads releases only: exact numbers have this one way in.
    """
    _refuse_outsiders()
    found = folders()
    return _opened(found[0]) if found else None


def audit(name: str) -> AuditFolder | None:
    """One audit by the name of its folder, or None. Raises PermissionDenied as `newest` does."""
    _refuse_outsiders()
    found = [folder for folder in _all() if folder.name == name]
    return _opened(found[0]) if found else None


def listed() -> list[Listed]:
    """Every audit, newest first, those put aside last. Raises PermissionDenied as `newest` does."""
    _refuse_outsiders()
    aside, by = _aside(), _asked_by()
    current = [folder for folder in _all() if folder.name not in aside]
    older = [folder for folder in _all() if folder.name in aside]
    return [
        _line(folder, by.get(folder.name, ""), folder == current[0] if current else False, aside)
        for folder in [*current, *older]
    ]


def sees_district() -> bool:
    """Whether whoever looks may read the district's own exact numbers, not only a school's."""
    if is_everywhere():
        return True
    return any(place.kind == "district" for place in looking().places(May.READ_INSIDE).values())


def _line(folder: Path, by: str, newest: bool, aside: set[str]) -> Listed:
    about = _about(folder)
    return Listed(
        name=folder.name, at=datetime.fromtimestamp(_made(folder) / 1e9, UTC), by=by,
        years=about["school_years"], as_of=about.get("as_of") or "",
        quick=bool(about.get("search", {}).get("quick")), newest=newest,
        archived=folder.name in aside, version=about["forwhom"],
    )  # fmt: skip


def _refuse_outsiders() -> None:
    if not (is_everywhere() or looking().may(May.READ_INSIDE)):
        raise PermissionDenied


def _all() -> list[Path]:
    """Every whole audit, newest first."""
    found = [about.parent for about in (Served.here().district / "audits").glob(f"*/{ABOUT}")]
    whole = [one for one in found if (one / DISPARITIES).is_file() and (one / FINDINGS).is_file()]
    return sorted(whole, key=lambda folder: (_made(folder), folder.name), reverse=True)


def _made(folder: Path) -> int:
    return (folder / ABOUT).stat().st_mtime_ns


def _about(folder: Path) -> dict[str, Any]:
    return _read(folder, _made(folder))


@lru_cache(maxsize=KEPT)
def _read(folder: Path, _: int) -> dict[str, Any]:
    """What an audit says of itself; read again only where the file has changed."""
    found: dict[str, Any] = json.loads((folder / ABOUT).read_text("utf-8"))
    return found


def _opened(folder: Path) -> AuditFolder:
    return AuditFolder(folder, _about(folder))


def _aside() -> set[str]:
    with everywhere(because="an audit put aside is put aside for all who read audits"):
        return set(Archived.objects.values_list("audit", flat=True))


def _asked_by() -> dict[str, str]:
    with everywhere(because="whoever reads an audit may know who ran it"):
        done = Job.objects.filter(kind=Kind.AUDIT, state=State.DONE)
        return {told["audit"]: name for told, name in done.values_list("told", "by_name")}


def district() -> Place | None:
    """The district that is served, where it is in the scope of whoever looks."""
    return next((p for p in looking().places().values() if p.kind == "district"), None)
