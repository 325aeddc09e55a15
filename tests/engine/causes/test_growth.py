"""What stood there and what arose since are told apart; children who began alike are compared."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from forwhom.causes import CAUSES, Evidence
from forwhom.data.engine import Engine, open_engine
from forwhom.results.explanation import SILENT, TOLD, Explanation
from forwhom.words.reading import words_of
from tests.engine.causes.classes import SCORE, SHARE, children, evidence, tables

N = 2_600
BEFORE, NOW = "2024-25", "2025-26"
MET = {**SHARE, "name": "proficient_reading", "domain": "achievement"}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with open_engine("duckdb", tmp_path_factory.mktemp("engine")) as opened:
        yield opened


def asked(given: Evidence) -> Explanation:
    return CAUSES["growth"].of(given)


def made(
    engine: Engine,
    seed: int,
    *,
    stood: float = 0.0,
    arose: float = 0.0,
    scored: float = 1.0,
    n: int = N,
    met: bool = False,
) -> Evidence:
    """Two grades, 100 points apart; the group began lower, and grew less."""
    rng = np.random.default_rng(seed)
    mine, grade = rng.random(n) < 0.4, rng.integers(0, 2, n)
    first = 2_400 + 100 * grade + rng.normal(0, 40, n) - stood * mine
    after = np.round(500 + 0.8 * first + rng.normal(0, 20, n) - arose * mine)
    known = rng.random(n) < scored
    tests = [
        {
            "student_id": f"S{at}", "school_year": year, "subject": "reading", "kind": "state",
            "scale_score": float(np.round(score[at])), "tested": True,
        }
        for year, score, has in ((BEFORE, first, known), (NOW, after, np.ones(n, bool)))
        for at in np.flatnonzero(has)
    ]  # fmt: skip
    stays = [
        {"student_id": f"S{at}", "school_id": "A", "school_year": year, "grade": "7"}
        for at in range(3)
        for year in (BEFORE, NOW)
    ]
    records = tables(engine, {"assessments": tests, "enrollments": stays})
    who = children(np.zeros(n, int), grade, mine)
    y = (after >= np.median(after)).astype(float) if met else after
    return evidence(who, y, MET if met else SCORE, records)


def test_what_stood_there_is_told(engine: Engine) -> None:
    given = made(engine, 1, stood=30)
    told = asked(given)
    assert told.status == TOLD
    assert told.gap == pytest.approx(given.gap, abs=1e-9)
    assert sum(part.value for part in told.parts) == pytest.approx(given.gap, abs=1e-9)
    start, since, grade = told.parts
    assert start.value == pytest.approx(-24, abs=5)  # eight in ten of the 30 are left
    assert (start.high or 0) < -15
    assert since.value == pytest.approx(0, abs=3)
    assert (grade.low or 0) < 0 < (grade.high or 0)
    assert "stood there" in told.sentences["en"][0]


def test_what_arose_since_is_told(engine: Engine) -> None:
    told = asked(made(engine, 2, arose=12))
    start, since, _ = told.parts
    assert since.value == pytest.approx(-12, abs=3)
    assert (since.low or 0) < -12 < (since.high or 0)
    assert abs(start.value) < 4
    # 12 points of a spread of 20 are 0.6 of it; beside each other Φ(0.6/√2) = 0.66 are ahead.
    assert told.numbers["percentile_difference"] == pytest.approx(-16.5, abs=3)
    assert told.numbers["percentile_difference_high"] < -12
    assert "began alike" in told.sentences["en"][-1]
    assert [row.name["en"] for row in told.rows] == ["Grade 6", "Grade 7"]
    for row in told.rows:
        assert (row.difference_low or 0) < -16.5 < (row.difference_high or 0)
        assert row.children + row.others > 1_000  # type: ignore[operator]


def test_nothing_planted_is_nothing_found(engine: Engine) -> None:
    told = asked(made(engine, 3))
    for part in told.parts[:2]:
        assert (part.low or 0) < 0 < (part.high or 0)
    low, high = (told.numbers[f"percentile_difference_{end}"] for end in ("low", "high"))
    assert low < 0 < high


def test_meeting_the_standard_has_the_same_parts(engine: Engine) -> None:
    told = asked(made(engine, 4, stood=30, arose=6, met=True, scored=0.8))
    names = [part.name["en"] for part in told.parts]
    assert names == ["There the year before", "Arose since", "Grade", "No score the year before"]
    assert sum(part.value for part in told.parts) == pytest.approx(told.gap, abs=1e-9)
    assert all((part.high or 0) < 0 for part in told.parts[:2])


@pytest.mark.long
def test_the_limits_hold_the_truth_about_as_often_as_they_promise(engine: Engine) -> None:
    """Grades of under 1,000 have no percentiles, but parts. 95 % of 15 is 14."""
    held = 0
    for seed in range(15):
        told = asked(made(engine, seed, stood=20, arose=5, n=800))
        assert not told.rows
        since = told.parts[1]
        held += int((since.low or 0) <= -5 <= (since.high or 0))
    assert held >= 12


def test_too_few_scores_are_told_as_silence(engine: Engine) -> None:
    few = asked(made(engine, 5, scored=0.1, n=900))
    assert few.status == SILENT
    assert "year before" in few.needs["en"]
    assert not CAUSES["growth"].asks_of(SHARE)
    assert CAUSES["growth"].asks_of(MET)


def test_sentences_are_short(engine: Engine) -> None:
    for given in (made(engine, 6, stood=30, arose=8), made(engine, 7, stood=30, arose=-8)):
        for texts in asked(given).sentences.values():
            for text in texts:
                assert all(len(words_of(part)) <= 25 for part in text.split(". ")), text
