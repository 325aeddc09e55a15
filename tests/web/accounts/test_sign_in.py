"""Statements 24 and 25: nobody learns who has an account, tries are counted, cookies are strict."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client

from forwhom.web.history.models import Entry
from tests.web.accounts.conftest import PASSWORD

HASHER = "django.contrib.auth.hashers.PBKDF2PasswordHasher"
WRONG = "not their password at all"


def said(client: Client, email: str, password: str = WRONG) -> tuple[int, str]:
    answer = client.post("/account/sign-in/", {"login": email, "password": password})
    text = re.sub(r'value="[^"]*"', "", answer.content.decode())
    return answer.status_code, text


@pytest.fixture
def hashing(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the slow hash was computed: what an answer's time is made of."""
    settings.PASSWORD_HASHERS = [HASHER]
    rounds: list[int] = []
    slow = PBKDF2PasswordHasher.encode

    def counted(self: Any, password: str, salt: str, iterations: int | None = None) -> Any:
        rounds.append(iterations or self.iterations)
        return slow(self, password, salt, 1)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    return rounds


def test_a_wrong_password_and_an_unknown_person_read_the_same(with_password: Any) -> None:
    known = said(Client(), with_password("principal", "0101").email)
    unknown = said(Client(), "nobody.at.all@example.org")
    assert known == unknown
    assert "not correct" in known[1]


def test_and_are_answered_with_the_same_work(
    with_password: Any, somebody: Any, hashing: list[int]
) -> None:
    person, never = with_password("principal", "0101"), somebody("analyst")
    work = []
    for email in (person.email, "nobody.at.all@example.org", never.email):
        hashing.clear()
        said(Client(), email)
        work.append(sum(hashing))
    assert work[0] > 100_000
    assert work[0] == work[1] == work[2]


@pytest.mark.parametrize("known", [True, False])
def test_after_five_tries_the_door_stays_shut_even_for_the_right_password(
    with_password: Any, known: bool
) -> None:
    email = with_password("principal", "0101").email if known else "nobody@example.org"
    texts = [said(Client(), email)[1] for _ in range(5)]
    assert not any("Too many" in text for text in texts)
    last = said(Client(), email, PASSWORD)
    assert "Too many" in last[1]


def test_the_tries_are_counted_where_every_worker_sees_them(with_password: Any) -> None:
    from django.core.cache import cache, caches

    assert caches.settings["default"]["BACKEND"].endswith("DatabaseCache")
    email = with_password("principal", "0101").email
    for _ in range(5):
        said(Client(), email)
    cache.clear()
    assert "Too many" not in said(Client(), email)[1]


def test_another_person_is_not_shut_out_with_them(with_password: Any, sign_in: Any) -> None:
    email = with_password("principal", "0101").email
    for _ in range(6):
        said(Client(), email)
    assert sign_in(with_password("analyst")).get("/").status_code == 200


def test_a_failed_try_is_remembered_without_what_was_typed(with_password: Any) -> None:
    person = with_password("principal", "0101")
    said(Client(), person.email)
    said(Client(), "typed-a-password-here@example.org")
    rows = list(Entry.objects.filter(act="denied").order_by("number"))
    assert [(row.what, row.person) for row in rows] == [("sign_in", person.pk), ("sign_in", None)]
    assert not any("typed" in str(vars(row)) for row in rows)


def test_nobody_can_sign_up() -> None:
    for path in ("/account/signup/", "/account/sign-up/", "/account/social/signup/"):
        assert Client().get(path).status_code == 404


@pytest.mark.django_db
def test_cookies_are_strict(settings: Any, with_password: Any, sign_in: Any) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = sign_in(with_password("analyst"))
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies.get(name)
        if cookie is not None:
            assert cookie["secure"]
            assert cookie["httponly"]
            assert cookie["samesite"] == "Lax"
    assert client.cookies["sessionid"]["expires"] == ""


def test_https_is_the_default() -> None:
    from forwhom.web.place_on_disk import WebSettings

    assert WebSettings().https


@pytest.mark.parametrize("path", ["/account/sign-in/", "/account/welcome/"])
def test_pages_before_the_door_are_not_stored_either(db: None, path: str) -> None:
    assert "no-store" in Client().get(path)["Cache-Control"]


def test_the_page_speaks_spanish(db: None) -> None:
    page = Client().get("/account/sign-in/", headers={"accept-language": "es"}).content.decode()
    assert "Entrar con una llave de acceso" in page
    assert "Contraseña" in page
