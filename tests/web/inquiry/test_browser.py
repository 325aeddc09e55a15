"""Writing together in real browsers: nobody's words are lost, online, offline or on leaving."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from forwhom.web.accounts.viewer import everywhere
from forwhom.web.inquiry.models import AgendaItem, Inquiry
from tests.web.an_inquiry import Begun
from tests.web.inquiry import written

pytestmark = [pytest.mark.browser, pytest.mark.long]
SIDEWAYS = "document.documentElement.scrollWidth"
OPEN_ALL = "document.querySelectorAll('main details').forEach(each => each.open = true)"
KEPT = "[data-autosaved]:text('Kept by itself.')"


@pytest.fixture
def window(
    transactional_db: None, browser: Any, live_server: Any, begun: Begun
) -> Iterator[Callable[..., Any]]:
    """`window(begun.lead, "aim/")`: that page of the inquiry, with that person signed in."""
    contexts = []

    def made(who: Any, path: str, width: int = 1280, language: str = "en", **more: Any) -> Any:
        client = Client()
        client.force_login(who)
        context = browser.new_context(viewport={"width": width, "height": 900}, **more)
        contexts.append(context)
        told = {"sessionid": client.cookies["sessionid"].value, "django_language": language}
        context.add_cookies(
            [{"name": name, "value": held, "url": live_server.url} for name, held in told.items()]
        )
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{live_server.url}{begun.url}{path}")
        return page

    yield made
    for context in contexts:
        context.close()


def now() -> Any:
    with everywhere(because="a test looks at all"):
        return Inquiry.objects.get()


def test_two_people_in_two_fields_of_one_form_both_stand(window: Any, begun: Begun) -> None:
    ana, bo = window(begun.lead, "aim/"), window(begun.mate, "aim/")
    bo.fill("[name=aim_whom]", "All, night shift families first")
    bo.wait_for_selector(KEPT)
    ana.fill("[name=aim_what]", "Days lost")
    ana.wait_for_selector(KEPT)
    assert ana.input_value("[name=aim_whom]") == "All, night shift families first"
    with ana.expect_response(lambda answer: answer.request.method == "POST"):
        ana.fill("[name=aim_what]", "Days lost to suspension")
    one = now()
    assert one.aim_what == "Days lost to suspension"
    assert one.aim_whom == "All, night shift families first"


def test_two_people_in_one_field_are_told_and_see_both(window: Any, begun: Begun) -> None:
    ana, bo = window(begun.lead, "aim/"), window(begun.mate, "aim/")
    bo.fill("[name=aim_what]", "Days lost")
    bo.wait_for_selector(KEPT)
    ana.fill("[name=aim_what]", "Referrals")
    ana.wait_for_selector("[data-autosaved]:text('Somebody else wrote here')")
    assert now().aim_what == "Days lost"
    ana.locator("main form[data-autosave] .actions button").click()
    ana.wait_for_selector(".usa-alert--error")
    assert "They wrote: “Days lost”" in ana.inner_text("main")
    assert ana.input_value("[name=aim_what]") == "Referrals"
    ana.fill("[name=aim_what]", "Days lost to referrals")
    ana.locator("main form[data-autosave] .actions button").click()
    ana.wait_for_url(lambda url: "aim" not in url)
    assert now().aim_what == "Days lost to referrals"


def test_without_a_connection_it_is_said_and_kept_once_there_is_one(
    window: Any, begun: Begun
) -> None:
    page = window(begun.lead, "aim/")
    page.context.set_offline(True)
    page.fill("[name=aim_what]", "Days lost")
    page.wait_for_selector("[data-autosaved]:text('there is no connection')")
    assert now().aim_what == ""
    page.context.set_offline(False)
    page.wait_for_selector(KEPT)
    assert now().aim_what == "Days lost"


def test_who_leaves_before_it_is_kept_is_asked(window: Any, begun: Begun) -> None:
    page = window(begun.lead, "aim/")
    page.context.set_offline(True)
    page.locator("[name=aim_what]").press_sequentially("Days lost")
    page.wait_for_selector("[data-autosaved]:text('there is no connection')")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    assert page.input_value("[name=aim_what]") == "Days lost"


def test_notes_are_kept_while_the_room_talks(window: Any, begun: Begun) -> None:
    one = written.meeting(begun)
    page = window(begun.mate, f"meetings/{one.pk}/", 390)
    notes = page.locator("textarea[name$=notes]").first
    notes.fill("One rule, two wordings")
    page.wait_for_selector(KEPT)
    with everywhere(because="a test looks at all"):
        assert AgendaItem.objects.order_by("pk")[0].notes == "One rule, two wordings"
    assert page.complaints == []


def test_the_timer_counts_says_and_goes_on_after_the_page_is_opened_again(
    window: Any, begun: Begun
) -> None:
    one = written.meeting(begun)
    page = window(begun.lead, f"meetings/{one.pk}/", 390)
    page.clock.install()
    page.reload()
    clock, said = page.locator("[data-timer-clock]"), page.locator("[data-timer-said]")
    assert clock.inner_text() == "3:00"
    page.locator("[data-timer-go]").click()
    assert said.inner_text() == "Step 1 of 5: Look in silence, 3 minutes"
    page.clock.run_for(125_000)
    assert clock.inner_text() == "0:55"
    assert said.inner_text() == "One minute is left."
    page.reload()
    page.clock.run_for(65_000)
    assert clock.inner_text() == "+0:10"
    assert said.inner_text() == "Time is up. Go on when you are ready."
    page.locator("[data-timer-next]").click()
    assert clock.inner_text() == "7:00"
    page.locator("[data-timer-go]").click()
    page.clock.run_for(30_000)
    assert clock.inner_text() == "7:00"
    assert page.complaints == []


def test_without_a_script_the_minutes_stand_there(window: Any, begun: Begun) -> None:
    one = written.meeting(begun)
    page = window(begun.lead, f"meetings/{one.pk}/", 390, java_script_enabled=False)
    assert not page.locator(".timer__face").is_visible()
    assert "Look in silence" in page.inner_text(".timer__steps")
    page.locator("textarea[name$=notes]").first.fill("By its button")
    page.locator(".things form button").first.click()
    with everywhere(because="a test looks at all"):
        assert AgendaItem.objects.order_by("pk")[0].notes == "By its button"


@pytest.mark.parametrize(("width", "language"), [(390, "en"), (1280, "es")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    window: Any, begun: Begun, axe: Any, width: int, language: str
) -> None:
    written.diagram(begun)
    one = written.meeting(begun)
    pages = ("", "aim/", "team/", "drivers/", "meetings/", f"meetings/{one.pk}/",
             f"meetings/{one.pk}/minutes/", "../ways/")  # fmt: skip
    for path in pages:
        page = window(begun.lead, path, width, language)
        assert axe(page) == [], path
        page.evaluate(OPEN_ALL)
        assert axe(page) == [], path
        assert page.evaluate(SIDEWAYS) <= width, path
        page.context.close()
