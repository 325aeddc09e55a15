"""The page of a place, and the list of places."""

from __future__ import annotations

from typing import Any

from tests.web.findings.conftest import MINE, OTHER, Audited


def test_a_school_shows_its_groups_or_that_there_are_too_few(as_: Any, audited: Audited) -> None:
    page = as_("principal", MINE).get(f"/findings/places/{MINE}/").content.decode()
    assert "Tehama Middle" in page
    assert "leans on the other schools" in page
    assert "17.0%" in page
    assert f"/findings/{audited.mine}/" in page
    assert "Butte Middle" not in page


def test_another_place_is_not_there(as_: Any, audited: Audited) -> None:
    client = as_("principal", MINE)
    for code in (OTHER, "district", "0901", "0102"):
        assert client.get(f"/findings/places/{code}/").status_code == 404
    for asked in ("year=1999-00", "by=nothing", "year=2025-26&by=foster"):
        assert client.get(f"/findings/places/{MINE}/?{asked}").status_code == 404


def test_schools_stand_by_name(as_: Any, audited: Audited) -> None:
    page = as_("analyst").get("/findings/places/").content.decode()
    assert page.index("Butte Middle") < page.index("Tehama Middle")
    mine = as_("principal", MINE).get("/findings/places/").content.decode()
    assert "Butte Middle" not in mine
    assert "Valley Unified" not in mine.split("<main")[1]


def test_in_spanish(as_: Any, audited: Audited) -> None:
    page = as_("analyst").get("/findings/places/district/?by=disability", HTTP_ACCEPT_LANGUAGE="es")
    assert "Medidas principales" in page.content.decode()
    assert "Headline" not in page.content.decode()
