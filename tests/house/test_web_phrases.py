"""What the web says: in both languages, in short sentences, easily read, and said somewhere."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from forwhom.charts.phrases import catalogue
from forwhom.words.reading import flesch_kincaid_grade, inflesz, sentences_of, words_of
from tests.house.repository import PACKAGE, files, name_of, text_of

WEB = PACKAGE / "web"
MOST_WORDS = 25
GRADE, EASY = 8, 55  # Flesch-Kincaid in English; INFLESZ in Spanish, 55 and up is plain


@cache
def catalogues() -> dict[str, dict[str, dict[str, str]]]:
    """Every file of phrases of the web: its name -> phrase -> language -> text."""
    return {name_of(path): catalogue(path) for path in sorted(WEB.glob("*/phrases/*.toml"))}


def every_phrase() -> dict[str, dict[str, str]]:
    return {name: said for one in catalogues().values() for name, said in one.items()}


@cache
def code() -> str:
    """All that could say a phrase."""
    kinds = (".py", ".html")
    return "\n".join(text_of(p) for p in files() if p.is_relative_to(WEB) and p.suffix in kinds)


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_no_name_is_given_twice() -> None:
    names = [name for one in catalogues().values() for name in one]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("name", catalogues())
def test_every_phrase_is_in_both_languages_with_the_same_blanks(name: str) -> None:
    for phrase, said in catalogues()[name].items():
        assert set(said) >= {"en", "es"}, phrase
        assert all(said[language].strip() for language in ("en", "es")), phrase
        assert blanks(said["en"]) == blanks(said["es"]), phrase


@pytest.mark.parametrize("name", catalogues())
def test_no_sentence_is_long(name: str) -> None:
    long = [
        (phrase, language)
        for phrase, said in catalogues()[name].items()
        for language in ("en", "es")
        for sentence in sentences_of(said[language])
        if len(words_of(sentence)) > MOST_WORDS
    ]
    assert long == []


@pytest.mark.parametrize("name", catalogues())
def test_a_file_of_phrases_reads_easily(name: str) -> None:
    """All of its sentences together: a formula says little of one sentence alone."""
    english, spanish = (_sentences(catalogues()[name], language) for language in ("en", "es"))
    if len(words_of(english)) < 30:
        return
    assert flesch_kincaid_grade(english) <= GRADE
    assert inflesz(spanish) >= EASY


def _sentences(phrases: dict[str, dict[str, str]], language: str) -> str:
    """The phrases that are sentences: labels and headings are not."""
    found = (re.sub(r"{\w+}", "one", said[language]) for said in phrases.values())
    return " ".join(text for text in found if text.rstrip().endswith((".", "?", "!")))


def test_every_phrase_is_said_somewhere() -> None:
    """By its whole name, or by its beginning where a name is put together: f"sure.{…}"."""
    built = set(re.findall(r"""f["']((?:\w+\.)+\w*)\{""", code()))
    built |= set(re.findall(r"""["']((?:\w+\.)+)["']""", code()))
    silent = [
        name
        for name in every_phrase()
        if not re.search(rf"""["']{re.escape(name)}["']""", code())
        and not any(name.startswith(start) for start in built)
    ]
    assert silent == []


def test_nothing_is_said_that_is_not_written_down() -> None:
    said = set(re.findall(r"""{% say ["']([\w.]+\w)["'] *[^|]""", code()))
    for path in (p for p in files() if p.is_relative_to(WEB) and p.suffix == ".py"):
        if "from forwhom.web.ui.phrases_of import" in text_of(path):
            said |= set(re.findall(r"""\bsay\(["']([\w.]+\w)["']""", text_of(path)))
    assert said - set(every_phrase()) == set()


def test_the_folder_is_where_it_is_looked_for() -> None:
    assert Path(WEB / "ui" / "phrases").is_dir()
    assert len(every_phrase()) > 50
