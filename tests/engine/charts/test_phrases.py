"""The words in charts and on the report: both languages, the same blanks, short and plain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import forwhom.charts
import forwhom.report
from forwhom.charts.phrases import catalogue, phrase
from forwhom.words.reading import flesch_kincaid_grade, inflesz, sentences_of, words_of

FILES = [
    *sorted(Path(forwhom.charts.__file__).with_name("phrases").glob("*.toml")),
    *sorted(Path(forwhom.report.__file__).with_name("phrases").glob("*.toml")),
]
BLANK = re.compile(r"{(\w+)}")


@pytest.fixture(params=FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def phrases(request: pytest.FixtureRequest) -> dict[str, dict[str, str]]:
    return catalogue(request.param)


def test_every_phrase_is_in_both_languages_with_the_same_blanks(phrases):
    assert phrases
    for name, said in phrases.items():
        assert set(said) == {"en", "es"}, name
        assert all(said.values()), name
        assert set(BLANK.findall(said["en"])) == set(BLANK.findall(said["es"])), name


def test_no_sentence_is_longer_than_25_words(phrases):
    for name, said in phrases.items():
        for text in said.values():
            long = [s for s in sentences_of(text) if len(words_of(s)) > 25]
            assert not long, (name, long)


def test_the_sentences_together_read_at_grade_eight_or_under(phrases):
    for language, easy in (("en", lambda t: flesch_kincaid_grade(t) <= 8),
                           ("es", lambda t: inflesz(t) >= 55)):  # fmt: skip
        full = [said[language] for said in phrases.values() if said[language].endswith((".", "?"))]
        assert not full or easy(" ".join(full)), language


def test_a_phrase_that_is_not_there_is_an_error():
    with pytest.raises(LookupError):
        phrase("gap.nonsense", "en")
    with pytest.raises(LookupError):
        phrase("gap.cannot", "fr")
