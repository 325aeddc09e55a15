"""What changed between two audits, and why: data, rules, definitions, or what happened in schools.

A number of one school year can differ between two audits only because records, rules, definitions
or the software did. What happened is told from two years counted in one way: by the newer audit
alone, where it holds both.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from forwhom.audit.compare.moved import Moved, gaps, moved
from forwhom.audit.compare.restated import Restated, restated
from forwhom.audit.compare.underneath import Changed, cut_differently, what_differs
from forwhom.results import AuditFolder

__all__ = ["Changed", "Comparison", "Moved", "Restated", "compare"]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Everything that differs between an older and a newer audit."""

    old: str
    new: str
    underneath: list[Changed] = field(default_factory=list)
    restated: list[Restated] = field(default_factory=list)
    same: int = 0  # rows of shared years that both audits count alike
    moved: list[Moved] = field(default_factory=list)
    gaps: list[Moved] = field(default_factory=list)
    findings: dict[str, list[str]] = field(default_factory=dict)
    years: tuple[str, str] = ("", "")

    def as_dict(self) -> dict[str, Any]:
        """For machines."""
        return asdict(self)


def compare(old: AuditFolder, new: AuditFolder) -> Comparison:
    """What differs between two audits, and what may be why. Reads nothing but the audits."""
    underneath = what_differs(old.about, new.about)
    different, same = restated(old, new, underneath)
    years = old.about["latest_year"], new.about["latest_year"]
    moves = years[0] < years[1] and not cut_differently(underneath)
    return Comparison(
        old=old.folder.name,
        new=new.folder.name,
        underneath=underneath,
        restated=different,
        same=same,
        moved=moved(old, new) if moves else [],
        gaps=gaps(old, new) if moves else [],
        findings=_findings(old, new),
        years=years,
    )


def _findings(old: AuditFolder, new: AuditFolder) -> dict[str, list[str]]:
    before, after = [f.id for f in old.findings], [f.id for f in new.findings]
    return {
        "gone": [each for each in before if each not in set(after)],
        "new": [each for each in after if each not in set(before)],
        "stayed": [each for each in after if each in set(before)],
    }
