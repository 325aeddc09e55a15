"""A meeting: called, talked through, noted, decided, promised; names for the team alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forwhom.web.accounts.viewer import Viewer, everywhere, looks
from forwhom.web.commitments.models import Commitment
from forwhom.web.history.models import Entry
from forwhom.web.inquiry import changes
from forwhom.web.inquiry.models import AgendaItem, Agreement, Meeting, Member, Present
from tests.web.an_inquiry import Begun

CALLED = {"purpose": "Look at the first chart", "day": "2026-03-02", "starts": "15:30"}
MOST = 12  # queries of a page, whatever stands on it


@pytest.fixture
def called(begun: Begun) -> str:
    """The address of a meeting with a protocol."""
    told = CALLED | {"protocol": "see_and_wonder"}
    return str(begun.as_lead.post(f"{begun.url}meetings/", told).url)


def every(model: Any) -> list[Any]:
    with everywhere(because="a test looks at all"):
        return list(model.objects.order_by("pk"))


def test_a_meeting_from_the_call_to_its_minutes(begun: Begun, called: str, as_: Any) -> None:
    page = begun.as_lead.get(called).content.decode()
    assert "What do we wonder?" in page
    assert 'data-minutes="7"' in page
    begun.as_lead.post(f"{called}agenda/", {"add-text": "Days lost", "add-minutes": 10})
    begun.as_mate.post(f"{called}agenda/", {"add-text": "Whom do we ask?"})
    first, second = every(AgendaItem)
    begun.as_mate.post(f"{called}agenda/{second.pk}/earlier/")
    assert [each.order for each in every(AgendaItem)] == [2, 1]
    notes = {f"notes{first.pk}-notes": "One rule in two wordings", f"notes{first.pk}-base": 1}
    kept = begun.as_mate.post(f"{called}agenda/{first.pk}/notes/", notes, HTTP_X_AUTOSAVE="1")
    assert kept.json()["version"] == 3
    begun.as_lead.post(f"{called}agreed/", {"agree-text": "We visit in pairs"})
    promise = {
        "promise-what": "Ask ten families", "promise-owed_by": begun.mate.pk,
        "promise-due": "2026-04-01", "promise-to": "team", "promise-place": begun.one.place_id,
    }  # fmt: skip
    begun.as_lead.post(f"{called}promise/", promise)
    owed = every(Commitment)[0]
    assert (owed.about_kind, owed.owed_by, owed.owed_by_words) == (
        "inquiry", begun.mate, "Teaching",
    )  # fmt: skip
    there = [m.pk for m in Member.everywhere.all()]
    begun.as_lead.post(f"{called}present/", {"present-members": there})
    begun.as_lead.post(f"{called}present/", {"present-members": there[:1]})
    assert [each.here for each in every(Present)] == [True, False]
    told = ["One rule in two wordings", "We visit in pairs", "Ask ten families", "Ana Ruiz"]
    minutes = begun.as_mate.get(f"{called}minutes/").content.decode()
    assert [text for text in told if text not in minutes] == []
    assert (
        "Decisions: 1. Promises: 1." in begun.as_lead.get(f"{begun.url}meetings/").content.decode()
    )
    seen = as_("superintendent").get(called).content.decode()
    assert "We visit in pairs" in seen
    assert "Leadership" in seen
    assert "Ana Ruiz" not in seen
    assert "Bo Li" not in seen


def test_who_is_not_of_the_team_writes_nothing(begun: Begun, called: str, as_: Any) -> None:
    seen = as_("superintendent")
    begun.as_lead.post(f"{called}agenda/", {"add-text": "Days lost"})
    rows = Entry.objects.count()
    one = every(AgendaItem)[0]
    for path, told in (
        ("", {f"meeting-{n}": v for n, v in CALLED.items()}),
        ("agenda/", {"add-text": "Mine"}),
        (f"agenda/{one.pk}/", {f"item{one.pk}-text": "Mine"}),
        (f"agenda/{one.pk}/notes/", {f"notes{one.pk}-notes": "Mine"}),
        (f"agenda/{one.pk}/earlier/", {}),
        ("agreed/", {"agree-text": "Mine"}),
        ("present/", {}),
    ):
        answer = seen.post(f"{called}{path}", told)
        assert answer.status_code == 403 or path.endswith("earlier/"), path
    assert every(Agreement) == []
    assert every(AgendaItem)[0].text == "Days lost"
    assert Entry.objects.filter(number__gt=rows, what__startswith="kept").count() == 0
    assert as_("principal", "0102").get(called).status_code == 404


def test_a_promise_needs_somebody_and_a_wrong_form_keeps_what_was_written(
    begun: Begun, called: str
) -> None:
    told = {"promise-what": "Ask ten families", "promise-due": "2026-04-01", "promise-to": "team"}
    answer = begun.as_lead.post(f"{called}promise/", told | {"promise-place": begun.one.place_id})
    assert answer.status_code == 400
    assert "Choose a person, or name an office." in answer.content.decode()
    assert "Ask ten families" in answer.content.decode()
    assert every(Commitment) == []


def test_without_a_protocol_the_timer_follows_the_agenda(begun: Begun) -> None:
    called = begun.as_lead.post(f"{begun.url}meetings/", CALLED).url
    assert "data-timer=" not in begun.as_lead.get(called).content.decode()
    begun.as_lead.post(f"{called}agenda/", {"add-text": "Days lost", "add-minutes": 10})
    assert 'data-minutes="10"' in begun.as_lead.get(called).content.decode()


def test_taken_off_the_page_it_leads_to_the_list_and_comes_back(begun: Begun, called: str) -> None:
    key = every(Meeting)[0].pk
    page = begun.as_lead.post(f"/kept/inquiry.meeting/{key}/withdraw/", follow=True)
    assert page.redirect_chain[-1][0] == f"{begun.url}meetings/"
    assert "There has been no meeting yet." in page.content.decode()
    begun.as_lead.post(f"/kept/inquiry.meeting/{key}/bring-back/")
    assert begun.as_lead.get(called).status_code == 200


def test_twelve_meetings_with_eight_points_each_ask_few_questions(begun: Begun) -> None:
    me = Viewer.of(begun.lead)
    with looks(me):
        for month in range(1, 13):
            one = changes.call(
                by=me, inquiry=begun.one, day=date(2026, month, 2), starts=None,
                purpose=f"Meeting {month}", protocol="",
            )  # fmt: skip
            for at in range(8):
                changes.add_item(by=me, meeting=one, text=f"Point {at}", minutes=5)
            changes.agree(by=me, meeting=one, text=f"Decision {month}")
            for at in range(2):
                changes.promised(
                    by=me, meeting=one, what=f"Promise {at}", owed_by=begun.mate,
                    owed_by_words="Teaching", to="team", due=date(2027, 1, 1),
                )  # fmt: skip
    for page in ("meetings/", f"meetings/{one.pk}/", f"meetings/{one.pk}/minutes/", "drivers/"):
        with CaptureQueriesContext(connection) as asked:
            answer = begun.as_lead.get(begun.url + page)
        assert answer.status_code == 200
        assert len(asked) <= MOST, (page, [each["sql"][:120] for each in asked])
    assert "Promise 1" in answer.content.decode() or page == "drivers/"
