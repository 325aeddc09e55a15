"""Another matrix or other criteria to try: read as forwhom.toml is, and refused where unused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forwhom.causes import CAUSES
from forwhom.causes.declared import refuse_wrong
from forwhom.causes.records import Declared
from forwhom.data.settings import SETTINGS_FILE, Settings
from forwhom.data.store import Tables
from forwhom.errors import AuditFolderError, DistrictError
from forwhom.results import Finding

WRITE = "Write a [[matrix]] or an [[access]] section in it."
FOLLOWS = "suspensions and what else a matrix allows"


def read_proposal(path: Path) -> Declared:
    """The sections of a proposal, written as they would stand in forwhom.toml.

    Raises:
        AuditFolderError: There is no such file.
        DistrictError: It is not written as forwhom.toml is, or proposes nothing.
    """
    if not path.is_file():
        raise AuditFolderError(
            "There is no such proposal.",
            where=str(path),
            did="Nothing was explained.",
            remedy="Name a TOML file with a [[matrix]] or an [[access]] section.",
        )
    found = {name: told for name, told in Settings.read(path).declared.items() if told}
    if not set(found) & {name for cause in CAUSES.values() for name in cause.proposals}:
        raise DistrictError(
            "The proposal holds no [[matrix]] and no [[access]]: it proposes nothing.",
            where=str(path),
            did="Nothing was explained.",
            remedy=WRITE,
        )
    return found


def refuse_unfit(
    proposed: Declared, path: Path, finding: Finding, about: Mapping[str, Any], tables: Tables
) -> None:
    """Every section is read, used or not; one of them must speak of this finding.

    Raises:
        DistrictError: A section cannot be used as it is written.
        AuditFolderError: No way of explaining this finding would read the proposal.
    """
    schools = tables.engine.fetch(tables.frame("schools").select("school_id"))
    try:
        refuse_wrong(proposed, schools.column("school_id").to_pylist(), tables.calendar)
    except DistrictError as error:
        where = error.where if str(path) in error.where else _where(error.where, path)
        raise DistrictError(error.what, where=where, did=error.did, remedy=error.remedy) from None
    measure = next(m for m in about["measures"] if m["name"] == finding.measure)
    if not used(proposed, measure):
        raise _not_about(proposed, path, finding)


def used(proposed: Declared, measure: Mapping[str, Any]) -> set[str]:
    """The proposed sections that some way of explaining a finding of this measure reads."""
    taken = {
        name for cause in CAUSES.values() if cause.asks_of(measure) for name in cause.proposals
    }
    name = measure["name"]
    speaks = {
        section
        for section, entries in proposed.items()
        if any(entry.get("measure", name) == name for entry in entries)
    }
    return taken & speaks


def _where(where: str, path: Path) -> str:
    """The same place in the proposal's file, and not in forwhom.toml."""
    section = where.partition(SETTINGS_FILE)[2].lstrip(", ")
    if where.startswith("[["):
        section = where.partition("]]")[0] + "]]"
    return f"{path}, {section}" if section else str(path)


def _not_about(proposed: Declared, path: Path, finding: Finding) -> AuditFolderError:
    told = [FOLLOWS] if "matrix" in proposed else []
    told += sorted({f"`{entry['measure']}`" for entry in proposed.get("access", ())})
    return AuditFolderError(
        f"This finding is not about {' or '.join(told)}; the proposal was not used.",
        where=f"{path}; the finding is of the measure `{finding.measure}`",
        did="Nothing was explained.",
        remedy="Name a finding that the proposal speaks of, or leave --what-if out.",
    )
