"""A decision says what, why, after hearing whom; what was expected is looked at again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forwhom.web.accounts.viewer import Viewer, everywhere, looks
from forwhom.web.decisions import queries
from forwhom.web.decisions.models import Decision, Expectation
from tests.web.an_inquiry import Begun

WHOLE = {
    "question": "Do slips lead to a day at home?", "heard": "Nine students",
    "chosen": "No.", "reason": "It brought nobody earlier.", "decided_by": "Cabinet",
    "dissent": "One of us fears closed doors.",
}  # fmt: skip


def prepared(begun: Begun) -> Decision:
    told = {
        "question": WHOLE["question"], "first": "Yes", "second": "No", "about": "inquiry",
        "key": begun.one.pk, "place": begun.one.place_id,
    }  # fmt: skip
    assert begun.as_lead.post("/decisions/begin/", told).status_code == 302
    return current()


def current() -> Decision:
    with everywhere(because="a test looks at all"):
        return Decision.objects.order_by("-pk")[0]


def decided(begun: Begun, **more: Any) -> Decision:
    one, day = prepared(begun), timezone.localdate()
    told = WHOLE | {"decided_on": day - timedelta(days=9), "review_on": day, "base": 1} | more
    assert begun.as_lead.post(f"/decisions/{one.pk}/", told).status_code == 302
    return current()


def test_it_begins_with_a_question_and_two_choices(begun: Begun) -> None:
    one = prepared(begun)
    page = begun.as_mate.get(f"/decisions/{one.pk}/").content.decode()
    assert "Being prepared" in page
    assert "Nobody has been heard yet." in page
    assert "Decisions: 1. Still open: 1." in begun.as_mate.get(begun.url).content.decode()


def test_it_is_not_made_without_who_was_heard_and_why(begun: Begun) -> None:
    one = prepared(begun)
    told = WHOLE | {"heard": "", "decided_on": timezone.localdate(), "base": 1}
    answer = begun.as_lead.post(f"/decisions/{one.pk}/", told)
    assert answer.status_code == 400
    assert "A decision needs this before it is made." in answer.content.decode()
    assert current().decided_on is None


def test_dissent_is_kept_when_it_goes_on(begun: Begun) -> None:
    one = decided(begun)
    assert "One of us fears" in begun.as_mate.get(f"/decisions/{one.pk}/").content.decode()


def test_it_waits_for_a_second_look_on_its_day(begun: Begun) -> None:
    one, me = decided(begun), Viewer.of(begun.mate)
    with looks(me):
        (due,) = queries.week_of(me).again
    assert WHOLE["question"] in due.text
    assert "Waiting for a second look" in begun.as_mate.get("/decisions/").content.decode()
    told = {"what_came": "Fewer days.", "reviewed_on": timezone.localdate(), "base": 2}
    begun.as_mate.post(f"/decisions/{one.pk}/review/", told)
    with looks(me):
        assert queries.week_of(me).again == []


def test_expectations_are_counted_from_five_on(begun: Begun) -> None:
    one = prepared(begun)
    expected = {"what": "days", "expects": "less", "sure": 70}
    for at in range(5):
        begun.as_lead.post(f"/decisions/{one.pk}/expect/", expected | {"who": f"Group {at}"})
    day = timezone.localdate()
    told = WHOLE | {"decided_on": day, "review_on": day + timedelta(days=90), "base": 1}
    assert begun.as_lead.post(f"/decisions/{one.pk}/", told).status_code == 302
    late = begun.as_lead.post(f"/decisions/{one.pk}/expect/", expected | {"who": "Late"})
    assert late.status_code == 403
    with everywhere(because="a test looks at all"):
        keys = list(Expectation.objects.values_list("pk", flat=True))
    for at, key in enumerate(keys):
        if at == 4:
            assert "came out otherwise." not in begun.as_mate.get("/decisions/").content.decode()
        told = {"came": "true" if at else "otherwise"}
        begun.as_mate.post(f"/decisions/expectations/{key}/came/", told)
    page = begun.as_mate.get("/decisions/").content.decode()
    assert "Of 5 expectations that were looked at again, 1 came out otherwise." in page


def test_the_committee_reads_what_is_open_and_writes_nothing(begun: Begun, as_: Any) -> None:
    one, family = decided(begun), as_("committee_member")
    assert family.get(f"/decisions/{one.pk}/").status_code == 404
    told = WHOLE | {
        "decided_on": one.decided_on, "review_on": one.review_on, "is_open": "on", "base": 2,
    }  # fmt: skip
    begun.as_lead.post(f"/decisions/{one.pk}/", told)
    assert "It brought nobody earlier." in family.get(f"/decisions/{one.pk}/").content.decode()
    assert family.post(f"/decisions/{one.pk}/option/", {"text": "Mine"}).status_code == 403
    assert as_("principal", "0102").get(f"/decisions/{one.pk}/").status_code == 404


def test_who_sees_it_and_is_not_asked_writes_nothing(begun: Begun, as_: Any) -> None:
    one = prepared(begun)
    assert as_("principal", "0102").post(f"/decisions/{one.pk}/", WHOLE).status_code == 404


def test_what_was_expected_stays_once_it_is_decided(begun: Begun) -> None:
    one = prepared(begun)
    told = {"who": "Students learning English", "what": "Days at home", "expects": "less",
            "sure": 70}  # fmt: skip
    for what in ("Days at home", "Late slips"):
        url = f"/decisions/{one.pk}/expect/"
        assert begun.as_lead.post(url, told | {"what": what}).status_code == 302
    with everywhere(because="a test looks at all"):
        first, second = Expectation.objects.filter(decision=one).order_by("pk")
    away = "/kept/decisions.expectation/{}/withdraw/"
    assert begun.as_lead.post(away.format(first.pk)).status_code == 302
    day = timezone.localdate()
    with everywhere(because="a test decides"):
        Decision.objects.filter(pk=one.pk).update(decided_on=day)
    assert begun.as_lead.post(away.format(second.pk)).status_code == 403
