"""Schools and grades at once: each gets its own part, and what both share is told by neither."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.causes import CAUSES, Evidence
from forwhom.causes.parts.drawn import sums_of
from forwhom.results.explanation import SILENT, Explanation
from forwhom.stats.kitagawa import kitagawa
from forwhom.words.reading import words_of
from tests.engine.causes.classes import SCORE, children, evidence

N = 8_000


def made(seed: int, *, schools: float = 0.0, grades: float = 0.0, same: float = 0.0) -> Evidence:
    """The group is more often in the later schools and grades; a rate rises with each."""
    rng = np.random.default_rng(seed)
    school, grade = rng.integers(0, 6, N), rng.integers(0, 4, N)
    late, high = school >= 3, grade >= 2
    mine = rng.random(N) < 0.2 + 0.3 * late + 0.3 * high
    rate = 0.1 + schools * late + grades * high + same * mine
    return evidence(children(school, grade, mine), (rng.random(N) < rate).astype(float))


def asked(given: Evidence) -> Explanation:
    return CAUSES["schools_and_grades"].of(given)


@pytest.mark.parametrize(
    "planted", [{"schools": 0.3}, {"grades": 0.3}, {"same": 0.2}, {"schools": 0.2, "grades": 0.2}]
)
def test_each_part_is_found_where_it_was_put(planted: dict[str, float]) -> None:
    told = asked(made(1, **planted))
    assert sum(part.value for part in told.parts) == pytest.approx(told.gap, abs=1e-12)
    for part, name in zip(told.parts, ("schools", "grades", "same"), strict=True):
        if name in planted:
            assert (part.low or 0) > 0.02
        else:
            assert abs(part.value) < 0.03
            assert (part.low or 0) < 0.01


def test_what_lies_in_the_same_school_and_grade_is_kitagawas_of_both() -> None:
    given = made(2, schools=0.2, same=0.1)
    total, n, other_total, other_n = sums_of(given).found.T
    assert asked(given).parts[2].value == pytest.approx(
        float(kitagawa(total, n, other_total, other_n).rate), abs=1e-12
    )


def test_scores_are_drawn_child_by_child() -> None:
    given = made(3, schools=0.3)
    rng = np.random.default_rng(4)
    scored = evidence(given.children, 100 * given.outcome + rng.normal(0, 20, N), SCORE)
    told = asked(scored)
    schools = told.parts[0]
    assert sums_of(scored).drawn.mean(axis=0) == pytest.approx(sums_of(scored).found, rel=0.2)
    assert schools.value == pytest.approx(9.4, abs=1.3)  # 0.42 is its error over seeds
    assert (schools.high or 0) - (schools.low or 0) == pytest.approx(2 * 1.96 * 0.42, rel=0.3)


def test_one_grade_is_told_as_silence() -> None:
    given = made(5)
    one = children(given.children.school, np.zeros(N, int), given.group)
    told = asked(evidence(one, given.outcome))
    assert told.status == SILENT
    assert "one grade" in told.needs["en"]


def test_sentences_are_short_in_both_languages() -> None:
    for planted in ({"schools": 0.3}, {"same": 0.2}, {"schools": -0.2, "same": 0.3}):
        for texts in asked(made(6, **planted)).sentences.values():
            for text in texts:
                assert len(words_of(text)) <= 25, text
    assert asked(made(7)).sentences["en"][0].startswith("Whether any")


def test_the_measure_names_its_unit() -> None:
    told = asked(evidence(made(8).children, 100 * made(8, same=0.3).outcome, SCORE))
    assert "points" in told.sentences["en"][0]


def test_a_gap_that_grows_in_the_same_school_and_grade_is_told_as_larger() -> None:
    told = asked(made(5, schools=-0.2, same=0.25))
    assert abs(told.parts[2].value) > abs(told.gap) + 0.02
    assert told.sentences["en"][0].startswith("In the same school and grade the gap is larger: ")
    assert told.sentences["es"][0].startswith("En la misma escuela y grado la brecha es mayor: ")
    assert "Of the gap" in asked(made(5, schools=0.2, same=0.25)).sentences["en"][0]
