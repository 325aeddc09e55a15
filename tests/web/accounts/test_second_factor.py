"""Whoever sees exact numbers, manages people or reads the history shows a second factor."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from forwhom.web.accounts.models import SignIn

STRONG = [
    ("superintendent", "district"), ("analyst", "district"), ("principal", "0101"),
    ("school_team", "0101"), ("privacy_officer", "district"), ("administrator", "district"),
]  # fmt: skip
SET_UP = "/account/2fa/"


@pytest.mark.parametrize(("role", "at"), STRONG)
def test_until_it_is_set_up_every_page_leads_there(
    strict: None, with_password: Any, sign_in: Any, role: str, at: str
) -> None:
    client = sign_in(with_password(role, at))
    for path in ("/", "/findings/"):
        assert client.get(path)["Location"] == SET_UP
    page = client.get(SET_UP).content.decode()
    assert "a password alone is not enough" in page


def test_a_committee_member_needs_none(strict: None, with_password: Any, sign_in: Any) -> None:
    assert sign_in(with_password("committee_member")).get("/").status_code == 200


def test_the_demo_is_exempt(with_password: Any, sign_in: Any) -> None:
    from forwhom.web import settings as own

    assert own.SECOND_FACTOR_REQUIRED is (not own.DEMO)


def test_a_code_of_the_app_opens_the_pages(
    strict: None, with_password: Any, sign_in: Any, totp: Any
) -> None:
    person = with_password("principal", "0101")
    shown = totp(person)
    client = sign_in(person)
    assert client.get("/")["Location"].startswith("/account/sign-in/")
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert client.get("/").status_code == 302
    client.post("/account/2fa/authenticate/", {"code": shown()})
    assert client.get("/").status_code == 200


def test_a_code_opens_once(strict: None, with_password: Any, sign_in: Any, totp: Any) -> None:
    person = with_password("principal", "0101")
    shown = totp(person)
    code = shown()
    sign_in(person).post("/account/2fa/authenticate/", {"code": code})
    again = sign_in(person)
    again.post("/account/2fa/authenticate/", {"code": code})
    assert again.get("/").status_code == 302


def test_setting_it_up_asks_the_password_once_more_and_opens_this_session(
    strict: None, with_password: Any, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from allauth.mfa.totp.internal import auth

    client = sign_in(with_password("principal", "0101"))
    path = "/account/2fa/totp/activate/"
    assert client.get(path)["Location"].startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": "seven lamps in the hall"})
    page = client.get(path).content.decode()
    secret = re.search(r'id="authenticator_secret"[^>]*value="([A-Z2-7]+)"', page)
    assert secret
    counter = list(auth.yield_hotp_counters_from_time())[1]
    code = auth.format_hotp_value(auth.hotp_value(secret.group(1), counter))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(path, {"code": code}).status_code == 302
    assert client.get("/").status_code == 200
    assert client.get("/account/2fa/recovery-codes/").status_code == 200


def test_the_last_one_taken_away_leads_back_to_setting_up(
    strict: None, with_password: Any, sign_in: Any, totp: Any
) -> None:
    person = with_password("principal", "0101")
    shown = totp(person)
    client = sign_in(person)
    client.post("/account/2fa/authenticate/", {"code": shown()})
    client.post("/account/reauthenticate/", {"password": "seven lamps in the hall"})
    client.post("/account/2fa/totp/deactivate/")
    assert client.get("/")["Location"] == SET_UP


def test_an_old_session_without_one_is_led_there_too(strict: None, as_: Any) -> None:
    client: Client = as_("analyst")
    SignIn.objects.update(second_factor=False)
    assert client.get("/findings/")["Location"] == SET_UP


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "path", ["", "webauthn/", "webauthn/add/", "totp/activate/", "recovery-codes/generate/"]
)
def test_no_page_of_it_needs_what_our_policy_forbids(
    strict: None, with_password: Any, sign_in: Any, path: str, language: str
) -> None:
    """No inline script runs and no inline style stands on them; data in a script is not run."""
    client = sign_in(with_password("principal", "0101"))
    client.post("/account/reauthenticate/", {"password": "seven lamps in the hall"})
    answer = client.get(SET_UP + path, headers={"accept-language": language}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "'unsafe-inline'" not in answer["Content-Security-Policy"]
    for tag in re.findall(r"<script[^>]*>", page):
        assert "src=" in tag or 'type="application/json"' in tag
    assert not re.search(r"\sstyle=|<style|\son\w+=", page)
