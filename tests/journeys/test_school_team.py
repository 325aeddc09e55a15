"""A school's team: the questions without the answers, and a possible reason of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forwhom.web.accounts.viewer import everywhere
from forwhom.web.findings import changes
from forwhom.web.findings.models import Asked
from tests.journeys.window import PHONE, Window
from tests.web.filled import OWN, OWN_FINDING

pytestmark = [pytest.mark.browser, pytest.mark.long]


def test_look_together_and_write_a_possible_reason(walks: Callable[..., Window]) -> None:
    teacher = walks("school_team", OWN)
    teacher.menu("page.findings")
    teacher.follow("findings.guess_first")
    teacher.reads("findings.not_opened")
    teacher.page.locator(".finding-line a").first.click()
    teacher.look()
    teacher.choose(teacher.say("guess.more"))
    teacher.press("guess.keep")  # a difference needs its size: the page says so
    teacher.heading("form.wrong")
    teacher.choose(teacher.say("guess.same"))
    teacher.press("guess.keep")
    teacher.press("guess.reveal")
    teacher.heading("guess.what_we_expected")
    teacher.page.get_by_text(teacher.say("assume.title"), exact=True).last.click()
    teacher.field("assume.text").fill("Three slips in a week make a suspension.")
    teacher.field("assume.would_show").fill("Classes without that rule suspend as many.")
    teacher.press("assume.keep")
    teacher.reads("assume.kept")
    teacher.sees(teacher.page.get_by_text("Three slips in a week"))


@pytest.mark.parametrize("walks", [("es", PHONE)], indirect=True)
def test_the_page_comes_again_by_itself_once_the_records_have_answered(
    walks: Callable[..., Window],
) -> None:
    teacher = walks("school_team", OWN)
    teacher.go(f"/findings/{OWN_FINDING}/")
    teacher.press("guess.skip")
    teacher.press("why.ask")
    teacher.reads("why.working")
    with everywhere(because="a test answers in the place of a worker"):
        changes.answered(asked=Asked.objects.get(), failed=True)
    teacher.reads("why.failed")
    teacher.is_calm()
