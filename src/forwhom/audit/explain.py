"""One finding explained on its own: its children are read for this one question, and forgotten."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

from forwhom.audit import DISTRICT
from forwhom.audit.proposal import read_proposal, refuse_unfit
from forwhom.audit.why import of_finding
from forwhom.causes import Records
from forwhom.data.district import District
from forwhom.data.engine import HERE, open_engine
from forwhom.data.store import Tables
from forwhom.disparities.cells import wide_table
from forwhom.disparities.search.children import Children, fetch_children
from forwhom.disparities.search.contrast import Contrasts
from forwhom.errors import AuditFolderError
from forwhom.groups import GROUPS
from forwhom.groups.group import Group
from forwhom.measures import MEASURES, Measure
from forwhom.results import AuditFolder, Finding, open_audit
from forwhom.results.explanation import Explanation
from forwhom.results.inside_log import note_reading
from forwhom.results.names import group_values
from forwhom.results.read import ABOUT

AUDITS = "audits"
LEAST_LETTERS = 4  # of the beginning of an id


@dataclass(frozen=True)
class Explained:
    """A finding of an audit, and what every way of explaining says of it."""

    audit: AuditFolder
    finding: Finding
    explanations: list[Explanation]


def explain_finding(where: Path | str, which: str, what_if: Path | None = None) -> Explained:
    """Explain a finding of a district's latest audit, or of an audit's folder.

    `which` is the finding's id, the beginning of it, or its number in the order of the audit.
    `what_if` is a TOML file with another [[matrix]] or [[access]], to see what it would have done.

    Raises:
        AuditFolderError: There is no audit, no such finding, or not the records it was made from;
            or the proposal is not about this finding.
        DistrictError: The proposal cannot be used as it is written.
    """
    audit, district = _audit_of(Path(where))
    finding = _chosen(audit, which)
    proposed = {} if what_if is None else read_proposal(what_if)
    note_reading(district.folder, what="explain", audit=audit.folder.resolve().name, why=finding.id)
    # The engine reads for seconds; what the arithmetic needs is loaded meanwhile.
    Thread(target=import_module, args=("scipy.special",), daemon=True).start()
    with _tables(district, audit.about) as tables:
        if what_if is not None:
            refuse_unfit(proposed, what_if, finding, audit.about, tables)
        children = _children(tables, finding)
        declared = district.settings.declared
        records = Records(tables, children, declared, proposed, str(what_if or ""))
        contrasts = Contrasts(children, frozenset())
        return Explained(audit, finding, of_finding(finding, contrasts, audit.about, records))


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


def _children(tables: Tables, finding: Finding) -> Children:
    measures = {finding.measure: MEASURES[finding.measure]} if finding.measure in MEASURES else {}
    if not measures:
        raise AuditFolderError(
            "This finding is of published numbers, which hold no children.",
            did="Nothing was explained.",
            remedy="Why can be asked only of the records of the children themselves.",
        )
    asked = {*group_values(finding.group), "grade", "grade_band"}
    groups = {name: group for name, group in GROUPS.items() if name in asked}
    return _children_of_year(tables, measures, finding.school_year, groups).by_school_and_id()


def _children_of_year(
    tables: Tables,
    measures: dict[str, Measure],
    year: str,
    groups: Mapping[str, Group] = GROUPS,
) -> Children:
    """The same as from the tables of all years, for a third of the work of three."""
    mine = tables.of_year(year)
    wide = wide_table(mine, measures, "district", groups)
    return fetch_children(mine, wide, measures, year, tuple(groups))


@contextmanager
def _tables(district: District, about: Mapping[str, Any]) -> Iterator[Tables]:
    """The records as the audit saw them: its years, up to its day."""
    as_of = date.fromisoformat(about["as_of"]) if about.get("as_of") else None
    with (
        district.reading(),
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as spill,
        open_engine(HERE.engine, Path(spill)) as engine,
    ):
        yield district.tables(engine, only_years=tuple(about["school_years"]), as_of=as_of)
