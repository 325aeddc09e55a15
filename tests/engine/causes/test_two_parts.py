"""A gap is split where it was put: between schools, inside them, or both; and silence is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forwhom.causes import CAUSES, Evidence, explain
from forwhom.causes.between_grades import GRADES
from forwhom.causes.between_schools import SCHOOLS
from forwhom.causes.parts.two_parts import Places, _way
from forwhom.disparities.search.children import Children
from forwhom.disparities.search.contrast import Contrasts
from forwhom.results.explanation import SILENT, TOLD, Explanation, Part
from forwhom.results.finding import Finding
from forwhom.words.reading import words_of

MADE_SCHOOLS, MADE_GRADES = 6, 3
MEASURE = {"name": "chronic_absence", "kind": "share"}


def made(
    rng: np.random.Generator,
    *,
    between: float,
    inside: float,
    n: int = 9_000,
    schools: int = MADE_SCHOOLS,
) -> Children:
    """The group attends the schools of higher rates, and has a higher rate in each."""
    school, grade = rng.integers(0, schools, n), rng.integers(0, MADE_GRADES, n)
    mine = rng.random(n) < (0.2 + 0.6 * (school >= schools / 2) if between else 0.5)
    rate = 0.2 + between * (school >= schools / 2) + inside * mine
    pairs, stratum = np.unique(school * MADE_GRADES + grade, return_inverse=True)
    return Children(
        codes={"sex": mine.astype(np.int64), "grade": grade.astype(np.int64)},
        values={"sex": ["Male", "Female"], "grade": ["6", "7", "8"]},
        stratum=stratum.astype(np.int64),
        schools=pairs // MADE_GRADES,
        grades=pairs % MADE_GRADES,
        school_ids=[f"S{number}" for number in range(schools)],
        household=None,
        outcome={"chronic_absence": (rng.random(n) < rate).astype(float)},
    )


def finding() -> Finding:
    return Finding.of_row(
        {
            "measure": "chronic_absence", "school_year": "2025-26", "place_type": "district",
            "place_id": "district", "group": "sex=Female", "compared_with": "others",
            "students_to_parity": 0, "rate": 0.0, "comparison_rate": 0.0, "difference": 0.0,
            "difference_low": None, "difference_high": None, "ratio": None, "n": 1, "count": 1,
        }
    )  # fmt: skip


def explained(children: Children) -> dict[str, Explanation]:
    evidence = Evidence.of(finding(), MEASURE, Contrasts(children, frozenset()))
    found = explain(evidence)
    assert [one.cause for one in found] == [n for n, c in CAUSES.items() if c.fits(evidence)]
    return {one.cause: one for one in found}


@pytest.mark.parametrize(("between", "inside"), [(0.3, 0.0), (0.0, 0.2), (0.3, 0.2), (0.3, -0.1)])
def test_a_planted_gap_is_found_where_it_was_put(between: float, inside: float) -> None:
    children = made(np.random.default_rng(1), between=between, inside=inside)
    schools = explained(children)["between_schools"]
    apart, within = schools.parts
    y, mine = children.outcome["chronic_absence"], children.codes["sex"] == 1
    assert schools.status == TOLD
    assert schools.gap == pytest.approx(y[mine].mean() - y[~mine].mean())
    assert apart.value + within.value == pytest.approx(schools.gap, abs=1e-12)
    assert sum(place.value for place in schools.places) == pytest.approx(schools.gap, abs=1e-12)
    assert sum(place.children or 0 for place in schools.places) == mine.sum()
    truth = between * 0.6
    for part, put in ((apart, truth), (within, inside)):
        assert part.low is not None
        assert part.high is not None
        assert part.low <= part.value <= part.high
        assert part.value == pytest.approx(put, abs=0.035)


def test_the_limits_hold_the_truth_about_as_often_as_they_promise() -> None:
    """Of the children drawn, the schools being what they are; 95 % of 60 is 57."""
    held = 0
    for seed in range(60):
        children = made(np.random.default_rng(seed), between=0.0, inside=0.2, n=2_000)
        given = Evidence.of(finding(), MEASURE, Contrasts(children, frozenset()))
        part = CAUSES["between_schools"].of(given).parts[1]
        held += int((part.low or 0) <= 0.2 <= (part.high or 0))
    assert 52 <= held <= 60


PLAIN, UNSURE = (0.02, 0.06), (-0.02, 0.06)
AGAINST = (-0.06, -0.02)


@pytest.mark.parametrize(
    ("apart", "inside", "way"),
    [
        (PLAIN, PLAIN, "both"),
        (AGAINST, PLAIN, "narrowed"),
        (PLAIN, AGAINST, "turned"),
        (PLAIN, UNSURE, "only_apart"),
        (UNSURE, PLAIN, "only_inside"),
        (UNSURE, UNSURE, "neither"),
    ],
)
def test_what_is_not_known_is_not_told(
    apart: tuple[float, float], inside: tuple[float, float], way: str
) -> None:
    """A part whose limits hold 0 is never said to be there, nor which way it goes."""
    parts = [
        Part(name={}, value=sum(ends) / 2, low=ends[0], high=ends[1]) for ends in (apart, inside)
    ]
    for places in (SCHOOLS, GRADES):
        assert _way(0.03, parts, places.wording) is getattr(places.wording, way)
        turned = [replace(p, value=-p.value, low=-p.high, high=-p.low) for p in parts]  # type: ignore[operator]
        assert _way(-0.03, turned, places.wording) is getattr(places.wording, way)


@pytest.mark.parametrize("places", [SCHOOLS, GRADES], ids=["schools", "grades"])
def test_sentences_are_short_and_plain(places: Places) -> None:
    words = places.wording
    ways = ("both", "narrowed", "turned", "only_apart", "only_inside", "neither")
    names = ("gap", "apart", "inside", "apart_low", "apart_high", "inside_low", "inside_high")
    blanks = dict.fromkeys(names, "12 points")
    for way in ways:
        for language in ("en", "es"):
            for sentence in getattr(words, way)[language].format(**blanks).split(". "):
                assert len(words_of(sentence)) <= 25, sentence


def test_one_school_or_too_few_children_is_told_as_silence() -> None:
    one_school = made(np.random.default_rng(1), between=0.0, inside=0.2, schools=1)
    found = explained(one_school)
    assert found["between_schools"].status == SILENT
    assert "one school" in found["between_schools"].needs["en"]
    assert found["between_grades"].status == TOLD
    few = explained(one_school.at(np.arange(len(one_school)) < 12))
    assert {one.status for one in few.values()} == {SILENT}
    assert "few" in few["between_grades"].needs["en"]


def test_what_is_written_is_what_is_read() -> None:
    for one in explained(made(np.random.default_rng(2), between=0.3, inside=0.1)).values():
        assert Explanation.of(one.as_dict()) == one


def test_every_way_says_what_it_assumes_and_cannot_show_in_both_languages() -> None:
    for name, cause in CAUSES.items():
        assert cause.name == name
        assert cause.source
        for texts in (cause.question, cause.assumes, cause.cannot):
            assert set(texts) == {"en", "es"}
            assert all(texts.values())
