"""The manual inside the product."""

from __future__ import annotations

from typing import Any

import pytest

from forwhom.web.accounts.roles import ROLES
from forwhom.web.manual.charts_of import kinds
from forwhom.web.manual.glossary_of import glossary
from forwhom.web.manual.pages_of import ORDER, PAGES, pages, search
from forwhom.words.reading import flesch_kincaid_grade

LANGUAGES = ("en", "es")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_there_in_both_languages(language: Any) -> None:
    assert {path.stem for path in (PAGES / language).glob("*.md")} == set(ORDER)
    assert all(page.title and page.lead for page in pages(language).values())


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_its_page_first(as_: Any, role: str) -> None:
    at = "0101" if ROLES[role].at == "school" else "district"
    page = as_(role, at).get("/manual/").content.decode()
    mine = page[page.index('id="mine"') : page.index('id="all"')]
    assert f"/manual/{role.replace('_', '-')}/" in mine


@pytest.mark.parametrize("name", ORDER)
def test_a_page_opens(as_: Any, name: str) -> None:
    page = as_("principal", "0101").get(f"/manual/{name}/").content.decode()
    assert pages("en")[name].title in page


def test_what_is_not_there_is_not_found(as_: Any) -> None:
    assert as_("principal", "0101").get("/manual/nothing/").status_code == 404


def test_search_finds_pages_that_hold_every_word() -> None:
    assert "committee-member" in [page.name for page in search("star BAND", "en")]
    assert search("", "en") == []
    assert search("<script>", "en") == []


def test_what_was_asked_is_never_markup(as_: Any) -> None:
    page = as_("principal", "0101").get("/manual/", {"q": "<script>alert(1)</script>"})
    assert "<script>alert" not in page.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_chart_has_its_lines(language: Any) -> None:
    for kind in kinds(language):
        assert all(kind.chart.how_to_read)
        assert kind.chart.cannot_show
        assert kind.chart.table.rows


def test_the_glossary_means_something_in_both_languages() -> None:
    words = [word for part in glossary() for word in part.words]
    assert len(words) > 80
    assert all(word.meaning and word.significado for word in words)


@pytest.mark.parametrize("name", ORDER)
def test_it_reads_at_grade_8(name: str) -> None:
    assert flesch_kincaid_grade(pages("en")[name].text) <= 8
