"""Board packets: inside from an audit, the other two from a release alone."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from forwhom.web.history.models import Entry
from tests.web.filled import DISTRICT_FINDING, OWN_FINDING, PUBLIC, SIBLING_FINDING


def text(pdf: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_the_superintendent_prints_a_finding(as_: Any, filled: Path) -> None:
    sent = {"findings": [DISTRICT_FINDING], "title": "What we ask in spring"}
    answer = as_("superintendent").post("/packets/inside/", sent)
    assert answer["Content-Type"] == "application/pdf"
    assert "What we ask in spring" in text(answer.content)
    entry = Entry.objects.first()
    assert entry
    assert (entry.act, entry.subject, entry.count) == ("exported", "inside 0001", 1)


@pytest.mark.parametrize("finding", [DISTRICT_FINDING, SIBLING_FINDING, "nothing"])
def test_a_finding_out_of_scope_is_not_printed(as_: Any, filled: Path, finding: str) -> None:
    answer = as_("principal", "0101").post("/packets/inside/", {"findings": [finding]})
    assert answer["Content-Type"].startswith("text/html")
    assert finding == "nothing" or finding not in answer.content.decode().split("<h1>")[0]
    assert not Entry.objects.filter(act="exported").exists()


def test_a_principal_prints_the_own_schools(as_: Any, filled: Path) -> None:
    answer = as_("principal", "0101").post("/packets/inside/", {"findings": [OWN_FINDING]})
    assert answer["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("audience", ["public", "committee"])
def test_a_committee_member_prints_a_release(as_: Any, filled: Path, audience: str) -> None:
    sent = {"measures": ["suspended"], "groups": "race_ethnicity", "place": "district"}
    answer = as_("committee_member").post(f"/packets/{audience}/", sent)
    assert answer["Content-Type"] == "application/pdf"
    assert Entry.objects.filter(act="exported", what="packet").exists()


def test_nobody_outside_prints_exact_numbers(as_: Any, filled: Path) -> None:
    sent = {"findings": [DISTRICT_FINDING]}
    assert as_("committee_member").post("/packets/inside/", sent).status_code == 403


def test_a_public_packet_is_never_made_from_the_committees_release(as_: Any, filled: Path) -> None:
    ledger = filled / "releases"
    for page in (ledger / PUBLIC).iterdir():
        page.unlink()
    page = as_("superintendent").get("/packets/public/").content.decode()
    assert "There is no release to print from yet." in page


def test_choosing_nothing_says_so(as_: Any, filled: Path) -> None:
    page = as_("superintendent").post("/packets/inside/", {}).content.decode()
    assert "usa-alert--error" in page


def test_it_speaks_spanish(as_: Any, filled: Path) -> None:
    client = as_("superintendent")
    client.cookies["django_language"] = "es"
    assert "Cuaderno para la junta" in client.get("/packets/").content.decode()
