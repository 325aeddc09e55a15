"""How a finding was found, in words: short, plain, in both languages, for every measure."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from forwhom.findings.how import SENTENCES, how
from forwhom.measures import MEASURES
from forwhom.words.reading import flesch_kincaid_grade, inflesz, sentences_of, words_of

LONGEST, GRADE, NORMAL = 25, 8, 55
QUESTIONS, ALERTS = ("within", "district", "both"), ("", "hidden_in_the_average", "reversed")


def entry(name: str) -> dict[str, Any]:
    measure = MEASURES[name]
    unit = measure.unit.as_dict() if measure.kind == "score" else None
    return {"says": measure.says, "kind": measure.kind, "unit": unit}


def finding(size: float, **more: Any) -> dict[str, Any]:
    told = {"place_type": "district", "question": "both", "difference_within": size}
    told["difference"] = 3 * size
    return {**told, "beyond_parts": None, "alert": "", "confirmed": None, **more}


def kinds(size: float) -> list[dict[str, Any]]:
    """Findings of every kind, of this size."""
    told = [
        finding(size, question=question, alert=alert, confirmed=confirmed, beyond_parts=beyond)
        for question, alert, confirmed, beyond in itertools.product(
            QUESTIONS, ALERTS, (None, True, False), (None, size / 2)
        )
    ]
    told.append(finding(size, question="district", difference=size))
    return [*told, finding(size, place_type="school", question="within")]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", MEASURES)
def test_every_sentence_is_short_and_plain(name: str, language: str) -> None:
    sizes = (0.004, 0.0132, -0.21) if entry(name)["kind"] == "share" else (0.3, 1.0, -38.4)
    for size in sizes:
        for one in {line for each in kinds(size) for line in how(each, entry(name), language)}:
            assert len(sentences_of(one)) == 1, one
            assert len(words_of(one)) <= LONGEST, one
            assert one[0] == one[0].upper()
            assert one.endswith(".")
            assert not {"{", "  "} & {one[i : i + n] for n in (1, 2) for i in range(len(one))}
            if language == "en":
                assert flesch_kincaid_grade(one) <= GRADE, one
            else:
                assert inflesz(one) >= NORMAL, one


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_answer_is_told(language: str) -> None:
    share = entry("suspended")
    full = finding(0.08, beyond_parts=0.031, alert="hidden_in_the_average", confirmed=True)
    told = how(full, share, language)
    assert len(told) == 4
    assert "8 p" in told[0]
    assert "3 p" in told[1]
    assert told[2:] == [SENTENCES[n][language] for n in ("hidden_in_the_average", "confirmed")]
    told = how({**full, "confirmed": False, "alert": "", "beyond_parts": None}, share, language)
    assert told[1:] == [SENTENCES["not_confirmed"][language]]
    assert how(finding(0.08, question="district"), share, language) == [
        SENTENCES["district"][language]
    ]
    alike = finding(0.05, question="district", difference=0.06)  # most of it is inside schools
    assert how(alike, share, language) == [SENTENCES["unsure"][language]]
    at_school = how(finding(0.08, place_type="school", question="within"), share, language)
    assert ("this school" if language == "en" else "esta escuela") in at_school[0]


def test_without_a_search_nothing_is_said() -> None:
    assert how(finding(0.1) | {"difference_within": None}, entry("suspended"), "en") == []
