"""A promise is written down, seen by whom it should be, answered, put off, let go and undone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from forwhom.web.accounts.viewer import everywhere
from forwhom.web.commitments.models import Commitment
from forwhom.web.history.models import Entry
from tests.web.an_inquiry import Begun


def promised(begun: Begun, to: str = "team", due: date | None = None) -> Commitment:
    told = {
        "what": "Call before the third slip.", "to": to, "owed_by": str(begun.mate.pk),
        "owed_by_words": "Teaching", "place": str(begun.one.place_id),
        "due": (due or timezone.localdate()).isoformat(), "about": "inquiry",
        "key": str(begun.one.pk),
    }  # fmt: skip
    answer = begun.as_lead.post("/commitments/promise/", told)
    assert answer.status_code == 302, answer.content.decode()
    return current()


def current() -> Commitment:
    with everywhere(because="a test looks at all"):
        return Commitment.objects.order_by("-pk")[0]


def test_it_is_written_down_and_stands_first_for_who_owes_it(begun: Begun) -> None:
    one = promised(begun)
    page = begun.as_mate.get("/commitments/").content.decode()
    assert "Call before the third slip." in page
    assert "Due today" in page
    assert "Mine (1)" in page
    room = begun.as_mate.get(f"/commitments/inquiry/{begun.one.pk}/").content.decode()
    assert one.what in room
    assert "Owed: 1. Late: 0." in begun.as_mate.get(begun.url).content.decode()


def test_lateness_stands_in_the_open(begun: Begun, as_: Any) -> None:
    one = promised(begun, "students", timezone.localdate() - timedelta(days=3))
    page = as_("committee_member").get(f"/commitments/{one.pk}/").content.decode()
    assert "Late by 3 days" in page
    assert "Bo Li" not in page
    assert "Teaching" in page
    assert "Bo Li" in begun.as_lead.get(f"/commitments/{one.pk}/").content.decode()


@pytest.mark.parametrize(
    ("role", "at"), [("committee_member", "district"), ("principal", "0102")]
)  # fmt: skip
def test_what_is_not_open_is_for_the_team_and_the_place(
    begun: Begun,
    as_: Any,
    role: str,
    at: str,
) -> None:
    one = promised(begun)
    client = as_(role, at)
    assert client.get(f"/commitments/{one.pk}/").status_code == 404
    assert one.what not in client.get("/commitments/").content.decode()


def test_who_may_only_read_may_not_answer(begun: Begun, as_: Any) -> None:
    one = promised(begun, "families")
    told = {"answer": "Done.", "answered_on": timezone.localdate().isoformat()}
    client = as_("committee_member")
    assert client.post(f"/commitments/{one.pk}/answer/", told).status_code == 403
    assert current().state == "owed"


def test_it_is_answered_and_that_is_undone(begun: Begun) -> None:
    one, rows = promised(begun), Entry.objects.count()
    told = {"answer": "We call.", "answered_on": timezone.localdate().isoformat(), "base": 1}
    begun.as_mate.post(f"/commitments/{one.pk}/answer/", told)
    assert (current().state, current().answer) == ("kept", "We call.")
    begun.as_mate.post(f"/kept/commitments.commitment/{one.pk}/restore/1/")
    assert (current().state, current().answer, current().answered_on) == ("owed", "", None)
    assert Entry.objects.count() == rows + 2


def test_an_answer_does_not_come_from_tomorrow(begun: Begun) -> None:
    one = promised(begun)
    told = {"answer": "We will.", "answered_on": timezone.localdate() + timedelta(days=1)}
    assert begun.as_mate.post(f"/commitments/{one.pk}/answer/", told).status_code == 400


def test_a_new_day_needs_a_reason_and_the_old_one_stays(begun: Begun) -> None:
    one = promised(begun)
    new = timezone.localdate() + timedelta(days=9)
    url = f"/commitments/{one.pk}/put-off/"
    assert begun.as_mate.post(url, {"to": new.isoformat(), "why": ""}).status_code == 400
    begun.as_mate.post(url, {"to": new.isoformat(), "why": "The phone is out."})
    assert current().due == new
    kept = begun.as_lead.get(f"/kept/commitments.commitment/{one.pk}/").content.decode()
    assert timezone.localdate().isoformat() in kept


def test_letting_go_says_why(begun: Begun) -> None:
    one = promised(begun)
    begun.as_mate.post(f"/commitments/{one.pk}/let-go/", {"why": "The office calls now."})
    assert current().state == "let_go"
    assert "The office calls now." in begun.as_lead.get(f"/commitments/{one.pk}/").content.decode()


def test_nobody_is_made_to_owe_at_a_place_that_is_not_theirs(
    begun: Begun,
    somebody: Any,
) -> None:
    other = somebody("principal", "0102", "Someone Else")
    told = {
        "what": "A.", "to": "team", "owed_by": str(other.pk), "owed_by_words": "B", "about": "",
        "place": str(begun.one.place_id), "due": timezone.localdate().isoformat(),
    }  # fmt: skip
    assert begun.as_lead.post("/commitments/promise/", told).status_code == 400


def test_about_what_is_out_of_sight_nothing_is_promised(begun: Begun, as_: Any) -> None:
    url = f"/commitments/promise/?about=inquiry&key={begun.one.pk}"
    assert as_("principal", "0102").get(url).status_code == 404


def test_two_hundred_stay_quick(begun: Begun, django_assert_max_num_queries: Any) -> None:
    one = promised(begun)
    with everywhere(because="a test makes many"):
        for _ in range(200):
            one.pk = one.id = None
            one._state.adding = True
            one.save()
    with django_assert_max_num_queries(20):
        page = begun.as_mate.get("/commitments/").content
    assert len(page) < 100_000
