"""One finding explained on its own: its children are read for this one question, and forgotten."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from forwhom.audit import DISTRICT
from forwhom.audit.why import of_finding
from forwhom.data.district import District
from forwhom.data.engine import HERE, open_engine
from forwhom.disparities.cells import wide_table
from forwhom.disparities.search.children import Children, fetch_children
from forwhom.disparities.search.contrast import Contrasts
from forwhom.errors import AuditFolderError
from forwhom.measures import MEASURES
from forwhom.results import AuditFolder, Finding, open_audit
from forwhom.results.explanation import Explanation
from forwhom.results.read import ABOUT

AUDITS = "audits"
LEAST_LETTERS = 4  # of the beginning of an id


@dataclass(frozen=True)
class Explained:
    """A finding of an audit, and what every way of explaining says of it."""

    audit: AuditFolder
    finding: Finding
    explanations: list[Explanation]


def explain_finding(where: Path | str, which: str) -> Explained:
    """Explain a finding of a district's latest audit, or of an audit's folder.

    `which` is the finding's id, the beginning of it, or its number in the order of the audit.

    Raises:
        AuditFolderError: There is no audit, no such finding, or not the records it was made from.
    """
    audit, district = _audit_of(Path(where))
    finding = _chosen(audit, which)
    children = _children(district, finding, audit.about)
    contrasts = Contrasts(children, frozenset())
    return Explained(audit, finding, of_finding(finding, contrasts, audit.about))


def _audit_of(where: Path) -> tuple[AuditFolder, District]:
    """The audit, and the district whose records it was made from."""
    if District.is_at(where):
        made = sorted(path.parent for path in (where / AUDITS).glob(f"*/{ABOUT}"))
        if not made:
            raise AuditFolderError(
                "This district has no audit yet.",
                where=str(where),
                did="Nothing was explained.",
                remedy="Make one first: `forwhom audit DISTRICT`.",
            )
        return open_audit(made[-1]), District(where)
    audit = open_audit(where)
    for folder in (where / DISTRICT, where.resolve().parent.parent):
        if District.is_at(folder):
            return audit, District(folder)
    raise AuditFolderError(
        "The records that this audit was made from are not beside it.",
        where=str(where),
        did="Nothing was explained.",
        remedy="Name the district's folder instead, or audit the export again with --out.",
    )


def _chosen(audit: AuditFolder, which: str) -> Finding:
    found = audit.findings
    if which.isdigit() and 1 <= int(which) <= len(found):
        return found[int(which) - 1]
    mine = [f for f in found if len(which) >= LEAST_LETTERS and f.id.startswith(which)]
    if len(mine) == 1:
        return mine[0]
    raise AuditFolderError(
        f"There is no finding `{which}`." if found else "This audit has no findings.",
        where=str(audit.folder / "findings.json"),
        did="Nothing was explained.",
        remedy=f"Give a number from 1 to {len(found)}, or an id of findings.json."
        if found
        else "There is nothing to explain.",
    )


def _children(district: District, finding: Finding, about: dict[str, Any]) -> Children:
    measures = {finding.measure: MEASURES[finding.measure]} if finding.measure in MEASURES else {}
    if not measures:
        raise AuditFolderError(
            "This finding is of published numbers, which hold no children.",
            did="Nothing was explained.",
            remedy="Why can be asked only of the records of the children themselves.",
        )
    as_of = date.fromisoformat(about["as_of"]) if about.get("as_of") else None
    years = tuple(about["school_years"])
    with (
        district.reading(),
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as spill,
        open_engine(HERE.engine, Path(spill)) as engine,
    ):
        tables = district.tables(engine, only_years=years, as_of=as_of)
        wide = wide_table(tables, measures, "district")
        return fetch_children(tables, wide, measures, finding.school_year)
