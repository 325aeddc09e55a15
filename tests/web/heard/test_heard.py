"""What was heard: who reads it, who writes it, and beside what it stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from forwhom.web.accounts.viewer import Viewer, everywhere, looks
from forwhom.web.heard.models import Note, NotYet
from forwhom.web.heard.nobody_named import traces
from forwhom.web.heard.queries import is_heard_or_not_yet
from forwhom.web.inquiry import changes, conditions
from tests.web.findings.conftest import MINE, OTHER, Audited, audited, opened  # noqa: F401
from tests.web.inquiry.conftest import Begun, begun  # noqa: F401

SAID = "The bus comes ten minutes after the bell, and then we get a slip."


def told(**other: Any) -> dict[str, Any]:
    day = str(timezone.localdate())
    first = {"who": "students", "how_many": 6, "language": "Hmong", "on": day, "said": SAID}
    return {**first, **other}


def in_days(days: int) -> str:
    return str(timezone.localdate() + timedelta(days=days))


def is_met(begun: Begun) -> bool:  # noqa: F811
    with looks(Viewer.of(begun.lead)):
        return conditions.known()["somebody_heard_or_not_yet"].met(begun.one)


def test_a_team_writes_what_it_heard_and_what_is_not_cleared_stays_with_it(
    begun: Begun,  # noqa: F811
    as_: Any,
) -> None:
    url = f"/heard/inquiry/{begun.one.pk}/"
    assert not is_met(begun)
    assert "Nobody has been asked yet." in begun.as_lead.get(url).content.decode()
    page = begun.as_lead.post(url, told(), follow=True).content.decode()
    assert SAID in page
    assert "Students: 6" in page
    assert is_met(begun)
    assert "Notes: 1" in begun.as_mate.get(begun.url).content.decode()
    with everywhere(because="a test looks at all"):
        note = Note.objects.get()
    outside = as_("superintendent")  # sees the place, and is not of the team
    for page_of in (url, f"/heard/notes/{note.pk}/"):
        seen = outside.get(page_of).content.decode()
        assert SAID not in seen
        assert "They spoke to the team alone." in seen
    assert outside.get(f"/kept/heard.note/{note.pk}/").status_code == 404
    begun.as_mate.post(f"/heard/notes/{note.pk}/", told(may_quote="on", base=1))
    assert SAID in outside.get(url).content.decode()
    assert outside.post(url, told()).status_code == 403
    assert outside.post(f"/heard/notes/{note.pk}/", told(said="Mine.")).status_code == 403


def test_who_sees_neither_place_nor_team_finds_nothing(begun: Begun, as_: Any) -> None:  # noqa: F811
    url = f"/heard/inquiry/{begun.one.pk}/"
    begun.as_lead.post(url, told(may_quote="on"))
    with everywhere(because="a test looks at all"):
        note = Note.objects.get()
    for role, at in (("principal", "0102"), ("committee_member", "district")):
        other = as_(role, at)
        for page in (url, f"/heard/notes/{note.pk}/", f"/kept/heard.note/{note.pk}/"):
            assert other.get(page).status_code == 404
        assert other.post(url, told()).status_code == 404
    with everywhere(because="a test looks at all"):
        assert Note.objects.count() == 1


def test_a_family_on_the_team_reads_and_writes(begun: Begun, somebody: Any) -> None:  # noqa: F811
    from django.test import Client

    family, me = somebody("committee_member", "district", "Mai Vang"), Viewer.of(begun.lead)
    with looks(me):
        changes.add_member(
            by=me, inquiry=begun.one, person=family, department="Families", part="affected"
        )
    begun.as_lead.post(f"/heard/inquiry/{begun.one.pk}/", told())
    client = Client()
    client.force_login(family)
    assert SAID in client.get(f"/heard/inquiry/{begun.one.pk}/").content.decode()
    page = client.post(
        f"/heard/inquiry/{begun.one.pk}/", told(said="We were not told."), follow=True
    )
    assert "We were not told." in page.content.decode()


def test_a_promise_to_ask_holds_until_its_day(
    begun: Begun,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = f"/heard/inquiry/{begun.one.pk}/"
    later = {"not_yet": "1", "reason": "The family evening is in May.", "by_when": in_days(9)}
    for wrong in (in_days(-1), in_days(400), ""):
        assert begun.as_lead.post(url, later | {"by_when": wrong}).status_code == 400
    begun.as_lead.post(url, later)
    assert is_met(begun)
    page = begun.as_mate.get(url).content.decode()
    assert "The family evening is in May." in page
    assert f"We will by {in_days(9)}" in page
    last, after = timezone.localdate() + timedelta(9), timezone.localdate() + timedelta(10)
    monkeypatch.setattr(timezone, "localdate", lambda: last)
    assert is_met(begun)
    monkeypatch.setattr(timezone, "localdate", lambda: after)
    assert not is_met(begun)
    assert "Late:" in begun.as_lead.get(url).content.decode()
    assert "Late:" in begun.as_lead.get(begun.url).content.decode()
    again = str(after + timedelta(days=3))  # promised again: the first wording stays
    begun.as_mate.post(url, later | {"base": 1, "by_when": again})
    assert is_met(begun)
    with everywhere(because="a test looks at all"):
        one = NotYet.objects.get()
        assert one.version == 2
    begun.as_mate.post(f"/kept/heard.notyet/{one.pk}/withdraw/")
    assert not is_met(begun)


def test_a_finding_shows_who_was_asked(as_: Any, audited: Audited, opened: Any) -> None:  # noqa: F811
    client, url = as_("principal", MINE), f"/heard/finding/{audited.mine}/"
    assert "Nobody has been asked yet" in opened(client, audited.mine)
    later = {"not_yet": "1", "reason": "The circle meets in May.", "by_when": in_days(9)}
    client.post(url, later)
    assert "The circle meets in May." in opened(client, audited.mine)
    assert is_heard_or_not_yet("finding", audited.mine)
    with everywhere(because="a test looks at all"):
        NotYet.objects.update(by_when=in_days(-2))
    assert not is_heard_or_not_yet("finding", audited.mine)
    assert "Late:" in opened(client, audited.mine)
    client.post(url, told(who="families"))
    page = opened(client, audited.mine)
    assert SAID in page
    assert "Families: 6" in page
    assert "Late:" not in page
    assert SAID in client.get(url).content.decode()
    other = as_("principal", OTHER)
    assert other.get(url).status_code == 404
    assert other.post(url, told()).status_code == 404
    assert as_("committee_member").get(url).status_code == 404


def test_an_inquiry_hears_what_its_finding_heard(
    as_: Any,
    audited: Audited,  # noqa: F811
    begun: Begun,  # noqa: F811
) -> None:
    as_("principal", MINE).post(f"/heard/finding/{audited.mine}/", told())
    assert not is_met(begun)
    begun.one.finding = audited.mine
    assert is_met(begun)


@pytest.mark.parametrize(
    "more",
    [{"said": "Call 559-555-0142"}, {"said": "Write to ana@example.org"}, {"said": "Id 4481723"},
     {"said": ""}, {"how_many": 0}, {"on": in_days(2)}, {"who": "Ana Ruiz"}],
)  # fmt: skip
def test_what_leads_to_one_person_or_tells_nothing_is_not_kept(
    begun: Begun,  # noqa: F811
    more: dict[str, Any],
) -> None:
    answer = begun.as_lead.post(f"/heard/inquiry/{begun.one.pk}/", told(**more))
    assert answer.status_code == 400
    with everywhere(because="a test looks at all"):
        assert not Note.objects.exists()


@given(st.integers(0, 9999))
def test_small_numbers_are_no_trace(number: int) -> None:
    assert not traces(f"{number} of us wait, since 2024-25, for bus {number % 100}, at $12,000.")


@given(st.integers(10**4, 10**11))
def test_long_numbers_are(number: int) -> None:
    assert traces(f"Ask about {number}, please")


def test_it_speaks_spanish(begun: Begun) -> None:  # noqa: F811
    begun.as_lead.cookies["django_language"] = "es"
    page = begun.as_lead.get(f"/heard/inquiry/{begun.one.pk}/").content.decode()
    assert "Lo que escuchamos" in page
