"""Following, before there is anything to follow: the pages teach, and nothing can be made up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

NOTHING = {"kind": "finding", "key": "0123456789ab"}


def test_who_sees_inside_numbers_finds_an_empty_page(as_: Any, served: Path) -> None:
    assert as_("superintendent").get("/findings/followed/").status_code == 200


def test_who_reads_releases_finds_an_empty_page(as_: Any, served: Path) -> None:
    client = as_("committee_member")
    assert client.get("/findings/following/").status_code == 200
    assert client.get("/findings/followed/").status_code == 403


@pytest.mark.parametrize("role", ["superintendent", "committee_member"])
def test_what_is_not_there_cannot_be_followed(as_: Any, served: Path, role: str) -> None:
    client = as_(role)
    assert client.post("/findings/follow/", NOTHING).status_code == 404
    assert client.get("/findings/follow/").status_code == 405
