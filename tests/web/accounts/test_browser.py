"""Signing in and looking after people in a real browser: passkeys, looks, and what axe says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from forwhom.web.accounts.models import Person, Post, SignIn
from tests.web.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.long]
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def window(
    transactional_db: None, browser: Any, live_server: Any, settings: Any
) -> Iterator[Callable[..., Any]]:
    """`window(390, "es")`: an empty browser at the sign-in page."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # this machine, without https
    contexts = []

    def made(width: int = 1280, language: str = "en") -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale=language, base_url=live_server.url
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto("/account/sign-in/")
        return page

    yield made
    for context in contexts:
        context.close()


def enter(page: Any, person: Person) -> None:
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)


def test_a_passkey_is_added_and_signs_in_alone(
    window: Callable[..., Any], strict: None, with_password: Any
) -> None:
    person = with_password("principal", "0101")
    page = window()
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    enter(page, person)
    assert page.url.endswith("/account/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/webauthn/add/**")
    page.click("label[for=id_passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: "/add/" not in url)
    page.goto("/")
    assert page.url.endswith("/")
    page.context.clear_cookies()
    page.goto("/account/sign-in/")
    page.click("#passkey_login")
    page.wait_for_url(lambda url: "sign-in" not in url)
    page.goto("/account/")
    assert "This session has a second factor." in page.content()
    assert SignIn.objects.latest("pk").how == "passkey"
    # Chromium's own advice about forms is none of what our policy forbids.
    assert [said for said in page.complaints if not said.startswith("[DOM]")] == []


def test_a_passkey_that_fails_says_so_on_the_page(window: Callable[..., Any]) -> None:
    page = window()
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.click("#passkey_login")
    page.wait_for_selector("#passkey_failed:not([hidden])")


def test_without_a_mouse_somebody_signs_in(window: Callable[..., Any], with_password: Any) -> None:
    person = with_password("committee_member")
    page = window()
    page.focus("[name=login]")
    page.keyboard.type(person.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    window: Callable[..., Any], with_password: Any, somebody: Any, axe: Any, width: int,
    language: str, shots: Callable[[Any, str], None],
) -> None:  # fmt: skip
    admin, other = with_password("administrator"), somebody("principal", "0101", name="Ana Ruiz")
    Post.objects.filter(person=other).update(by_roster=True)
    page = window(width, language)
    found = {}

    def look(name: str) -> None:
        shots(page, f"{name}-{width}-{language}")
        wide = page.evaluate("document.documentElement.scrollWidth")
        found[name] = [*axe(page), *([f"{wide} px wide"] if wide > width else [])]

    look("sign-in")
    page.fill("[name=login]", admin.email)
    page.fill("[name=password]", "wrong")
    page.press("[name=password]", "Enter")
    page.wait_for_selector("[role=alert]")
    look("sign-in-wrong")
    enter(page, admin)
    for name, path in (
        ("second-factor", "/account/2fa/"), ("me", "/account/"), ("people", "/people/"),
        ("nobody", "/people/?search=zz"), ("invite", "/people/invite/"),
        ("person", f"/people/{other.pk}/"), ("roster", "/people/roster/"),
    ):  # fmt: skip
        page.goto(path)
        look(name)
    bad = "email,name,role,school_id\nno-email,Ben,princpal,0101\na@example.org,A,analyst,0101\n"
    sent = {"name": "staff.csv", "mimeType": "text/csv", "buffer": bad.encode()}
    page.set_input_files("[name=roster]", sent)
    page.press("[name=roster] ~ button, form [name=roster] + button", "Enter")
    page.wait_for_selector("table")
    look("roster-refused")
    page.goto("/account/welcome/")
    look("over")
    assert {name: faults for name, faults in found.items() if faults} == {}
