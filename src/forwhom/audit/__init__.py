"""One run of everything: from a district's records to its disparities, findings and report."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from forwhom.audit.stages import run
from forwhom.data.district import District, make_private
from forwhom.data.importer import Account, silent
from forwhom.data.open_source import open_source
from forwhom.data.settings import SETTINGS_FILE
from forwhom.errors import SourceError

Say = Callable[[str], None]


def audit_records(
    source: Path | str,
    out: Path | str | None = None,
    *,
    mapping: Path | str | None = None,
    years: tuple[str, ...] = (),
    accept_refused: bool = False,
    language: str | None = None,
    say: Say = silent,
) -> Path:
    """Audit an export or a district's folder, write the audit's files and return their folder.

    An export is brought into `OUT/district/` first and its audit stands at the top of `out`. A
    district's folder gets a new folder under `audits/`, unless `out` is given.
    """
    source = Path(source)
    if mapping is None and is_district(source):
        district = District(source)
        folder = Path(out) if out else _next_audit(source)
        accounts: list[Account] = []
    else:
        if out is None:
            raise SourceError(
                "An export needs a folder for its audit.",
                where=str(source),
                did="Nothing was read.",
                remedy="Name one: `forwhom audit EXPORT --out OUT`.",
            )
        folder = Path(out)
        district, accounts = _bring_in(source, folder, mapping, accept_refused, say)
    run(district, folder, accounts=accounts, years=years, language=language, say=say)
    return folder


def is_district(folder: Path) -> bool:
    """Whether a folder was made by `forwhom import`."""
    return (folder / "tables").is_dir() or (folder / "tables.old").is_dir()


def _next_audit(folder: Path) -> Path:
    numbers = [int(p.name) for p in (folder / "audits").glob("[0-9]*") if p.name.isdigit()]
    return folder / "audits" / f"{max(numbers, default=0) + 1:04d}"


def _bring_in(
    source: Path, out: Path, mapping: Path | str | None, accept_refused: bool, say: Say
) -> tuple[District, list[Account]]:
    opened = open_source(source, Path(mapping) if mapping else None)
    place = out / "district"
    out.mkdir(parents=True, exist_ok=True)
    place.mkdir(exist_ok=True)
    if opened.settings is not None:
        shutil.copyfile(opened.settings, place / SETTINGS_FILE)
    district = District(place)
    accounts = district.import_from(opened, accept_refused=accept_refused, replace=True, say=say)
    return district, accounts


def import_records(
    source: Path,
    into: Path,
    *,
    mapping: Path | None = None,
    accept_refused: bool = False,
    replace: bool = False,
    say: Say = silent,
) -> list[Account]:
    """Bring an export into a district's folder, all of it or none, and return the accounts."""
    opened = open_source(source, mapping)
    make_private(into)
    settings = into / SETTINGS_FILE
    if opened.settings is not None and not settings.exists():
        shutil.copyfile(opened.settings, settings)
    district = District(into)
    return district.import_from(opened, accept_refused=accept_refused, replace=replace, say=say)
