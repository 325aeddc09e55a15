"""The gallery of parts: each in all its states, in both languages."""

from __future__ import annotations

from typing import Any

import pytest


def test_a_stranger_is_sent_to_sign_in(client: Any, db: None) -> None:
    assert client.get("/gallery/")["Location"].startswith("/account/sign-in/")


TITLES = {"en": "The parts of our pages", "es": "Las partes de nuestras páginas"}


@pytest.mark.parametrize(("language", "title"), TITLES.items())
def test_it_shows_every_part_in_both_languages(as_: Any, language: str, title: str) -> None:
    client = as_("analyst")
    client.cookies["django_language"] = language
    page = client.get("/gallery/").content.decode()
    assert f"<h1>{title}</h1>" in page
    assert page.count('<figure class="chart') == 4
    assert f'<html lang="{language}">' in page


def test_a_form_with_errors_tells_them_beside_the_field_and_on_top(as_: Any) -> None:
    page = as_("analyst").post("/gallery/", {}).content.decode()
    assert page.count("Write at least one word.") == 2
    assert 'aria-invalid="true"' in page
    assert 'href="#id_example-name"' in page
