"""The page of a measure, and the list of measures."""

from __future__ import annotations

from typing import Any

from tests.web.findings.conftest import MINE, OTHER, Audited


def test_the_district_sees_everyone_all_groups_and_schools(as_: Any, audited: Audited) -> None:
    page = as_("analyst").get("/findings/measures/suspended/").content.decode()
    assert "370 of 3,511 students" in page
    assert "Race and ethnicity" in page
    assert "What this counts, and why it matters" in page


def test_a_school_sees_its_own_numbers_only(as_: Any, audited: Audited) -> None:
    client = as_("principal", MINE)
    page = client.get("/findings/measures/suspended/").content.decode()
    assert "3,511" not in page
    assert "Butte Middle" not in page
    for asked in (f"place={OTHER}", "place=district", "place=0901", "year=1999-00"):
        assert client.get(f"/findings/measures/suspended/?{asked}").status_code == 404


def test_an_unknown_measure_is_not_there(as_: Any, audited: Audited) -> None:
    assert as_("analyst").get("/findings/measures/no_such/").status_code == 404


def test_the_list_has_titles_and_no_number(as_: Any, audited: Audited) -> None:
    page = as_("principal", MINE).get("/findings/measures/").content.decode()
    assert "Suspended" in page
    assert "3,511" not in page


def test_in_spanish(as_: Any, audited: Audited) -> None:
    page = as_("analyst").get("/findings/measures/suspended/", HTTP_ACCEPT_LANGUAGE="es")
    assert "Qué cuenta esta medida" in page.content.decode()
    assert "What this counts" not in page.content.decode()
