"""The made-up people: one for each role where all is made up, and no way in elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from forwhom.web.accounts import demo
from forwhom.web.accounts.models import Person, Post
from forwhom.web.accounts.roles import ROLES


@pytest.fixture
def made_up(district: Any, settings: Any) -> list[Person]:
    settings.DEMO, settings.SECOND_FACTOR_REQUIRED = True, False
    return demo.make_people()


def test_there_is_one_for_each_role_and_a_student_on_the_committee(made_up: Any) -> None:
    held = [post.role for post in Post.objects.held()]
    assert set(held) == set(ROLES)
    assert held.count("committee_member") == 2
    assert demo.demo_people_exist()
    assert len(demo.make_people()) == Person.objects.count() == 8


@pytest.mark.parametrize("role", ROLES)
def test_the_page_offers_each_and_the_button_opens(made_up: Any, role: str) -> None:
    person = Post.objects.filter(role=role).order_by("pk")[0].person
    client = Client()
    page = client.get("/account/sign-in/").content.decode()
    assert f'name="person" value="{person.pk}"' in page
    assert client.post("/account/sign-in/as/", {"person": person.pk})["Location"] == "/"
    assert client.get("/").status_code == 200


def test_a_real_person_is_never_offered_nor_opened(made_up: Any, somebody: Any) -> None:
    real = somebody("analyst", name="Real")
    assert "Real" not in Client().get("/account/sign-in/").content.decode()
    assert Client().post("/account/sign-in/as/", {"person": real.pk}).status_code == 404


def test_outside_the_demo_there_is_no_such_page_and_no_such_person(
    made_up: list[Person], settings: Any
) -> None:
    client = Client()
    client.post("/account/sign-in/as/", {"person": made_up[0].pk})
    assert client.get("/").status_code == 200
    settings.DEMO = False
    assert client.get("/").status_code == 302
    assert "Look around" not in Client().get("/account/sign-in/").content.decode()
    assert Client().post("/account/sign-in/as/", {"person": made_up[0].pk}).status_code == 404
    with pytest.raises(PermissionDenied):
        demo.make_people()
    with pytest.raises(PermissionDenied):
        demo.sign_in_as(RequestFactory().post("/"), made_up[0])
    stranger = Client()
    stranger.force_login(made_up[0])
    assert stranger.get("/").status_code == 302


def test_an_opened_address_signs_nobody_in(made_up: list[Person]) -> None:
    assert Client().get("/account/sign-in/as/").status_code == 405


def test_a_district_of_its_own_has_none(somebody: Any) -> None:
    somebody("analyst")
    assert not demo.demo_people_exist()
