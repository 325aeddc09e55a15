"""What official calculations are made from: published rows, or an audit's own counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from forwhom.audit.published_rows import Told, published_rows
from forwhom.data.district import District
from forwhom.official.number import Count
from forwhom.official.reconcile import DEFINITION
from forwhom.results import AuditFolder, open_audit
from forwhom.results.names import EVERYONE
from forwhom.stats.marks import count_of, share_of

TOLD = Told(
    did="Nothing was calculated.",
    refused="and left out",
    remedy="Name a file that an agency published, a table in the form of published_counts "
    "(docs/how-to/published-counts.md), or a district's folder.",
)
ALL = "all"


def published_counts(
    where: Path, mapping: Path | None = None, kind: str | None = None, *, accept: bool = False
) -> tuple[list[Count], list[str]]:
    """The counts of a published file, and notes on reading it. Raises ForwhomError."""
    rows, notes = published_rows(where, mapping, kind, accept, TOLD)
    return [_count(row) for row in rows if row.get("level") is None], notes


def _count(row: Mapping[str, Any]) -> Count:
    told, among = count_of(row["numerator"]), count_of(row["denominator"])
    rate = share_of(row.get("rate"))
    bounded = rate is not None and rate.given
    return Count(
        school_year=row["school_year"],
        place_type=row["place_type"],
        place_id=row["place_id"],
        place_name=row.get("place_name") or row["place_id"],
        measure=row["measure"],
        dimension=row["dimension"],
        group=row["group"],
        numerator=float(told.low) if told and told.given and told.exact else None,
        denominator=float(among.low) if among and among.given and among.exact else None,
        low=float(rate.low) if rate and bounded else None,
        high=float(rate.high) if rate and bounded else None,
    )


def audit_counts(audit: AuditFolder) -> list[Count]:
    """Every group's count and children of an audit, each once; pairs of groups too."""
    return list(_of_audit(audit))


def _of_audit(audit: AuditFolder) -> Iterator[Count]:
    names = {school["school_id"]: school["name"] for school in audit.about["schools"]}
    here = str(audit.about["district"]["name"])
    defined = {m["name"]: str(m["definition"]) for m in audit.about["measures"]}
    seen: set[tuple[str, ...]] = set()
    columns = ["measure", "school_year", "place_type", "place_id", "group", "n", "count"]
    for row in audit.disparities.select(columns).to_pylist():
        key = tuple(str(row[name]) for name in columns[:5])
        if key in seen or row["n"] is None or row["count"] is None:
            continue
        seen.add(key)
        dimension, _, value = row["group"].partition("=")
        everyone = row["group"] == EVERYONE
        pair = " & " in row["group"]
        yield Count(
            school_year=row["school_year"],
            place_type=row["place_type"],
            place_id=row["place_id"],
            place_name=names.get(row["place_id"], here),
            measure=row["measure"],
            dimension=ALL if everyone else "pair" if pair else dimension,
            group=ALL if everyone else row["group"] if pair else value,
            numerator=float(row["count"]),
            denominator=float(row["n"]),
            more={DEFINITION: defined[row["measure"]]} if defined.get(row["measure"]) else {},
        )


def newest_audit(where: Path) -> AuditFolder | None:
    """An audit's folder, or the newest audit of a district; none where it is a published file."""
    if not where.is_dir():
        return None
    if (where / "audit.json").is_file():
        return open_audit(where)
    if District.is_at(where) and (audits := sorted((where / "audits").glob("*/audit.json"))):
        return open_audit(audits[-1].parent)
    return None
