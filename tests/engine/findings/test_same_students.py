"""What is said of the same students in two years: who came, who left, how far, and silences."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from forwhom.findings.same_students import SENTENCES, same_students
from forwhom.findings.trend import WHAT
from forwhom.measures import MEASURES
from forwhom.stats.changes import change
from forwhom.stats.paired import tango
from forwhom.words.reading import flesch_kincaid_grade, inflesz, sentences_of, words_of

Pairs = tuple[int, int, int, int]  # known in both years, counted before, gained, lost
SUSPENDED = {
    "kind": "share",
    "says": "were suspended",
    "spanish": {"says": "recibieron una suspensión"},
}

QUIET = (9000, 630, 100, 100)


def row(own: Pairs, other: Pairs = QUIET) -> dict[str, Any]:
    """A row of changes.parquet."""
    (n, before, gained, lost), (m, others, came, went) = own, other
    low, high = (float(end) for end in tango(gained, lost, n))
    moved = ((gained - lost) / n, low, high)
    beside = ((came - went) / m, *(float(end) for end in tango(came, went, m)))
    gap, gap_low, gap_high = (float(end) for end in change(*beside, *moved))
    return {
        "status": "ok", "n": n, "gained": gained, "lost": lost,
        "change": moved[0], "change_low": low, "change_high": high,
        "difference_before": before / n - others / m,
        "difference_after": (before + gained - lost) / n - (others + came - went) / m,
        "difference_change": gap, "difference_change_low": gap_low,
        "difference_change_high": gap_high,
    }  # fmt: skip


def test_who_came_and_who_left_are_told_with_the_change_and_the_gaps() -> None:
    assert " ".join(same_students(row((1204, 200, 61, 130)), SUSPENDED, "en")) == (
        "1,204 of them have records of this in both years. "
        "Of these, 61 joined those who were suspended, and 130 left them. "
        "In these same students, their rate fell by 6 points: plausibly between 4 points and 8 "
        "points. In the same students, the gap narrowed by 6 points: plausibly between 3 points "
        "and 8 points."
    )


def test_limits_that_would_read_the_same_are_told_finer() -> None:
    said = same_students(row((29_429, 18_572, 1_144, 2_903)), SUSPENDED, "en", of_group=False)
    assert said[2] == (
        "In these same students, the rate fell by 6 points: plausibly between 5.6 points and 6.4 "
        "points."
    )


def test_everyone_has_no_gap() -> None:
    said = same_students(row((1204, 200, 61, 130)), SUSPENDED, "en", of_group=False)
    assert said[0] == "1,204 students have records of this in both years."
    assert said[2].startswith("In these same students, the rate fell by 6 points")
    assert len(said) == 3


def test_what_chance_could_do_is_no_signal_yet() -> None:
    (said,) = same_students(row((300, 40, 12, 9)), SUSPENDED, "en")[2:]
    assert said == (
        "No signal yet: in these same students, their rate moved by 1 point and the gap by 1 "
        "point, as chance alone could."
    )


@pytest.mark.parametrize(
    ("own", "word"),
    [((1000, 200, 10, 90), "narrowed"), ((1000, 200, 90, 10), "grew"), ((1000, 20, 130, 5),
     "turned"), ((1000, 30, 1, 28), "grew")],
)  # fmt: skip
def test_a_gap_grows_whichever_way_it_lies(own: Pairs, word: str) -> None:
    assert word in same_students(row(own), SUSPENDED, "en")[-1]


def test_none_and_one_are_words_and_none_at_all_is_one_sentence() -> None:
    said = same_students(row((400, 20, 0, 1)), SUSPENDED, "en")
    assert said[1] == "Of these, none joined those who were suspended, and 1 left them."
    said = same_students(row((400, 20, 1, 0)), SUSPENDED, "es")
    assert said[1] == (
        "De estos, 1 se sumó a quienes recibieron una suspensión, y ninguno dejó de estar entre "
        "ellos."
    )
    assert same_students(row((400, 20, 0, 0)), SUSPENDED, "en") == [
        "400 of them have records of this in both years, and none changed."
    ]
    moved = same_students(row((400, 20, 0, 0), (9000, 630, 600, 10)), SUSPENDED, "en")
    assert len(moved) == 2  # the others moved
    assert "the gap" in moved[1]


def test_silences_are_told() -> None:
    few = {**row((400, 20, 1, 0)), "change": None, "status": "too_few"}
    for nobody in (few, None, row((10, 2, 6, 0))):
        (said,) = same_students(nobody, SUSPENDED, "en")
        assert said.startswith("Too few of them have records of this in both years")
        assert not any(character.isdigit() for character in said)
    assert len(same_students(row((11, 2, 6, 0)), SUSPENDED, "en")) > 1
    once, years = {"status": "asked_once"}, {"status": "too_few_years"}
    (said,) = same_students(once, SUSPENDED, "en", of_group=False)
    assert said.startswith("Each student is asked about once here")
    assert same_students(years, SUSPENDED, "en") == []  # the page says that there is one year


def test_a_rate_without_a_gap_beside_few_others_is_told_alone() -> None:
    alone = {**row((400, 80, 60, 0)), "difference_change": None, "status": "too_few"}
    said = same_students(alone, SUSPENDED, "en")
    assert len(said) == 3
    assert not any("gap" in text for text in said)


def test_an_average_is_told_in_its_own_unit() -> None:
    days = MEASURES["days_absent_per_100"]
    measure = {"kind": "score", "says": days.says, "unit": days.unit.as_dict()}
    rose = {**row((400, 80, 60, 0)), "gained": None, "lost": None, "difference_change": None}
    rose |= {"change": 90.0, "change_low": 77.0, "change_high": 103.0}
    seen, moved = same_students(rose, measure, "en", of_group=False)
    assert seen == "400 students have records of this in both years."
    assert moved == (
        "In these same students, the average rose by 90 days: plausibly between 77 days and 103 "
        "days."
    )
    assert len(same_students({**rose, "change_low": None}, measure, "en")) == 1  # how sure?


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_measure_can_be_told_in_short_sentences(language: Any) -> None:
    shares = [m for m in MEASURES.values() if m.kind == "share" and not m.once]
    for measure in shares:
        told = {"kind": "share", "says": measure.says, "spanish": vars(measure.spanish)}
        for text in same_students(row((11_204, 900, 1_061, 130)), told, language):
            assert len(words_of(text)) <= 25, text
            assert "who who" not in text
            assert "quienes que" not in text


@pytest.mark.parametrize(("language", "name"), list(itertools.product(("en", "es"), SENTENCES)))
def test_sentences_are_short_and_plain(language: Any, name: str) -> None:
    size = {"en": "11 points", "es": "11 puntos"}[language]
    gained, lost, says, them = {
        "en": ("61 joined", "1 left", "were suspended", "of them"),
        "es": ("61 se sumaron", "1 dejó", "recibieron una suspensión", "de ellos"),
    }[language]
    values = {"size": size, "low": size, "high": size, "gap": size, "n": "1,204",
              "gained": gained, "lost": lost, "says": says, "them": them}  # fmt: skip
    for what in WHAT.values():
        text = SENTENCES[name][language].format(what=what[language], **values)
        assert all(len(words_of(part)) <= 25 for part in sentences_of(text))
        if language == "en":
            assert flesch_kincaid_grade(text) <= 8, (flesch_kincaid_grade(text), text)
        else:
            assert inflesz(text) >= 55, (inflesz(text), text)
