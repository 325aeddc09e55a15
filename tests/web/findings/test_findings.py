"""The list of findings: what it shows and to whom; its filters say nothing of other places."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forwhom.web.history.models import Entry
from tests.web.findings.conftest import DISTRICT_SAYS, MINE, OTHER, Audited


def test_before_the_first_audit_the_page_says_so(as_: Any, served: Path) -> None:
    page = as_("analyst").get("/findings/").content.decode()
    assert "There is no audit yet." in page


@pytest.mark.parametrize("role", ["committee_member", "privacy_officer", "administrator"])
def test_who_reads_releases_only_is_refused_and_it_is_remembered(
    as_: Any, served: Path, role: str
) -> None:
    assert as_(role).get("/findings/").status_code == 403
    assert [(row.act, row.what) for row in Entry.objects.exclude(act="changed")] == [
        ("denied", "findings")
    ]


def test_each_reading_is_remembered(as_: Any, served: Path) -> None:
    as_("superintendent").get("/findings/")
    entry = Entry.objects.first()
    assert entry
    assert (entry.act, entry.what, entry.roles) == ("read", "findings", "superintendent")


def test_the_order_is_the_audits_and_never_that_of_schools(as_: Any, audited: Audited) -> None:
    page = as_("analyst").get("/findings/").content.decode()
    order = (audited.district, audited.mine, audited.other, audited.pair)
    places = [page.index(f"/findings/{one}/") for one in order]
    assert places == sorted(places)
    assert DISTRICT_SAYS in page
    assert "It was so last year too." in page
    assert "Findings: 4." in page


def test_a_school_team_lists_and_counts_its_own_only(as_: Any, audited: Audited) -> None:
    page = as_("school_team", MINE).get("/findings/").content.decode()
    assert "Findings: 1." in page
    assert "Tehama Middle" in page
    assert "Butte Middle" not in page
    assert DISTRICT_SAYS not in page


def test_a_filter_that_keeps_nothing_leads_back_in_one_click(as_: Any, audited: Audited) -> None:
    page = as_("analyst").get("/findings/?text=no+such+words").content.decode()
    assert "No finding fits all that you chose." in page
    assert 'href="/findings/">Show all findings' in page


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("strength=found", 2), (f"school={MINE}", 1), ("school=district", 2),
        ("group=disability%3DYes", 1), ("measure=suspended", 4), ("year=2025-26", 4),
        ("year=2024-25", 0), ("text=a+PAIR+stands", 1), ("measure=suspended&strength=found", 2),
    ],
)  # fmt: skip
def test_filters_keep_what_they_say(as_: Any, audited: Audited, asked: str, kept: int) -> None:
    answer = as_("analyst").get(f"/findings/?{asked}")
    assert answer.status_code == 200
    assert answer.context["kept"] == kept


def test_guess_first_shows_no_answer(as_: Any, audited: Audited) -> None:
    page = as_("analyst").get("/findings/?guess=1").content.decode()
    assert "Your team has not looked yet." in page
    assert "18 of 100" not in page
    assert "Children:" not in page


def test_in_spanish(as_: Any, audited: Audited) -> None:
    page = as_("analyst").get("/findings/", HTTP_ACCEPT_LANGUAGE="es").content.decode()
    assert "Lo más importante primero" in page
    assert "De cada 100 estudiantes" in page
    assert "Most important" not in page


def test_nothing_found_is_said(as_: Any, audited: Audited) -> None:
    (audited.folder / "findings.json").write_text("[]", "utf-8")
    about = audited.folder / "audit.json"
    about.write_text(about.read_text("utf-8") + "\n", "utf-8")
    assert "Nothing stood out" in as_("analyst").get("/findings/").content.decode()


NAMES = st.sampled_from(["measure", "group", "school", "year", "strength", "text", "page", "id"])
IDS = r"[0-9a-f]{12}"
VALUES = st.one_of(
    st.sampled_from([OTHER, "district", "0901", "2024-25", "all", "found", "suspended", "gifted"]),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20),
)


@pytest.mark.long
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    asked=st.dictionaries(NAMES, VALUES, max_size=3),
    which=st.from_regex(r"[0-9a-f]{12}", fullmatch=True),
)
def test_no_id_and_no_filter_tells_of_what_is_out_of_scope(
    principal: Any, audited: Audited, asked: dict[str, str], which: str
) -> None:
    """The same answer whether it is out of scope or was never there."""
    answer = principal.get("/findings/", asked)
    assert answer.status_code in {200, 404}
    page = answer.content.decode()
    for hidden in (audited.other, audited.district, "Butte Middle", DISTRICT_SAYS):
        assert hidden not in page
    if answer.status_code == 200:
        assert answer.context["all"] == 1
    if asked.get("school") in {OTHER, "district", "0901"}:
        assert answer.status_code == 404
    unknown = principal.get(f"/findings/{which}/")
    for hidden in (audited.other, audited.district):
        there = principal.get(f"/findings/{hidden}/")
        assert (there.status_code, said(there, hidden)) == (404, said(unknown, which))


def said(answer: Any, address: str) -> str:
    """A page without what is never twice the same, and without its own address."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return page.replace(address, "")


@pytest.fixture
def principal(as_: Any, audited: Audited) -> Any:
    return as_("principal", MINE)
