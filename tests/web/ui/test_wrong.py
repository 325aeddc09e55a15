"""When something is wrong: what happened, what you can do, in both languages, with no numbers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from forwhom.web.ui.phrases_of import phrases
from forwhom.web.ui.views import wrong

NAMES = ("not_understood", "not_allowed", "not_here", "form_too_old", "our_fault")
STATUS = dict(zip(NAMES, (400, 403, 404, 403, 500), strict=True))


def answer(name: str) -> HttpResponse:
    request: HttpRequest = RequestFactory().get("/")
    found: HttpResponse = getattr(wrong, name)(request)
    return found


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_happened_and_what_to_do(name: str, language: str) -> None:
    with translation.override(language):
        found = answer(name)
    page = found.content.decode()
    assert found.status_code == STATUS[name]
    for part in ("title", "do"):
        assert phrases()[f"wrong.{name}.{part}"][language] in page
    assert f'<html lang="{language}">' in page


@pytest.mark.parametrize("name", NAMES)
def test_titles_hold_no_numbers(name: str) -> None:
    title = re.search(r"<title>(.*?)</title>", answer(name).content.decode(), re.DOTALL)
    assert title
    assert not re.search(r"\d", title.group(1))


def test_our_fault_is_told_without_the_database_and_without_a_trace(
    monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> None:
    """Whatever breaks a page must not break the page that says so."""
    monkeypatch.setattr("forwhom.web.ui.context.every_page", None)
    with django_db_blocker.block():
        page = answer("our_fault").content.decode()
    assert "Something went wrong on our side." in page
    assert "Traceback" not in page


def test_an_old_form_is_told_as_one(as_: Any) -> None:
    signed_in = as_("analyst")
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in.cookies
    found = client.post("/gallery/", {"example-name": "one"})
    assert found.status_code == 403
    assert "This form was open for too long." in found.content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_address_of_a_form_opened_by_itself_is_no_empty_page(as_: Any, language: str) -> None:
    client = as_("analyst")
    client.cookies["django_language"] = language
    found = client.get("/findings/follow/")
    assert found.status_code == 405
    assert found["Allow"] == "POST"
    page = found.content.decode()
    assert phrases()["wrong.only_a_form.title"][language] in page
    assert 'href="/"' in page


def test_a_form_sent_after_the_session_ended_leads_home_after_signing_in(client: Client) -> None:
    assert client.post("/findings/follow/")["Location"] == "/account/sign-in/?next=/"
    assert client.get("/findings/")["Location"] == "/account/sign-in/?next=/findings/"


def test_an_address_that_is_not_there_says_so_in_spanish(as_: Any) -> None:
    client = as_("analyst")
    client.cookies["django_language"] = "es"
    found = client.get("/nothing-here/")
    assert found.status_code == 404
    assert "No encontramos nada en esta dirección." in found.content.decode()
