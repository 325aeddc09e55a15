"""Counts of the 14 categories from a district's records, against counting by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from forwhom.audit import import_records
from forwhom.audit.official import Asked, run_official
from forwhom.audit.official_idea import idea_counts

TABLES = {
    "schools": "school_id,name,level\nA,Ash,high\n",
    "students": "student_id,birth_date,hispanic,race\n"
    "1,2015-01-01,no,white\n2,2015-01-01,no,white\n3,2015-01-01,no,black\n"
    "4,2003-09-30,no,black\n5,2020-11-01,no,black\n6,,no,white\n7,2015-10-02,yes,white\n",
    "enrollments": "student_id,school_id,school_year,grade,entry_date,exit_date\n"
    + "".join(f"{n},A,2025-26,5,2025-08-15,2026-06-10\n" for n in range(1, 8)),
    "student_groups": "student_id,dimension,value,school_year\n"
    + "".join(f"{n},disability,{yes},2025-26\n" for n, yes in
              zip(range(1, 8), ["Yes", "No", "Yes", "Yes", "Yes", "Yes", "No"], strict=True))
    + "1,disability_category,Autism,2025-26\n3,disability_category,Autism,2025-26\n",
    "placements": "student_id,school_year,setting\n1,2025-26,regular_80\n"
    "3,2025-26,regular_under_40\n5,2025-26,separate\n6,2025-26,separate\n",
    "discipline_years": "student_id,school_id,school_year,in_school_days,out_of_school_days\n"
    "1,A,2025-26,0,10\n3,A,2025-26,11,11\n2,A,2025-26,5,5\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("idea")
    source = home / "source"
    source.mkdir()
    for name, text in TABLES.items():
        (source / f"{name}.csv").write_text(text, "utf-8")
    import_records(source, home / "district")
    return home / "district"


def test_children_are_counted_by_age_and_disability(district: Path) -> None:
    counts, notes = idea_counts(district)
    told = {
        (c.measure, c.group): (c.numerator, c.denominator)
        for c in counts
        if c.group in ("White", "Black or African American")
    }
    white, black = "White", "Black or African American"
    # Child 4 is 22 on census day (October 1), child 5 is 4, child 6 has no date of birth.
    assert told["identified_disability", white] == (2, 3)
    assert told["identified_disability", black] == (2, 2)
    assert told["identified_autism", white] == (1, 3)
    assert told["placed_under_40_percent", black] == (1, 1)  # child 5 is too young
    assert told["placed_separate", white] == (1, 2)
    assert told["out_of_school_10_days_or_fewer", white] == (1, 2)  # child 2 has no disability
    assert told["out_of_school_more_than_10_days", black] == (1, 2)
    assert told["in_school_more_than_10_days", black] == (1, 2)
    assert told["removals_in_total", white] == (1, 2)
    assert "2025-10-01" in notes[0]


def test_what_is_made_of_records_is_inside(district: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    found = run_official(district, Asked(profile="idea-california"), out=out)
    assert found.inside
    assert len(found.numbers) == 98
    assert {number.reason for number in found.numbers} <= {
        "group_below_cell_size", "not_told",
    }  # fmt: skip
    assert out.stat().st_mode & 0o077 == 0
    assert '"audience": "inside"' in (out / "official.json").read_text("utf-8")
