"""The page of a finding: what, for whom, why."""

from __future__ import annotations

from typing import Any

import pytest

from forwhom.charts import theme
from forwhom.results.explained import save_explanations
from forwhom.results.explanation import Explanation, Part
from forwhom.results.index import pictures_of
from forwhom.results.read import open_audit
from forwhom.web.audits.ready_for_pages import made
from forwhom.web.findings.shown import LONG, _parts
from forwhom.web.history.models import Entry
from tests.web.findings.conftest import DISTRICT_SAYS, MINE, Audited


def test_before_the_team_looks_no_number_is_shown(as_: Any, audited: Audited) -> None:
    page = as_("analyst").get(f"/findings/{audited.district}/").content.decode()
    assert "Before you look: what do you expect?" in page
    assert "18 of 100 Black" not in page
    assert "<svg" not in page
    assert "1,000" not in page


def test_what_for_whom_and_why_each_with_picture_and_table(
    as_: Any, audited: Audited, opened: Any
) -> None:
    page = opened(as_("analyst"), audited.district)
    assert DISTRICT_SAYS in page
    for heading in ("what-title", "whom-title", 'id="why"', 'id="assumed"'):
        assert heading in page
    assert page.count("<figure") >= 3
    assert page.count("<figure") == page.count("The same as a table")
    assert "Nobody has asked the records yet." in page
    assert "Ask the records why" in page


def test_it_is_under_a_hundred_kilobytes_and_says_so_in_spanish(
    as_: Any, audited: Audited, opened: Any
) -> None:
    client = as_("superintendent")
    assert len(opened(client, audited.district).encode()) < 100_000
    page = client.get(f"/findings/{audited.district}/", HTTP_ACCEPT_LANGUAGE="es").content.decode()
    assert "Para quién" in page
    assert "De cada 100 estudiantes negros o afroamericanos, 18" in page
    assert "For whom" not in page


def test_a_school_sees_its_own_finding_only(as_: Any, audited: Audited, opened: Any) -> None:
    client = as_("principal", MINE)
    page = opened(client, audited.mine)
    assert "At Tehama Middle" in page
    assert "It was so last year too." in page
    for hidden in (audited.other, audited.district, audited.pair, "0" * 12):
        assert client.get(f"/findings/{hidden}/").status_code == 404
        assert client.post(f"/findings/{hidden}/open/").status_code == 404
        assert client.post(f"/findings/{hidden}/why/").status_code == 404


@pytest.mark.parametrize("role", ["committee_member", "privacy_officer", "administrator"])
def test_who_reads_releases_only_is_refused(as_: Any, audited: Audited, role: str) -> None:
    assert as_(role).get(f"/findings/{audited.district}/").status_code == 403


def test_the_pair_is_named_and_the_larger_group_too(
    as_: Any, audited: Audited, opened: Any
) -> None:
    page = opened(as_("analyst"), audited.district)
    assert f"/findings/{audited.pair}/" in page


def test_reading_it_is_remembered_by_place_and_id(as_: Any, audited: Audited, opened: Any) -> None:
    opened(as_("principal", MINE), audited.mine)
    entry = Entry.objects.filter(act="read").first()
    assert entry
    assert (entry.what, entry.place, entry.subject) == ("finding", MINE, audited.mine)


def test_it_takes_few_questions_to_the_database(
    as_: Any, audited: Audited, opened: Any, django_assert_max_num_queries: Any
) -> None:
    client = as_("analyst")
    opened(client, audited.district)
    with django_assert_max_num_queries(12 + VOICES + SAVEPOINT):
        client.get(f"/findings/{audited.district}/")


VOICES = 1  # what was heard; where nothing was, whether somebody will be asked
SAVEPOINT = 2  # a test runs in a transaction of its own, and counts what is kept within


def test_a_long_table_of_parts_is_shown_when_asked_for(
    as_: Any, audited: Audited, opened: Any
) -> None:
    places = [("school", f"Place {n}") for n in range(LONG + 1)]
    said = {"en": "Where?", "es": "¿Dónde?"}
    one = Explanation(
        finding=audited.district, cause="within", question=said, assumes=said, cannot=said,
        sentences={"en": ["Here."], "es": ["Aquí."]}, gap=0.1,
        places=[Part(name=said, value=0.001, children=20, of=one) for one in places],
    )  # fmt: skip
    save_explanations(audited.folder, audited.district, [one])
    client = as_("superintendent")
    page = opened(client, audited.district)
    assert "Place 60" not in page
    assert 'href="?parts=1#parts"' in page
    asked = client.get(f"/findings/{audited.district}/?parts=1").content.decode()
    assert "Place 60" in asked
    assert 'id="parts" open' in asked
    for odd in ("2", "x", "99999", "-1", "²"):
        page = client.get(f"/findings/{audited.district}/", {"parts": odd}).content.decode()
        assert "Place 60" not in page


def test_pictures_are_drawn_before_anyone_looks(
    as_: Any, audited: Audited, opened: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    made.send_robust(sender=None, audit=open_audit(audited.folder), say=said.append)
    drawn = list(pictures_of(audited.folder).glob("*.svg"))
    assert said
    assert drawn
    _parts.cache_clear()  # another process

    def draw(*_: Any) -> str:
        raise AssertionError("drawn a second time")

    monkeypatch.setattr(theme, "render", draw)
    assert opened(as_("superintendent"), audited.district).count("<svg") >= 2
