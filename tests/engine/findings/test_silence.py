"""What silence is worth: of which groups it is said, and in which words."""

from __future__ import annotations

from typing import Any

import pytest

from forwhom.findings.silence import SENTENCES, could_have_seen
from forwhom.words.reading import flesch_kincaid_grade, inflesz, words_of

LOWER = {"kind": "share", "better": "lower", "says": "were suspended"}


def row(n: int, up: float | None, down: float | None) -> dict[str, Any]:
    return {"group": f"a={n}", "n": n, "smallest_gap_up": up, "smallest_gap_down": down}


ROWS = [row(12, 0.3, None), row(48, 0.18, None), row(61, 0.17, -0.2), row(700, 0.06, -0.05)]


def test_a_small_group_and_a_large_one_are_told_to_their_harm() -> None:
    assert could_have_seen(ROWS, LOWER, "en") == [
        "For a group of 48 students we would have found a gap of 18 points or more, 8 times in 10.",
        "For one of 700 students it takes 6 points.",
    ]
    (spanish,) = could_have_seen(ROWS[3:], {**LOWER, "better": "higher"}, "es")
    assert "700 estudiantes habríamos hallado una brecha de 5 puntos o más" in spanish


def test_where_no_gap_could_have_shown_that_is_said() -> None:
    said = could_have_seen([row(48, 0.2, None)], {**LOWER, "better": "higher"}, "en")
    assert said == ["A group of 48 students is too small here for any gap to be found."]


def test_where_nothing_was_asked_nothing_is_said() -> None:
    assert could_have_seen([row(48, None, None)], LOWER, "en") == []
    assert could_have_seen([row(12, 0.3, None)], LOWER, "en") == []


@pytest.mark.parametrize("name", SENTENCES)
def test_sentences_are_short_and_plain(name: str) -> None:
    english = SENTENCES[name]["en"].format(n="48", size="18 points")
    spanish = SENTENCES[name]["es"].format(n="48", size="18 puntos")
    assert len(words_of(english)) <= 25
    assert len(words_of(spanish)) <= 25
    assert flesch_kincaid_grade(english) <= 8
    assert inflesz(spanish) >= 55
