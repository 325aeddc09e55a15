"""A member of the equity committee: what was released, and no page of exact numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.window import PHONE, Window

pytestmark = [pytest.mark.browser, pytest.mark.long]
INSIDE = ("findings", "records", "audits", "people", "history")


def test_releases_are_read_followed_and_printed(walks: Callable[..., Window]) -> None:
    member = walks("committee_member")
    member.menu("page.releases")
    member.follow("releases.for_committee")
    member.heading("releases.one.questions")
    member.page.locator("main .things a").first.click()
    member.look()
    member.heading("releases.measure.groups")
    member.press("followed.start")
    member.reads("followed.started")
    title = member.page.get_by_role("heading", level=1).inner_text()
    member.menu("page.releases")
    member.follow("followed.title")
    member.follow_words(title)
    member.heading("releases.measure.groups")
    member.menu("page.packets")
    member.follow("packets.committee.link")
    member.page.locator("main .usa-checkbox label").first.click()
    with member.page.expect_download() as taken:
        member.page.get_by_role("button", name=member.say("packets.print")).click()
    assert taken.value.path().read_bytes().startswith(b"%PDF")
    member.is_calm()


@pytest.mark.parametrize("walks", [("es", PHONE)], indirect=True)
def test_no_page_of_exact_numbers_opens(walks: Callable[..., Window]) -> None:
    member = walks("committee_member")
    assert not {member.say(f"page.{name}") for name in INSIDE} & set(member.offered())
    for path in (*(f"/{name}/" for name in INSIDE), "/packets/inside/", "/audits/compare/"):
        member.go(path)
        member.heading("wrong.not_allowed.title")
    member.follow("wrong.home")
    assert member.page.url == f"{member.home}/"
