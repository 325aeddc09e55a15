"""The records page: before anything is there, and after."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

OTHERS = [
    ("superintendent", "district"), ("principal", "0101"), ("school_team", "0101"),
    ("committee_member", "district"), ("privacy_officer", "district"),
    ("administrator", "district"),
]  # fmt: skip


def test_before_the_first_records_it_teaches_what_to_do(as_: Any, served: Path) -> None:
    page = as_("analyst").get("/records/").content.decode()
    assert "You have no records yet." in page
    assert "made-up district" in page


def test_the_sample_can_be_made_once_and_never_over_records(
    as_: Any, audited: Path, at_once: None, last_job: Any
) -> None:
    analyst = as_("analyst")
    before = (audited / "tables" / "students.parquet").read_bytes()
    analyst.post("/records/sample/")
    assert last_job().state == "failed"
    assert "holds records already" in last_job().problem["what"]
    assert (audited / "tables" / "students.parquet").read_bytes() == before


def test_tables_years_and_what_is_missing_are_told(as_: Any, audited: Path) -> None:
    analyst = as_("analyst")
    page = analyst.get("/records/").content.decode()
    assert "Enrollments" in page
    assert "2024-25" in page
    assert "Spending" in page
    page = analyst.get("/records/", headers={"accept-language": "es"}).content.decode()
    assert "Matrículas" in page
    assert "Lo que falta" in page


@pytest.mark.parametrize(("role", "at"), OTHERS)
def test_others_are_refused(as_: Any, audited: Path, role: str, at: str) -> None:
    assert as_(role, at).get("/records/").status_code == 403
