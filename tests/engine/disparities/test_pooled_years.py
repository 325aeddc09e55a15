"""Several years as one: each child once, counted where it was counted in any of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import forwhom
from forwhom.results.names import pool_of

POOL = pool_of("2023-24", "2025-26")
SCHOOLS = "school_id,name\nA,Oak\n"
STUDENTS = "student_id,sex\n" + "".join(
    f"{number},{'F' if number % 2 else 'M'}\n" for number in range(24)
)
ENROLLMENTS = "student_id,school_id,school_year,grade\n" + "".join(
    f"{number},A,{year},{5 + at}\n"
    for number in range(24)
    for at, year in enumerate(("2023-24", "2024-25", "2025-26"))
    if number < 20 or at < 2  # four leave before the last year
)
# 0 is suspended in all years, 1 in two, 22 in its last; 2 never, though it is in every year.
DISCIPLINE = (
    "student_id,school_id,school_year,referrals,in_school_days,out_of_school_days,"
    "out_of_school_times,expelled,law_enforcement\n"
) + "".join(
    f"{number},A,{year},1,0,1,1,no,no\n"
    for number, years in ((0, "2023-24 2024-25 2025-26"), (1, "2023-24 2025-26"), (22, "2024-25"))
    for year in years.split()
)


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> forwhom.AuditFolder:
    folder = tmp_path_factory.mktemp("years")
    export = folder / "export"
    export.mkdir()
    tables = {"schools": SCHOOLS, "students": STUDENTS, "enrollments": ENROLLMENTS}
    for name, text in {**tables, "discipline_years": DISCIPLINE}.items():
        (Path(export) / f"{name}.csv").write_text(text, encoding="utf-8")
    return forwhom.run_audit(export, folder / "audit", quick=True)


def everyone(audit: forwhom.AuditFolder, year: str) -> tuple[int, int]:
    (row,) = audit.rows("suspended", year, "district", group="all")
    return row["n"], row["count"]


def test_each_child_counts_once_in_several_years(audit: forwhom.AuditFolder) -> None:
    years = [everyone(audit, year) for year in ("2023-24", "2024-25", "2025-26")]
    assert years == [(24, 2), (24, 2), (20, 2)]
    assert everyone(audit, POOL) == (24, 3)


def test_groups_of_several_years_add_up_to_everyone(audit: forwhom.AuditFolder) -> None:
    rows = audit.rows("suspended", POOL, "district", dimension="sex", compared_with="others")
    assert {row["group"]: (row["n"], row["count"]) for row in rows} == {
        "sex=Female": (12, 1),
        "sex=Male": (12, 2),
    }


def test_several_years_are_told_only_where_they_are_asked_for(audit: forwhom.AuditFolder) -> None:
    assert POOL not in {row["school_year"] for row in audit.rows("suspended")}
    assert POOL not in audit.about["school_years"]
