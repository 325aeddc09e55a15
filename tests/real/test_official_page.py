"""The page on one official number says what the state's own file gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from forwhom.audit.official import Asked, run_official
from forwhom.official.number import OfficialNumber

PLACE = "Monterey Peninsula U"


@pytest.fixture(scope="module")
def numbers(real: Callable[[str], Path]) -> dict[str, OfficialNumber]:
    file = real("ca-dashboard-2018-monterey") / "dashboard_2018_monterey.csv.gz"
    found = run_official(file, Asked(profile="dashboard", places=(PLACE,)), out=None)
    return {n.group: n for n in found.numbers if n.indicator == "suspension_unified_district"}


def test_each_number_of_the_page(numbers: dict[str, OfficialNumber], root: Path) -> None:
    text = (root / "docs/explanation/an-official-number.md").read_text("utf-8")
    page = " ".join(text.split())
    one = numbers["African American"]
    assert f"{one.numerator:.0f} of {one.denominator:.0f} African American students" in page
    assert f"{one.against_numerator:.0f} of {one.against_denominator:.0f}" in page
    assert (one.status, one.change_level, one.result) == ("high", "declined", "yellow")
    before = 100 * (one.against_numerator or 0) / (one.against_denominator or 1)
    assert f"{one.value:.4f} − {before:.4f} = −0.7 points" in page
    assert one.to_line == -14
    assert round(100 * 23 / 506, 1) == 4.5
    assert round(100 * 24 / 506, 1) > 4.5
    foster = numbers["Foster youth"]
    assert (foster.numerator, foster.denominator, foster.to_line) == (3, 53, -1)
