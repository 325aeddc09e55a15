"""Statements 22 and 17: idle and whole time, a new id, all sessions at once, and new posts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from forwhom.web.accounts import changes
from forwhom.web.accounts.models import Place, Post, SignIn
from forwhom.web.accounts.roles import Analyst, Principal
from forwhom.web.history.changes import NOBODY
from forwhom.web.history.models import Entry

MINUTES_IDLE, HOURS_WHOLE = 30, 12


def is_in(client: Client) -> bool:
    return bool(client.get("/").status_code == 200)


@pytest.fixture
def two(with_password: Any, sign_in: Any, clock: Any) -> tuple[Any, Client, Client]:
    person = with_password("superintendent")
    return person, sign_in(person), sign_in(person)


def test_both_browsers_are_in(two: Any) -> None:
    assert is_in(two[1])
    assert is_in(two[2])


def test_after_half_an_hour_of_rest_a_session_has_ended_and_the_other_goes_on(
    two: Any, clock: Any
) -> None:
    _, rested, busy = two
    clock.later(minutes=MINUTES_IDLE - 1)
    assert is_in(busy)
    clock.later(minutes=1)
    assert is_in(busy)
    answer = rested.get("/findings/?page=2")
    assert answer.status_code == 302
    assert answer["Location"] == "/account/sign-in/?next=/findings/%3Fpage%3D2"
    assert is_in(busy)


def test_one_minute_less_and_it_goes_on(two: Any, clock: Any) -> None:
    clock.later(minutes=MINUTES_IDLE, seconds=-1)
    assert is_in(two[1])


def test_twelve_hours_are_the_end_however_busy(two: Any, clock: Any) -> None:
    for _ in range(HOURS_WHOLE * 3 - 1):
        clock.later(minutes=20)
        assert is_in(two[1])
    clock.later(minutes=20)
    assert not is_in(two[1])


def test_signing_in_gives_a_new_id(with_password: Any) -> None:
    person, client = with_password("analyst"), Client()
    client.get("/account/sign-in/")
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    old = session.session_key
    client.post("/account/sign-in/", {"login": person.email, "password": "seven lamps in the hall"})
    assert client.session.session_key != old
    stolen = Client()
    stolen.cookies["sessionid"] = old or ""
    assert not is_in(stolen)


def test_signing_out_ends_all_sessions_at_once(two: Any) -> None:
    _, here, there = two
    answer = here.post("/account/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not is_in(here)
    assert not is_in(there)
    assert not SignIn.objects.filter(ended=None).exists()


def test_a_sign_out_that_is_only_opened_ends_nothing(two: Any) -> None:
    assert two[1].get("/account/sign-out/").status_code == 200
    assert is_in(two[1])


def test_a_deactivated_person_is_out_everywhere_and_stays_out(two: Any, somebody: Any) -> None:
    person, here, there = two
    changes.deactivate(by=NOBODY, person=person)
    assert not is_in(here)
    changes.reactivate(by=NOBODY, person=person)
    assert not is_in(here)
    assert not is_in(there)


def test_a_copy_of_the_cookie_is_worth_nothing_after_signing_out(two: Any) -> None:
    _, here, _ = two
    stolen = Client()
    stolen.cookies["sessionid"] = here.cookies["sessionid"].value
    assert is_in(stolen)
    here.post("/account/sign-out/")
    assert not is_in(stolen)


def test_ending_the_others_leaves_this_one(two: Any) -> None:
    _, here, there = two
    assert "End the other sessions" in here.get("/account/").content.decode()
    here.post("/account/sessions/end/")
    assert is_in(here)
    assert not is_in(there)


def test_a_session_nobody_wrote_down_is_none(two: Any) -> None:
    SignIn.objects.all().delete()
    assert not is_in(two[1])


def test_a_new_post_and_an_ended_one_act_on_the_next_request(as_: Any, served: Any) -> None:
    client = as_("committee_member")
    person = Post.objects.get(role="committee_member").person
    assert client.get("/findings/").status_code == 403
    given = changes.give_post(
        by=NOBODY, person=person, role=Analyst, place=Place.objects.get(code="district")
    )
    assert client.get("/findings/").status_code == 200
    changes.end_post(by=NOBODY, post=given)
    assert client.get("/findings/").status_code == 403


def test_a_principal_who_moves_sees_the_other_school_at_once(as_: Any) -> None:
    from forwhom.web.accounts.viewer import Viewer

    as_("principal", "0101")
    post = Post.objects.get(role="principal")
    changes.end_post(by=NOBODY, post=post)
    changes.give_post(
        by=NOBODY, person=post.person, role=Principal, place=Place.objects.get(code="0102")
    )
    assert {place.code for place in Viewer.of(post.person).places().values()} == {"0102"}


def test_coming_and_going_is_remembered(two: Any) -> None:
    two[1].post("/account/sign-out/")
    acts = list(Entry.objects.order_by("number").values_list("act", "subject", "count"))
    assert [act for act in acts if act[0].startswith("signed")] == [
        ("signed_in", "password", None),
        ("signed_in", "password", None),
        ("signed_out", f"person {two[0].pk}", 2),
    ]
