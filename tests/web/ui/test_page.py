"""What stands on every page: its title, the menu of one's roles, marks, language, messages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string

from forwhom.web.accounts.roles import ROLES


def links(page: str) -> list[str]:
    menu = re.search(r'<nav aria-label="Main">.*?</nav>', page, re.DOTALL)
    return re.findall(r'href="([^"]+)"', menu.group()) if menu else []


def test_the_page_is_in_order(as_: Any) -> None:
    page = as_("analyst").get("/").content.decode()
    assert page.index("<title>") < page.index("<link")
    assert '<html lang="en">' in page
    assert '<main id="content"' in page
    assert '<a class="usa-skipnav" href="#content">' in page
    assert "Valley Unified" in page


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_holds_only_what_the_role_opens(as_: Any, role: str) -> None:
    client = as_(role, "0101" if ROLES[role].at == "school" else "district")
    shown = links(client.get("/").content.decode())
    assert "/" in shown
    assert [url for url in shown if client.get(url).status_code != 200] == []


def test_who_is_not_signed_in_has_no_menu(client: Any, db: None) -> None:
    page = client.get("/account/sign-in/").content.decode()
    assert links(page) == []
    assert "sign-out" not in page


def test_the_page_one_is_on_is_marked(as_: Any, served: Any) -> None:
    page = as_("analyst").get("/findings/").content.decode()
    assert '<a href="/findings/" aria-current="page">' in page
    assert page.count("aria-current") == 1


def test_inside_pages_carry_the_mark_and_others_do_not(as_: Any, served: Any) -> None:
    client = as_("analyst")
    assert "Inside: exact numbers" in client.get("/findings/").content.decode()
    assert "Inside: exact numbers" not in client.get("/gallery/").content.decode()


@pytest.mark.parametrize("demo", [True, False])
def test_a_made_up_district_says_so(as_: Any, settings: Any, demo: bool) -> None:
    settings.DEMO = demo
    page = as_("analyst").get("/gallery/").content.decode()
    assert ("no real child" in page) == demo


def test_choosing_a_language_keeps_the_place(as_: Any) -> None:
    client = as_("analyst")
    page = client.get("/gallery/?page=2").content.decode()
    assert 'name="next" value="/gallery/?page=2"' in page
    told = {"language": "es", "next": "/gallery/?page=2"}
    answer = client.post("/language/", told)
    assert answer["Location"] == "/gallery/?page=2"
    assert '<html lang="es">' in client.get("/gallery/?page=2").content.decode()


def test_choosing_a_language_leads_nowhere_else(as_: Any) -> None:
    told = {"language": "es", "next": "https://example.org/"}
    assert as_("analyst").post("/language/", told)["Location"] == "/"


def test_a_name_cannot_become_markup(as_: Any, district: Any) -> None:
    district.name = '<b>Valley</b> & "Sons"'
    district.save()
    page = as_("analyst").get("/").content.decode()
    assert "<b>Valley" not in page
    assert "&lt;b&gt;Valley" in page


@pytest.mark.parametrize(("tags", "buttons"), [("undo:/findings/1/undo/", 1), ("", 0)])
def test_what_was_done_is_told_with_a_way_back(tags: str, buttons: int) -> None:
    told = [Message(constants.INFO, "Done.", extra_tags=tags)]
    page = render_to_string("ui/parts/messages.html", {"messages": told})
    assert "<p>Done.</p>" in page
    assert page.count('action="/findings/1/undo/"') == buttons
