"""A principal: from the first page to a finding of the own school, a guess, and what was found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.window import Window
from tests.web.filled import OWN

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_guess_then_reveal_then_follow(walks: Callable[..., Window]) -> None:
    principal = walks("principal", OWN)
    principal.heading("home.first")
    principal.follow("home.see")
    principal.heading("guess.title")
    principal.choose(principal.say("guess.more"))
    principal.write("guess.points", "5")
    principal.choose(principal.say("guess.sure.fairly"))
    principal.press("guess.keep")
    principal.heading("guess.yours")
    principal.press("guess.reveal")
    for phrase in ("finding.what", "finding.for_whom", "finding.why", "guess.what_we_expected"):
        principal.heading(phrase)
    principal.press("followed.start")
    principal.reads("followed.started")
    principal.menu("page.home")
    principal.reads("home.nothing_waits")
    principal.menu("page.findings")
    principal.follow("findings.followed")
    principal.heading("followed.title")
