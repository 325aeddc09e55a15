"""How groups and findings are named, the same in every file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

EVERYONE = "all"
POOL = ".."  # between the first and the last year of a pool


def group_text(values: Mapping[str, str]) -> str:
    """`dimension=Value`, several joined by ` & ` in alphabetical order of the dimension."""
    return " & ".join(f"{name}={values[name]}" for name in sorted(values)) or EVERYONE


def group_values(text: str) -> dict[str, str]:
    """The dimensions and values of a group's text; empty for everyone."""
    if text == EVERYONE:
        return {}
    return dict(part.split("=", 1) for part in text.split(" & "))


def pool_of(first: str, last: str) -> str:
    """The name of several school years taken together: `2023-24..2025-26`."""
    return f"{first}{POOL}{last}"


def finding_id(measure: str, place_type: str, place_id: str, group: str, compared_with: str) -> str:
    """The same id in every year, so that what was begun on a finding survives August."""
    text = f"{measure}\n{place_type}\n{place_id}\n{group}\n{compared_with}"
    return hashlib.sha256(text.encode()).hexdigest()[:12]
