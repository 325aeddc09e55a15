"""Legal profiles: each is whole, and every measure and group of ours can be told under each."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from forwhom.data.settings import Settings
from forwhom.groups import GROUPS
from forwhom.measures import MEASURES
from forwhom.report.released.wording import ReleasedWords
from forwhom.rules.profiles import DEFAULT, Profile, profiles

LANGUAGES = ("en", "es")
NAMES = sorted(profiles())
WORDS = ("title", "asks", "says", "why_it_matters")


def test_the_default_is_there_and_is_what_a_district_has_without_a_word():
    assert Settings().legal_profile == DEFAULT
    assert DEFAULT in profiles()
    assert {"california", "groups_side_by_side", "plain_words"} <= set(profiles())


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_says_in_both_languages_what_it_does_and_where_that_is_from(name):
    profile = profiles()[name]
    assert profile.source
    for language in LANGUAGES:
        assert profile.title[language]
        assert profile.about[language].endswith(".")
        assert not profile.carried(profile.about[language] + profile.title[language], language)


@pytest.mark.parametrize("name", NAMES)
def test_what_stands_for_a_word_is_not_left_out_itself(name):
    profile = profiles()[name]
    for language in LANGUAGES:
        for word, other in profile.instead.get(language, {}).items():
            assert profile.carried(word, language)
            assert not profile.carried(other, language), (word, other)


@pytest.mark.parametrize("name", NAMES)
def test_every_measure_and_group_can_be_told_under_it(name):
    profile = profiles()[name]
    for measure, found in MEASURES.items():
        if found.kind != "share":
            continue
        for language, of in (("en", found), ("es", found.spanish)):
            text = " ".join(_text(of, word) for word in WORDS)
            assert not profile.carried(profile.in_its_words(text, language), language), measure
    for group, entry in GROUPS.items():
        assert not profile.carried(profile.in_its_words(entry.title, "en"), "en"), group


def _text(of: Any, word: str) -> str:
    return str(of[word] if isinstance(of, dict) else getattr(of, word))


def test_words_are_replaced_whole_with_their_capital_and_nothing_else():
    profile = profiles()["plain_words"]
    assert profile.in_its_words("Gaps and a gap in Singapore.", "en") == (
        "Differences and a difference in Singapore."
    )
    assert profile.in_its_words("Una brecha", "es") == "Una diferencia"
    assert profile.in_its_words("brecha", "en") == "brecha"


def test_a_group_of_two_dimensions_is_not_compared_where_one_of_them_is_not():
    profile = profiles()["not_by_race_or_sex"]
    assert profile.may_compare(["disability"])
    assert not profile.may_compare(["disability", "sex"])
    assert not profiles()["groups_side_by_side"].may_compare(["disability"])


def test_only_sources_without_such_words_are_named():
    empty: Any = SimpleNamespace()
    profile = Profile(name="x", title={}, about={}, source="", never={"en": ["equity"]})
    words = ReleasedWords("en", empty, profile)
    assert words.sources("A law; Monitoring Educational Equity (2019); A rule") == "A law; A rule"
    assert words.sources("On equity") == ""
