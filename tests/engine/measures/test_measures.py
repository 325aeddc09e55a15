"""A measure is refused while it is loaded when something it needs is missing or misspelt."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import forwhom.measures
from forwhom.data.expressions import Expression, col, rule
from forwhom.errors import DeclarationError
from forwhom.facts.events import disabilities
from forwhom.groups import GROUPS, NOT_REPORTED
from forwhom.measures import HEADLINE, MEASURES, Measure, _check, _load
from forwhom.measures.library.special_education.identified_category import CATEGORIES
from forwhom.measures.measure import REQUIRED, Spanish

CONTRACT = (
    "chronic_absence referred suspended suspended_out_of_school proficient_reading "
    "proficient_mathematics reading_on_track_grade_3 gifted algebra_by_grade_8 "
    "college_level_course on_track_grade_9 graduated_on_time"
).split()
SPANISH = Spanish(title="t", asks="a", says="s", why_it_matters="w")


def measure(**more: Any) -> Measure:
    words: dict[str, Any] = dict.fromkeys(REQUIRED, "words")
    words |= {"among": col("enrolled"), "counts": col("referrals") >= 1, "spanish": SPANISH}
    return Measure(**{**words, "better": "lower", **more})


def test_the_headline_twelve_are_those_of_the_contract() -> None:
    assert list(HEADLINE) == CONTRACT
    assert {name for name, measure in MEASURES.items() if measure.headline} == set(CONTRACT)


def test_every_file_of_the_library_is_a_measure_of_its_domain() -> None:
    """Or of several, each with a name of its own."""
    library = Path(forwhom.measures.__file__).parent / "library"
    found = []
    for path in library.glob("*/*.py"):
        domain, name = path.parent.name, path.stem
        if name != "__init__":
            module = importlib.import_module(f"forwhom.measures.library.{domain}.{name}")
            several = getattr(module, "measures", ())
            found += [(domain, each.name) for each in several] or [(domain, name)]
    assert sorted(found) == sorted((m.domain, m.name) for m in MEASURES.values())


def test_a_measure_is_not_asked_of_groups_that_answer_it() -> None:
    """They are names of dimensions, which no measure can see when its file is read."""
    named = {name for m in MEASURES.values() for name in (*m.not_by, *m.pairs_by)}
    assert named
    assert named <= set(GROUPS)


def test_every_category_of_disability_is_a_measure_and_a_group() -> None:
    values = set(GROUPS["disability_category"].values) - {"None", NOT_REPORTED}
    asked = {m.name: m for m in MEASURES.values() if m.family == "identified_disability"}
    assert set(CATEGORIES) == values == set(disabilities.CATEGORIES)
    assert len(asked) == len(values) == 14


@pytest.mark.parametrize("missing", REQUIRED)
def test_a_measure_without_its_words_is_refused(missing: str) -> None:
    with pytest.raises(DeclarationError, match=missing):
        measure(**{missing: " "})


def test_a_measure_counts_or_scores_and_never_both() -> None:
    assert measure().kind == "share"
    assert measure(counts=None, score=col("referrals")).kind == "score"
    for more in ({"counts": None}, {"score": col("referrals")}):
        with pytest.raises(DeclarationError, match="either"):
            measure(**more)


@pytest.mark.parametrize(
    ("expression", "near"),
    [
        (col("days_absnt") >= 1, "days_absent"),
        (col("enroled"), "enrolled"),
        (col("days_absent") >= rule("chronic_absence.share_of_day"), "chronic_absence.share_of_da"),
    ],
)
def test_a_misspelt_fact_or_rule_is_refused_with_the_nearest(
    expression: Expression, near: str
) -> None:
    with pytest.raises(DeclarationError, match=rf"(?s)here\.py.*Did you mean `{near}"):
        _check(expression, "here.py")


def declared(monkeypatch: pytest.MonkeyPatch, **names: Any) -> list[Measure]:
    """What is loaded from a file of the library that holds these names."""
    file = SimpleNamespace(**names)
    monkeypatch.setitem(sys.modules, "forwhom.measures.library.domain", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "forwhom.measures.library.domain.file", file)
    return _load("domain", "file")


def test_a_file_declares_one_measure_by_its_name_or_several_by_theirs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert [m.name for m in declared(monkeypatch, measure=measure())] == ["file"]
    several = (measure(name="one"), measure(name="two"))
    found = declared(monkeypatch, measures=several)
    assert [(m.name, m.domain) for m in found] == [("one", "domain"), ("two", "domain")]
    for nothing in ({}, {"measures": ()}, {"measures": (measure(),)}, {"measure": "words"}):
        with pytest.raises(DeclarationError, match="declares no measure"):
            declared(monkeypatch, **nothing)


def test_a_measure_on_no_line_of_a_frame_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DeclarationError, match="no line `17`"):
        declared(monkeypatch, measure=measure(frames=("nasem16:17",)))
