"""What the records say of why: every way of explaining, asked of the findings that are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forwhom.causes import Evidence, Records, explain
from forwhom.causes.records import Declared
from forwhom.data.store import Tables
from forwhom.disparities.search.children import Children
from forwhom.disparities.search.contrast import Contrasts
from forwhom.results import Finding
from forwhom.results.explanation import Explanation

OTHERS = "others"


def why(
    findings: Sequence[Finding],
    children: Sequence[Children],
    about: Mapping[str, Any],
    tables: Tables,
    declared: Declared,
) -> list[Explanation]:
    """What was measured of the first finding of each measure; nothing without their children.

    Others are explained when someone asks: `forwhom explain`.
    """
    if not children:
        return []
    first: dict[str, Finding] = {}
    for finding in findings:
        if finding.place_type != "school" and finding.compared_with == OTHERS:
            first.setdefault(finding.measure, finding)
    latest = children[0].by_school_and_id()
    contrasts = Contrasts(latest, frozenset())
    records = Records(tables, latest, declared)
    return [
        one for finding in first.values() for one in of_finding(finding, contrasts, about, records)
    ]


def of_finding(
    finding: Finding, contrasts: Contrasts, about: Mapping[str, Any], records: Records
) -> list[Explanation]:
    """What every way of explaining says of one finding."""
    measure = next(m for m in about["measures"] if m["name"] == finding.measure)
    return explain(Evidence.of(finding, measure, contrasts, records))
