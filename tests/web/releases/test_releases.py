"""The pages of releases: what anyone with a role may read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from forwhom.web.accounts.roles import ROLES
from forwhom.web.history.models import Entry
from tests.web.filled import COMMITTEE, PUBLIC

PAGES = ("", f"{PUBLIC}/", f"{PUBLIC}/measures/suspended/", f"{PUBLIC}/schools/0101/")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", PAGES)
def test_everyone_with_a_role_may_read(as_: Any, filled: Path, role: str, page: str) -> None:
    at = "0101" if ROLES[role].at == "school" else "district"
    assert as_(role, at).get(f"/releases/{page}").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_may_not(client: Any, filled: Path, db: None, page: str) -> None:
    assert client.get(f"/releases/{page}").status_code == 302


def test_the_newest_stands_first(as_: Any, filled: Path) -> None:
    page = as_("committee_member").get("/releases/").content.decode()
    assert page.index(COMMITTEE) < page.index(PUBLIC)


def test_what_is_hidden_stays_a_star(as_: Any, filled: Path) -> None:
    page = as_("committee_member").get(f"/releases/{PUBLIC}/schools/0101/").content.decode()
    assert page.count("<td>*</td>") > 5


@pytest.mark.parametrize(
    "page",
    ["nothing/", f"{PUBLIC}/measures/chronic_absence/", f"{PUBLIC}/schools/999/",
     f"{PUBLIC}/files/ledger.json", f"{PUBLIC}/files/..%2Fledger.json"],
)  # fmt: skip
def test_what_is_not_in_a_release_is_not_found(as_: Any, filled: Path, page: str) -> None:
    assert as_("committee_member").get(f"/releases/{page}").status_code == 404


def test_a_file_taken_away_is_remembered(as_: Any, filled: Path) -> None:
    answer = as_("committee_member").get(f"/releases/{PUBLIC}/files/numbers.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="numbers.csv"'
    assert b"".join(answer.streaming_content).startswith(b"measure,")
    entry = Entry.objects.first()
    assert entry
    assert (entry.act, entry.subject) == ("exported", f"{PUBLIC} numbers.csv")


def test_before_the_first_release_the_page_teaches(as_: Any, served: Path) -> None:
    page = as_("committee_member").get("/releases/").content.decode()
    assert "Nothing has been released yet" in page


def test_a_spoiled_ledger_shows_nothing(as_: Any, filled: Path) -> None:
    ledger = filled / "releases" / "ledger.json"
    ledger.write_text(ledger.read_text("utf-8").replace("public", "publik"), "utf-8")
    answer = as_("committee_member").get("/releases/")
    assert answer.status_code == 503
    assert PUBLIC not in answer.content.decode()


def test_it_speaks_spanish(as_: Any, filled: Path) -> None:
    client = as_("committee_member")
    client.cookies["django_language"] = "es"
    page = client.get(f"/releases/{PUBLIC}/").content.decode()
    assert 'lang="es"' in page
    assert "Escuela por escuela" in page
