"""The first page: for each role what changed, and what waits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forwhom.web.accounts.roles import ROLES
from forwhom.web.history.models import Act, Entry
from tests.web.filled import COMMITTEE, DISTRICT_FINDING, OWN_FINDING, SIBLING_FINDING

AT = {name: "0101" if role.at == "school" else "district" for name, role in ROLES.items()}


def page(client: Any, language: str = "en") -> str:
    client.cookies["django_language"] = language
    answer = client.get("/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_stranger_is_sent_to_sign_in(client: Any, db: None) -> None:
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/sign-in/")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_everyone_has_a_first_page_before_there_is_anything(
    as_: Any, served: Path, role: str, language: str
) -> None:
    told = page(as_(role, AT[role]), language)
    assert ("There is no audit yet" if language == "en" else "no hay una auditoría") in told


def test_who_follows_nothing_sees_where_to_look_first(as_: Any, filled: Path) -> None:
    told = page(as_("superintendent"))
    assert f"/findings/{DISTRICT_FINDING}/" in told
    assert "Inside" in told


def test_a_principal_sees_the_own_school_alone(as_: Any, filled: Path) -> None:
    told = page(as_("principal", "0101"))
    assert f"/findings/{OWN_FINDING}/" in told
    assert SIBLING_FINDING not in told
    assert DISTRICT_FINDING not in told


@pytest.mark.parametrize("role", ["committee_member", "privacy_officer", "administrator"])
def test_who_reads_releases_sees_the_newest_and_no_finding(
    as_: Any, filled: Path, role: str
) -> None:
    told = page(as_(role))
    assert f"/releases/{COMMITTEE}/" in told
    assert "/findings/" not in told


def test_a_reading_of_exact_numbers_is_remembered(as_: Any, filled: Path) -> None:
    page(as_("superintendent"))
    read = Entry.objects.filter(act=Act.READ, what="home")
    assert [entry.count for entry in read] == [3]


def test_the_privacy_officer_hears_of_denials(as_: Any, filled: Path) -> None:
    as_("committee_member").get("/findings/")
    assert "denied in the last seven days: 1" in page(as_("privacy_officer"))
