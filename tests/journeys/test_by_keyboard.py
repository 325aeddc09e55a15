"""Without a mouse: sign in, find a finding, open it, guess, reveal, and follow it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.window import DESK, PHONE, Window
from tests.web.accounts.conftest import PASSWORD
from tests.web.filled import OWN

pytestmark = [pytest.mark.browser, pytest.mark.long]
MOST = 60  # presses of Tab after which nobody goes on
RING = "getComputedStyle(document.activeElement).outlineStyle"
LABEL_RING = "getComputedStyle(document.activeElement.nextElementSibling, '::before').outlineStyle"


def tab_to(window: Window, found: Any) -> None:
    """Press Tab until it has the focus, which must be in sight and drawn."""
    wanted = found.first.element_handle()
    for _ in range(MOST):
        window.page.keyboard.press("Tab")
        if window.page.evaluate("one => one === document.activeElement", wanted):
            break
    else:
        raise AssertionError(f"The keyboard does not reach {found}.")
    is_box = window.page.evaluate("['radio', 'checkbox'].includes(document.activeElement.type)")
    assert window.page.evaluate(LABEL_RING if is_box else RING) != "none", f"no ring at {found}"


def press(window: Window, phrase: str, role: str = "button") -> None:
    """Tab to what has these words, press Enter, and look at the page that comes."""
    tab_to(window, window.page.locator("main").get_by_role(role, name=window.say(phrase)))
    window.page.keyboard.press("Enter")
    window.page.wait_for_load_state()


@pytest.mark.parametrize(("language", "width"), [("en", DESK), ("es", PHONE)])
def test_from_signing_in_to_following_a_finding(
    window: Callable[..., Window], full_district: Any, with_password: Any, language: str, width: int
) -> None:
    team = window(width, language)
    team.go("/")
    tab_to(team, team.field("account.email"))
    team.page.keyboard.type(with_password("school_team", OWN).email)
    tab_to(team, team.field("account.password"))
    team.page.keyboard.type(PASSWORD)
    team.page.keyboard.press("Enter")
    team.page.wait_for_url(f"{team.home}/")
    if width == PHONE:
        tab_to(team, team.page.locator(".menu > summary"))
        team.page.keyboard.press("Enter")
    tab_to(team, team.page.locator("header nav a", has_text=team.say("page.findings")))
    team.page.keyboard.press("Enter")
    team.page.wait_for_url("**/findings/")
    tab_to(team, team.page.locator(".finding-line a"))
    team.page.keyboard.press("Enter")
    team.heading("guess.title")
    tab_to(team, team.page.locator("input[name=direction]"))
    team.page.keyboard.press("Space")
    tab_to(team, team.field("guess.points"))
    team.page.keyboard.type("10")
    tab_to(team, team.page.locator("input[name=sure]"))
    team.page.keyboard.press("ArrowDown")
    press(team, "guess.keep")
    team.heading("guess.yours")
    press(team, "guess.reveal")
    team.heading("guess.what_we_expected")
    press(team, "followed.start")
    team.reads("followed.started")
    team.is_calm()
