"""Coming in by a link: once, in time, into the role and place it was made for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from forwhom.web.accounts import changes
from forwhom.web.accounts.models import Invitation, Person, Place, Post
from forwhom.web.accounts.refusals import HasAccountError, LinkOverError
from forwhom.web.accounts.roles import Administrator, Analyst, Principal
from forwhom.web.accounts.viewer import Viewer, looks
from forwhom.web.history.changes import NOBODY
from tests.web.accounts.conftest import PASSWORD

WELCOME = "/account/welcome/"
SAID = {"name": "Ana Ruiz", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def link(district: Any) -> str:
    school = Place.objects.get(code="0101")
    return changes.invite(by=NOBODY, email="Ana@Example.org", role=Principal, place=school)


def come_in(path: str, **more: str) -> tuple[Client, Any]:
    client = Client()
    client.get(path)
    return client, client.post(WELCOME, SAID | more)


def test_the_link_makes_the_person_with_that_post_and_no_other(link: str) -> None:
    client, answer = come_in(link, email="other@example.org", role="analyst", place="district")
    assert answer.status_code == 302
    person = Person.objects.get()
    assert (person.email, person.name) == ("ana@example.org", "Ana Ruiz")
    assert [(post.role, post.place.code) for post in Post.objects.all()] == [("principal", "0101")]
    assert client.get("/").status_code == 200


def test_the_secret_leaves_the_address_at_once(link: str) -> None:
    answer = Client().get(link)
    assert (answer.status_code, answer["Location"]) == (302, WELCOME)
    assert link.split("/")[3] not in str(list(Invitation.objects.values()))


def test_the_page_says_role_and_place_in_both_languages(link: str) -> None:
    client = Client()
    client.get(link)
    assert "as Principal, Tehama Middle" in client.get(WELCOME).content.decode()
    spanish = client.get(WELCOME, headers={"accept-language": "es"}).content.decode()
    assert "Dirección de escuela, Tehama Middle" in spanish


def test_it_opens_once(link: str) -> None:
    first, second = Client(), Client()
    first.get(link)
    second.get(link)
    assert first.post(WELCOME, SAID).status_code == 302
    assert second.post(WELCOME, SAID).status_code == 410
    assert come_in(link)[1].status_code == 410
    assert Person.objects.count() == 1


def test_two_at_the_same_moment_make_one(link: str) -> None:
    found = Invitation.objects.get()
    changes.accept(invitation=found, name="Ana")
    with pytest.raises(LinkOverError):
        changes.accept(invitation=found, name="Eve")


def test_after_seven_days_it_says_what_to_do(link: str) -> None:
    Invitation.objects.update(expires=timezone.now())
    answer = come_in(link)[1]
    assert answer.status_code == 410
    assert "Ask your administrator for a new one" in answer.content.decode()


def test_it_is_made_for_seven_days(link: str) -> None:
    found = Invitation.objects.get()
    assert timedelta(days=6.9) < found.expires - found.made < timedelta(days=7.1)


def test_a_link_taken_back_opens_no_more(link: str) -> None:
    changes.withdraw(by=NOBODY, invitation=Invitation.objects.get())
    assert come_in(link)[1].status_code == 410


def test_a_guessed_link_opens_nothing(db: None) -> None:
    assert come_in("/account/invitation/abcdef/")[1].status_code == 410


def test_inviting_the_same_again_takes_the_old_link_back(link: str) -> None:
    school = Place.objects.get(code="0101")
    again = changes.invite(by=NOBODY, email="ana@example.org", role=Principal, place=school)
    assert come_in(link)[1].status_code == 410
    assert come_in(again)[1].status_code == 302


def test_an_e_mail_that_signs_in_is_not_invited(somebody: Any) -> None:
    person = somebody("analyst")
    with pytest.raises(HasAccountError):
        changes.invite(
            by=NOBODY, email=person.email, role=Analyst, place=Place.objects.get(code="district")
        )


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", "short", "15 characters"),
        (PASSWORD, PASSWORD + "x", "not the same"),
        ("ana@example.org", "ana@example.org", "too similar"),
    ],
)
def test_a_poor_password_is_refused_and_the_link_stays(
    link: str, password: str, again: str, said: str
) -> None:
    client, answer = come_in(link, password=password, again=again)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert client.post(WELCOME, SAID).status_code == 302


def test_a_new_way_in_ends_the_old_one(with_password: Any, sign_in: Any, totp: Any) -> None:
    person = with_password("analyst")
    old = sign_in(person)
    totp(person)
    path = changes.new_way_in(by=NOBODY, person=person)
    assert old.get("/").status_code == 302
    assert sign_in(person).get("/").status_code == 302
    client = Client()
    client.get(path)
    client.post(
        WELCOME, {"password": "a wholly other password", "again": "a wholly other password"}
    )
    assert client.get("/").status_code == 200
    assert Person.objects.count() == 1


def test_the_first_administrator_comes_in_by_a_link_and_then_there_is_no_more(db: None) -> None:
    old, path = changes.first_invitation(), changes.first_invitation()
    assert old
    assert path
    assert come_in(old, email="first@example.org")[1].status_code == 410
    assert come_in(path, email="first@example.org")[1].status_code == 302
    assert Post.objects.get().role == Administrator.name
    assert changes.first_invitation() is None


def test_the_first_link_cannot_take_over_an_account(somebody: Any) -> None:
    person = somebody("analyst")
    path = changes.first_invitation()
    assert path
    answer = come_in(path, email=person.email)[1]
    assert answer.status_code == 200
    assert "has an account already" in answer.content.decode()
    assert Invitation.objects.usable().exists()


@pytest.mark.parametrize("role", ["superintendent", "analyst", "principal", "privacy_officer"])
def test_only_administrators_invite(somebody: Any, role: str) -> None:
    at = "0101" if role == "principal" else "district"
    viewer = Viewer.of(somebody(role, at))
    with looks(viewer), pytest.raises(PermissionDenied):
        changes.invite(
            by=viewer.who, email="x@example.org", role=Analyst,
            place=Place.objects.get(code="district"),
        )  # fmt: skip


def test_an_administrator_invites_within_the_own_district(somebody: Any, elsewhere: Any) -> None:
    viewer = Viewer.of(somebody("administrator"))
    with looks(viewer):
        with pytest.raises(PermissionDenied):
            changes.invite(by=viewer.who, email="x@example.org", role=Analyst, place=elsewhere)
        school = Place.objects.get(code="0101")
        with pytest.raises(PermissionDenied):
            changes.invite(by=viewer.who, email="x@example.org", role=Analyst, place=school)
        assert changes.invite(by=viewer.who, email="x@example.org", role=Principal, place=school)
