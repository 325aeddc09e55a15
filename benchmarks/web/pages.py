"""The ten main pages, as they stand in a district's newest audit."""

from __future__ import annotations

from pathlib import Path

from forwhom.results import open_audit
from forwhom.results.read import ABOUT


def ten_pages(district: Path) -> list[str]:
    """Their paths: the first page, lists, a finding, a school, a measure, the manual."""
    audit = open_audit(max(district.glob(f"audits/*/{ABOUT}")).parent)
    first, second = audit.findings[0], audit.findings[1 % len(audit.findings)]
    school = min(audit.about["schools"], key=lambda each: each["name"])["school_id"]
    return [
        "/",
        "/findings/",
        f"/findings/?measure={first.measure}",
        f"/findings/{first.id}/",
        f"/findings/{second.id}/",
        f"/findings/places/{school}/",
        f"/findings/measures/{first.measure}/",
        "/audits/",
        "/releases/",
        "/manual/charts/",
    ]
