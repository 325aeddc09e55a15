"""The page on gifted education says what an audit of the real student file says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import forwhom
from forwhom.results import AuditFolder, Finding

PAGE = "docs/explanation/who-is-missing-from-gifted.md"
MAPPING = "docs/how-to/sgpdata.mapping.toml"
YEAR = "2024-25"
NAMED = {
    "economically_disadvantaged=Yes": "from low-income families",
    "disability=Yes": "with disabilities",
    "english_learner=Current": "who are learning English",
    "race_ethnicity=Black or African American": "Black or African American",
}
Real = Callable[[str], Path]
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def audit(real: Real, root: Path, tmp_path_factory: pytest.TempPathFactory) -> AuditFolder:
    out = tmp_path_factory.mktemp("sgpdata") / "audit"
    return forwhom.run_audit(real("sgpdata"), out, mapping=root / MAPPING)


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return " ".join((root / PAGE).read_text("utf-8").split())


@pytest.fixture(scope="module")
def gifted(audit: AuditFolder) -> dict[str, Finding]:
    return {
        f.group: f for f in audit.findings
        if (f.measure, f.place_type, f.strength) == ("gifted", "district", "found")
    }  # fmt: skip


def row(audit: AuditFolder, group: str) -> dict[str, Any]:
    rows = audit.rows("gifted", YEAR, "district", compared_with="others")
    return next(each for each in rows if each["group"] == group)


def points(value: float) -> str:
    return f"{abs(100 * value):.1f}"


def test_whom_it_looks_at(audit: AuditFolder, page: str) -> None:
    everyone = audit.everyone("gifted", YEAR)
    assert everyone is not None
    assert f"{everyone['n']:,} students, of whom {everyone['count']:,} have had a place" in page
    assert f"We asked {audit.about['search']['family']} questions" in page


def test_what_is_found(gifted: dict[str, Finding], page: str) -> None:
    for group, words in NAMED.items():
        told = gifted[group]
        assert (told.question, told.confirmed) == ("both", True)
        ends = sorted(
            abs(e or 0) for e in (told.difference_within_low, told.difference_within_high)
        )
        cells = (
            words, f"{told.children:,}", points(told.rate), points(told.comparison_rate),
            points(told.difference), points(told.difference_within or 0),
            f"{points(ends[0])} to {points(ends[1])}",
        )  # fmt: skip
        assert f"| {' | '.join(cells)} |" in page


def test_what_a_crossed_group_adds(
    gifted: dict[str, Finding], audit: AuditFolder, page: str
) -> None:
    crossed = gifted["economically_disadvantaged=Yes & race_ethnicity=Hispanic or Latino"]
    assert f"by themselves: {points(crossed.beyond_parts or 0)} points less" in page
    whole = "race_ethnicity=Hispanic or Latino"
    assert whole not in gifted
    assert f"too, {points(row(audit, whole)['difference'])} points" in page


def test_what_could_have_been_seen(
    gifted: dict[str, Finding], audit: AuditFolder, page: str
) -> None:
    few = row(audit, "race_ethnicity=American Indian or Alaska Native")
    assert few["group"] not in gifted
    assert f"({few['n']} of them) have places {points(few['difference'])} points" in page
    assert f"seen a gap of {points(few['smallest_gap_down'])} points or more" in page
    black = row(audit, "race_ethnicity=Black or African American")
    assert f"it is {points(black['smallest_gap_down'])} points" in page
    assert black["difference"] < black["smallest_gap_down"]
