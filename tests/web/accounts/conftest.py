"""A clock that is set, and people with a password and a second factor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

PASSWORD = "seven lamps in the hall"


class Clock:
    """The time by which sessions end; it moves only when told."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def later(self, **spent: float) -> None:
        self.at += timedelta(**spent)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("forwhom.web.accounts.sessions.now", made)
    return made


@pytest.fixture
def strict(settings: Any) -> None:
    """As outside the tests: whoever sees exact numbers shows a second factor."""
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def with_password(somebody: Callable[..., Any]) -> Callable[..., Any]:
    """`with_password("principal", "0101")`: a person who can sign in on the page."""

    def made(role: str, at: str = "district") -> Any:
        person = somebody(role, at)
        person.set_password(PASSWORD)
        person.save()
        return person

    return made


@pytest.fixture
def sign_in() -> Callable[..., Any]:
    """`sign_in(person)`: a browser in which they signed in by the page, with a password."""
    from django.test import Client

    def made(person: Any, password: str = PASSWORD) -> Client:
        client = Client()
        said = {"login": person.email, "password": password}
        client.last = client.post("/account/sign-in/", said)  # type: ignore[attr-defined]
        return client

    return made


@pytest.fixture
def totp() -> Callable[[Any], Callable[[], str]]:
    """`totp(person)` sets up an app for them and returns what it shows now."""

    def made(person: Any) -> Callable[[], str]:
        from allauth.mfa.totp.internal import auth

        secret = auth.generate_totp_secret()
        auth.TOTP.activate(person, secret)
        return lambda: auth.format_hotp_value(
            auth.hotp_value(secret, list(auth.yield_hotp_counters_from_time())[1])
        )

    return made


@pytest.fixture
def shots() -> Callable[[Any, str], None]:
    """`shots(page, "people")`: a picture, where FORWHOM_SHOTS names a folder to look at them."""
    import os

    folder = os.environ.get("FORWHOM_SHOTS", "")

    def taken(page: Any, name: str) -> None:
        if folder:
            page.screenshot(path=f"{folder}/{name}.png", full_page=True)

    return taken
