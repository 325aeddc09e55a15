"""The privacy officer asks who saw a school's numbers."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from forwhom.web.history.changes import Who, note
from forwhom.web.history.models import Act, Entry
from forwhom.web.history.only_added import dropping
from forwhom.web.privacy.views import history
from forwhom.web.privacy.views.history_file import harmless

ANA = Who(person=41, name="Ana Lopez", roles="principal")
IDA = Who(person=42, name="Ida Vang", roles="superintendent")


@pytest.fixture
def past(db: None) -> None:
    for place in ("0101", "0101", "0102"):
        note(by=ANA, act=Act.READ, what="finding", place=place, subject="f1", count=3)
    note(by=IDA, act=Act.READ, what="findings", place="district", count=20)
    note(by=IDA, act=Act.DENIED, what="history")
    note(by=Who(person=9, name="=cmd|x"), act=Act.EXPORTED, what="measure", place="0901")


def text(client: Any, query: str = "") -> str:
    answer = client.get(f"/history/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_who_saw_this_schools_numbers(as_: Any, past: None) -> None:
    page = text(as_("privacy_officer"), "?place=0101")
    assert "Who saw the numbers of Tehama Middle?" in page
    assert "<strong>Ana Lopez</strong>: Pages of this school: 2." in page
    assert (
        "<strong>Ida Vang</strong>: Pages of this school: 0. Pages of the whole district: 1."
        in page
    )


def test_rows_are_sentences(as_: Any, past: None) -> None:
    page = text(as_("privacy_officer"))
    assert "Ana Lopez (principal) opened a finding. Place: Tehama Middle." in page
    assert "Ida Vang (superintendent) was refused: this history." in page


def test_in_spanish(as_: Any, past: None) -> None:
    client = as_("privacy_officer")
    client.cookies["django_language"] = "es"
    page = text(client, "?place=0101")
    assert "¿Quién vio los números de Tehama Middle?" in page
    assert "Ana Lopez (dirección de escuela) abrió un hallazgo." in page


@pytest.mark.parametrize("role", ["superintendent", "analyst", "administrator", "principal"])
def test_nobody_else_reads_it(as_: Any, past: None, role: str) -> None:
    at = "0101" if role == "principal" else "district"
    client = as_(role, at)
    assert client.get("/history/").status_code == 403
    assert client.get("/history/history.csv").status_code == 403


def test_another_districts_rows_stay_out(as_: Any, elsewhere: Any, past: None) -> None:
    client = as_("privacy_officer")
    assert "cmd" not in text(client)
    assert "cmd" not in text(client, "?place=0901")


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("?who=ida", "Ida Vang", "Ana Lopez"),
        ("?act=denied", "was refused", "opened a finding"),
        ("?subject=f1", "opened a finding", "list of findings"),
        ("?since=2100-01-01", "Nothing like that", "opened"),
        ("?until=2000-01-01", "Nothing like that", "opened"),
        ("?since=nonsense&before=x", "opened a finding", "Nothing like that"),
    ],
)
def test_what_is_asked_for(as_: Any, past: None, query: str, there: str, not_there: str) -> None:
    page = text(as_("privacy_officer"), query)
    assert there in page
    assert not_there not in page


def test_each_row_is_on_one_page(as_: Any, past: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "PER_PAGE", 2)
    client = as_("privacy_officer")
    seen, query = [], "?subject=f1"
    for _ in range(2):
        page = text(client, query)
        seen += [line for line in page.splitlines() if "opened a finding" in line]
        query = (
            "?" + page.split('rel="next" href="?')[1].split('"')[0].replace("&amp;", "&")
            if ('rel="next"' in page)
            else ""
        )
    assert len(seen) == len(set(seen)) == 3
    assert query == ""


def test_reading_and_taking_away_are_remembered(as_: Any, past: None) -> None:
    client = as_("privacy_officer")
    text(client)
    file = b"".join(client.get("/history/history.csv?place=0101").streaming_content).decode()
    assert file.count("\r\n") == 3
    acts = [(row.act, row.what, row.count) for row in Entry.objects.all()[:2]]
    assert acts == [("exported", "history_file", 2), ("read", "history", 6)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_spreadsheet_runs_nothing(start: str) -> None:
    assert harmless(f"{start}cmd") == f"'{start}cmd"
    assert harmless("0101") == "0101"


def test_a_changed_row_is_told(as_: Any, past: None) -> None:
    client = as_("privacy_officer")
    assert "as they were written" in text(client)
    with connection.cursor() as cursor:
        for statement in dropping(connection.vendor):
            cursor.execute(statement)
        cursor.execute("UPDATE history_entry SET who = 'x' WHERE number = 2")
    assert "A row was changed or taken out" in text(client)
