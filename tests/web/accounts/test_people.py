"""Looking after people: finding them, giving and ending posts, taking accounts out of use."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from forwhom.web.accounts import changes
from forwhom.web.accounts.models import Invitation, Person, Place, Post
from forwhom.web.history.changes import NOBODY
from forwhom.web.history.models import Entry

OTHERS = ["superintendent", "analyst", "committee_member", "privacy_officer"]


@pytest.fixture
def admin(as_: Any) -> Client:
    found: Client = as_("administrator")
    return found


def test_the_list_finds_by_name_place_and_role(admin: Client, somebody: Any) -> None:
    somebody("principal", "0101", name="Ana")
    somebody("principal", "0102", name="Ben")
    somebody("analyst", name="Cai")
    for asked, seen in (
        ("", {"Ana", "Ben", "Cai"}),
        ("search=an", {"Ana"}),
        ("place=0102", {"Ben"}),
        ("role=principal", {"Ana", "Ben"}),
        ("role=principal&place=0101", {"Ana"}),
        ("search=nobody", set()),
    ):
        page = admin.get(f"/people/?{asked}").content.decode()
        assert {name for name in ("Ana", "Ben", "Cai") if f">{name}</a>" in page} == seen, asked


def test_an_empty_answer_teaches_and_speaks_spanish(admin: Client) -> None:
    page = admin.get("/people/?search=zz").content.decode()
    assert "Nobody fits what you asked for." in page
    spanish = admin.get("/people/", headers={"accept-language": "es"}).content.decode()
    assert "Invitar a alguien" in spanish
    assert "Administración" in spanish


def test_fifty_a_page_in_few_queries(
    admin: Client, district: Any, django_assert_max_num_queries: Any
) -> None:
    made = Person.objects.bulk_create(
        Person(email=f"p{n}@example.org", name=f"P {n:03}") for n in range(120)
    )
    Post.objects.bulk_create(Post(person=person, role="analyst", place=district) for person in made)
    with django_assert_max_num_queries(12):
        page = admin.get("/people/?page=2").content.decode()
    assert page.count('<th scope="row">') == 50
    assert "Page 2 of 3" in page


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("path", ["/people/", "/people/invite/"])
def test_nobody_else_opens_them(as_: Any, role: str, path: str) -> None:
    assert as_(role).get(path).status_code == 403


def test_somebody_of_another_district_is_not_there(
    admin: Client, somebody: Any, elsewhere: Any
) -> None:
    there = somebody("analyst", "other-district", name="Faraway")
    page = admin.get("/people/?search=Faraway").content.decode()
    assert "People found: 0." in page
    assert admin.get(f"/people/{there.pk}/").status_code == 404
    for change in ("give", "end", "deactivate", "end-sessions", "link", "reactivate"):
        assert admin.post(f"/people/{there.pk}/{change}/").status_code == 404
    there.refresh_from_db()
    assert there.is_active


def test_a_post_is_given_ended_and_given_again(admin: Client, somebody: Any) -> None:
    person = somebody("principal", "0101")
    path = f"/people/{person.pk}/"
    admin.post(path + "give/", {"role": "school_team", "place": "0102"})
    post = Post.objects.get(person=person, role="school_team")
    admin.post(path + "end/", {"post": post.pk})
    assert not Post.objects.held().filter(pk=post.pk).exists()
    page = admin.get(path).content.decode()
    assert "What they were" in page
    admin.post(path + "give/", {"role": "school_team", "place": "0102"})
    assert Post.objects.held().filter(person=person).count() == 2


def test_a_role_at_the_wrong_kind_of_place_is_refused_beside_the_field(
    admin: Client, somebody: Any
) -> None:
    person = somebody("principal", "0101")
    page = admin.post(f"/people/{person.pk}/give/", {"role": "analyst", "place": "0101"})
    assert "This role belongs to the district" in page.content.decode()
    assert Post.objects.held().filter(person=person).count() == 1


def test_giving_oneself_exact_numbers_says_what_to_do(admin: Client) -> None:
    me = Person.objects.get()
    answer = admin.post(f"/people/{me.pk}/give/", {"role": "analyst", "place": "district"})
    assert answer.status_code == 403
    assert "Ask another administrator" in answer.content.decode()
    assert Post.objects.held().count() == 1


def test_the_last_administrator_cannot_leave(admin: Client) -> None:
    me = Person.objects.get()
    answer = admin.post(f"/people/{me.pk}/end/", {"post": Post.objects.get().pk})
    assert answer.status_code == 409
    assert "last administrator" in answer.content.decode()


def test_taken_out_of_use_and_back(admin: Client, somebody: Any) -> None:
    person = somebody("principal", "0101")
    theirs = Client()
    theirs.force_login(person)
    admin.post(f"/people/{person.pk}/deactivate/")
    assert theirs.get("/").status_code == 302
    assert "Account not in use" in admin.get(f"/people/{person.pk}/").content.decode()
    admin.post(f"/people/{person.pk}/reactivate/")
    person.refresh_from_db()
    assert person.is_active


def test_a_change_is_never_made_by_opening_a_page(admin: Client, somebody: Any) -> None:
    person = somebody("principal", "0101")
    for change in ("deactivate", "end-sessions", "link"):
        assert admin.get(f"/people/{person.pk}/{change}/").status_code == 405
    person.refresh_from_db()
    assert person.is_active


def test_inviting_shows_the_link_once_and_sends_it_where_mail_is_set_up(
    admin: Client, settings: Any
) -> None:
    said = {"email": "new@example.org", "role": "principal", "place": "0101"}
    page = admin.post("/people/invite/", said).content.decode()
    link = re.search(r"http://testserver(/account/invitation/[^/]+/)", page)
    assert link
    assert not mail.outbox
    assert link.group(1) not in admin.get("/people/").content.decode()
    settings.MAIL = True
    admin.post("/people/invite/", said | {"email": "other@example.org"})
    assert mail.outbox[0].to == ["other@example.org"]
    assert "/account/invitation/" in mail.outbox[0].body
    page = admin.get("/people/").content.decode()
    assert "other@example.org" in page
    admin.post(f"/people/invite/{Invitation.objects.usable()[0].pk}/withdraw/")
    assert Invitation.objects.usable().count() == 1


def test_a_known_e_mail_is_led_to_the_persons_page(admin: Client, somebody: Any) -> None:
    person = somebody("analyst")
    said = {"email": person.email, "role": "principal", "place": "0101"}
    assert "has an account already" in admin.post("/people/invite/", said).content.decode()


def test_every_change_leaves_a_row(admin: Client, somebody: Any) -> None:
    person = somebody("principal", "0101")
    path = f"/people/{person.pk}/"
    admin.post(path + "give/", {"role": "school_team", "place": "0102"})
    post = Post.objects.get(role="school_team")
    admin.post(path + "end/", {"post": post.pk})
    for change in ("deactivate", "reactivate", "end-sessions", "link"):
        admin.post(path + change + "/")
    me = Post.objects.get(role="administrator").person
    rows = Entry.objects.filter(person=me.pk, act="changed").values_list("what", flat=True)
    assert set(rows) >= {
        "give_post", "end_post", "deactivate", "reactivate", "end_sessions", "invite",
    }  # fmt: skip
    assert not any(person.email in str(vars(row)) for row in Entry.objects.filter(person=me.pk))


def test_ones_own_account_shows_and_keeps_name_and_language(as_: Any) -> None:
    client = as_("principal", "0101")
    assert "Principal, Tehama Middle" in client.get("/account/").content.decode()
    client.post("/account/", {"name": "Ana", "language": "es"})
    assert Person.objects.get().name == "Ana"
    page = client.get("/account/", headers={"accept-language": "en"}).content.decode()
    assert "Dirección de escuela, Tehama Middle" in page
    client.post("/language/", {"language": "en", "next": "/"})
    assert Person.objects.get().language == "en"


def test_withdrawing_out_of_scope_is_not_found(admin: Client, elsewhere: Any) -> None:
    from forwhom.web.accounts.roles import Analyst

    changes.invite(by=NOBODY, email="x@example.org", role=Analyst, place=elsewhere)
    one = Invitation.objects.get()
    assert admin.post(f"/people/invite/{one.pk}/withdraw/").status_code == 404
    assert Place.objects.filter(code="other-district").exists()
