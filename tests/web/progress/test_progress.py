"""A signal is told from chance, the baseline stays, and what was learned is for others to read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from forwhom.web.accounts.viewer import Viewer, everywhere, looks
from forwhom.web.actions import changes as acting
from forwhom.web.actions.models import Series
from forwhom.web.progress import queries
from forwhom.web.progress.models import Card
from tests.web.an_inquiry import Begun

FLAT = (6, 7, 6, 5, 7, 6, 8, 6, 7, 5, 6, 7)
MOVED = (6, 7, 6, 5, 7, 6, 12, 15, 16, 15, 17, 16)


def counted(begun: Begun, counts: tuple[int, ...], **more: Any) -> Series:
    me, first = Viewer.of(begun.lead), date(2026, 9, 7)
    told = {"title": "Open doors", "kind": "outcome", "better": "higher", **more}
    with looks(me):
        made = acting.count_in(by=me, inquiry=begun.one, **told)
        for week, count in enumerate(counts):
            day = first + timedelta(weeks=week)
            acting.read_off(by=me, series=made, day=day, count=count, of=20)
        begins = first + timedelta(weeks=6, days=-1)
        acting.plan(
            by=me, inquiry=begun.one, kind="practice", what="Greet at the door", who="Teachers",
            how_often="daily", starts=begins, ends=timezone.localdate() - timedelta(days=1),
            reaches="All",
        )  # fmt: skip
    return made


def page_of(begun: Begun) -> str:
    url = f"/progress/inquiry/{begun.one.pk}/"
    return str(begun.as_mate.get(url).content.decode())


def test_without_a_count_it_says_what_to_count(begun: Begun) -> None:
    assert "Count something each week that would move if it helped." in page_of(begun)


def test_chance_is_not_called_a_change(begun: Begun) -> None:
    counted(begun, FLAT)
    page = page_of(begun)
    assert "No signal yet: all 12 counts stay within what chance alone does." in page
    assert "<svg" in page
    me = Viewer.of(begun.lead)
    with looks(me):
        (due,) = queries.without_signal([begun.one])
    assert "Why are so many sent out?" in due.text


def test_a_change_against_a_frozen_baseline_is_told_with_the_action(begun: Begun) -> None:
    series = counted(begun, MOVED)
    url = f"/progress/series/{series.pk}/freeze/"
    begun.as_lead.post(url, {"until": "2026-10-12"})
    page = page_of(begun)
    assert "the way you hoped" in page
    assert "the first 6 counts" in page
    assert "Greet at the door" in page
    me = Viewer.of(begun.lead)
    with looks(me):
        assert queries.without_signal([begun.one]) == []


def test_a_change_for_the_worse_is_told_as_plainly(begun: Begun) -> None:
    counted(begun, MOVED, better="lower", kind="balancing")
    assert "not the way you hoped" in page_of(begun)


def test_nine_counts_are_too_early(begun: Begun) -> None:
    counted(begun, MOVED[:9])
    assert "counts so far 9, and 1 more are needed" in page_of(begun)


def test_it_ends_only_with_a_reason(begun: Begun) -> None:
    url = f"/progress/inquiry/{begun.one.pk}/verdict/"
    assert begun.as_lead.post(url, {"kind": "adopt", "reason": ""}).status_code == 400
    begun.as_lead.post(url, {"kind": "adopt", "reason": "We did it, and it moved."})
    assert "We did it, and it moved." in begun.as_mate.get(url).content.decode()
    with everywhere(because="a test looks at all"):
        assert queries.verdict(begun.one) is not None


def test_a_card_is_the_teams_until_it_is_opened(begun: Begun, as_: Any) -> None:
    told = {"context": "Middle school", "did": "Greet.", "result": "6 to 16 of 20", "not_for": "A"}
    begun.as_lead.post(f"/progress/inquiry/{begun.one.pk}/learned/", told)
    with everywhere(because="a test looks at all"):
        card = Card.objects.get()
    family = as_("committee_member")
    assert family.get(f"/progress/cards/{card.pk}/").status_code == 404
    begun.as_mate.post(f"/progress/cards/{card.pk}/", told | {"is_open": "on", "base": 1})
    assert "6 to 16 of 20" in family.get(f"/progress/cards/{card.pk}/").content.decode()
    assert "Greet." in family.get("/progress/cards/").content.decode()
    post = family.post(f"/progress/cards/{card.pk}/", told | {"base": 2, "did": "Mine"})
    assert post.status_code == 403


def test_the_outcome_in_the_records_is_for_those_who_read_numbers(
    begun: Begun, filled: Any, as_: Any
) -> None:
    from tests.web.filled import OWN_FINDING

    type(begun.one).objects.filter(pk=begun.one.pk)
    with everywhere(because="a test begins it from a finding"):
        type(begun.one).objects.filter(pk=begun.one.pk).update(finding=OWN_FINDING)
    url = f"/progress/inquiry/{begun.one.pk}/outcome/"
    page = begun.as_mate.get(url)
    assert page.status_code == 200
    assert "Did it help?" in page.content.decode()
    assert as_("committee_member").get(url).status_code == 403
    assert as_("principal", "0102").get(url).status_code == 404


def beside(begun: Begun, mine: tuple[int, ...], theirs: tuple[int, ...]) -> tuple[Series, Series]:
    other = counted(begun, theirs, title="Sent out", group="everyone else")
    one = counted(
        begun, mine, title="Sent out", group="learning English", better="lower", beside=other.pk
    )
    return one, other


def gap(begun: Begun) -> Any:
    with looks(Viewer.of(begun.lead)):
        (found,) = queries.gaps_in(begun.one)
    return found


def test_a_gap_that_closes_is_better_whichever_way_its_shares_go(begun: Begun) -> None:
    wide = tuple(count + 8 for count in FLAT)
    one, _ = beside(begun, (*wide[:6], 7, 6, 7, 6, 7, 7), FLAT)
    begun.as_lead.post(f"/progress/series/{one.pk}/freeze/", {"until": "2026-10-15"})
    assert gap(begun).verdict == "better"
    page = page_of(begun)
    assert "The gap: Sent out: learning English, less Sent out: everyone else" in page
    assert "Gap in points" in page


def test_a_gap_that_opens_is_worse(begun: Begun) -> None:
    one, _ = beside(begun, (*FLAT[:6], 16, 15, 16, 17, 16, 17), FLAT)
    begun.as_lead.post(f"/progress/series/{one.pk}/freeze/", {"until": "2026-10-15"})
    assert gap(begun).verdict == "worse"


def test_a_gap_that_stays_shows_no_signal(begun: Begun) -> None:
    beside(begun, tuple(count + 6 for count in FLAT), FLAT)
    assert gap(begun).verdict == "none_yet"
    assert "No signal yet" in gap(begun).says


def test_a_gap_needs_the_same_days_and_a_series_that_is_still_there(begun: Begun) -> None:
    one, other = beside(begun, FLAT[:1], FLAT[:1])
    assert gap(begun).picture is None
    assert "Count both on the same days." in page_of(begun)
    with everywhere(because="a test takes one away"):
        Series.objects.filter(pk=other.pk).update(withdrawn=True)
    with looks(Viewer.of(begun.lead)):
        assert queries.gaps_in(begun.one) == []
    assert "The gap:" not in page_of(begun)
    assert one.beside == other.pk


def test_a_series_of_another_inquiry_is_no_choice(begun: Begun) -> None:
    told = {"title": "Late", "kind": "outcome", "better": "lower", "group": "", "beside": "999"}
    url = f"/actions/inquiry/{begun.one.pk}/count/"
    counted(begun, FLAT[:2])
    assert begun.as_lead.post(url, told).status_code == 400
    assert begun.as_lead.post(url, {**told, "beside": ""}).status_code == 302
