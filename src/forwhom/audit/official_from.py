"""Where each official calculation gets its counts: a published file, the records, or a release."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from forwhom.audit.official_counts import audit_counts, newest_audit, published_counts
from forwhom.audit.official_dashboard import dashboard_counts, kinds_of, of_measures
from forwhom.audit.official_idea import idea_counts
from forwhom.data.district import District
from forwhom.data.sources.california_dashboard.rows import looks_like
from forwhom.errors import OfficialError
from forwhom.official.calculation import Calculation
from forwhom.official.number import Count
from forwhom.official.published_tables import SHOWN
from forwhom.release.released import NUMBERS

DASHBOARD, IDEA = "dashboard", "idea"
OURS = "Counted from the district's own records: the agency may count in another way."
Read = tuple[list[Count], list[str]]


def from_file(
    calculation: Calculation, where: Path, mapping: Path | None, kind: str | None, accept: bool
) -> Read:
    """The counts of a published file, or of a release, and notes. Raises ForwhomError."""
    if calculation.from_release:
        return list(_released(_newest_release(where))), []
    if calculation.name == DASHBOARD and looks_like(where):
        return dashboard_counts(where), []
    return published_counts(where, mapping, kind, accept=accept)


def _newest_release(where: Path) -> Path:
    """A release's folder, or the newest of a district. Raises OfficialError where there is none."""
    if (where / NUMBERS).is_file():
        return where
    found = sorted((where / "releases").glob(f"*/{NUMBERS}")) if where.is_dir() else []
    if not found:
        raise OfficialError(
            f"There is no release in `{where.name}`.",
            where=str(where),
            did="Nothing was written: such tables leave the district, so they show a release only.",
            remedy="Make one first: forwhom publish DISTRICT. Or name a release's folder.",
        )
    return max(found, key=lambda path: path.stat().st_mtime).parent


def _released(folder: Path) -> Iterator[Count]:
    named = District.is_at(folder.parent.parent)
    place = District(folder.parent.parent).settings.name if named else ""
    with (folder / NUMBERS).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            dimension, _, value = row["group"].partition("=")
            n = row["n"]
            yield Count(
                school_year=row["school_year"],
                place_type=row["place_type"],
                place_id=row["place_id"],
                place_name=place if row["place_type"] == "district" and place else row["place_id"],
                measure=row["measure"],
                dimension=dimension,
                group=value or row["group"],
                denominator=float(n) if n.isdecimal() else None,
                more={SHOWN: row["rate"]},
            )


def from_records(calculation: Calculation, district: Path) -> Read:
    """The counts of a district's own records, and notes. Raises ForwhomError."""
    if calculation.name == IDEA:
        return idea_counts(district)
    audit = newest_audit(district)
    if audit is None:
        raise OfficialError(
            f"`{district.name}` has no audit yet.",
            where=str(district),
            did="Nothing was calculated.",
            remedy="Run `forwhom audit DISTRICT` first.",
        )
    return list(of_measures(audit_counts(audit), kinds_of(audit.about["schools"]))), [OURS]
