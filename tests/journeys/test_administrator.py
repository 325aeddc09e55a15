"""The administrator: somebody is invited, and the link that was made lets them in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.journeys.window import Window

pytestmark = [pytest.mark.browser, pytest.mark.long]
NEW, PASSWORD = "xia.vang@example.org", "nine herons cross the river"


def test_somebody_is_invited_and_comes_in(
    walks: Callable[..., Window], window: Callable[..., Window]
) -> None:
    admin = walks("administrator")
    admin.menu("page.people")
    admin.follow("people.invite")
    admin.write("account.email", NEW)
    admin.field("people.role").select_option("principal")
    admin.field("people.place").select_option("district")
    admin.press("people.make_link")  # a principal belongs to a school: the page says so
    admin.heading("form.wrong")
    admin.field("people.place").select_option("0101")
    admin.press("people.make_link")
    admin.heading("people.link_title")
    link = admin.field("people.link").input_value()

    guest = window(admin.width, admin.language)
    guest.go(link.removeprefix(admin.home))
    guest.heading("welcome.title")
    guest.write("account.name", "Xia Vang")
    guest.write("account.password", PASSWORD)
    guest.write("account.password_again", PASSWORD)
    guest.press("welcome.come_in")
    guest.heading("home.first")

    admin.menu("page.people")
    admin.follow_words("Xia Vang")
    admin.heading("people.signing_in")
