"""What is said of a gap in parts stays at a grade-8 reading level, in both languages."""

from __future__ import annotations

import pytest

from forwhom.causes import (
    CAUSES,
    between_classrooms,
    between_grades,
    between_schools,
    composition,
    growth,
    schools_and_grades,
)
from forwhom.causes.parts import many_parts
from forwhom.causes.parts.two_parts import Wording
from forwhom.results.explanation import Texts
from forwhom.words.reading import flesch_kincaid_grade, inflesz

SIZES = ("gap", "apart", "inside", "size", "chance", "low", "high")
ENDS = ("apart_low", "apart_high", "inside_low", "inside_high")
FILLED = {
    "en": {**dict.fromkeys((*SIZES, *ENDS), "12 points"), "name": "their grades"},
    "es": {**dict.fromkeys((*SIZES, *ENDS), "12 puntos"), "name": "sus grados"},
}
WAYS = ("both", "narrowed", "turned", "only_apart", "only_inside", "neither")
MINE = (
    "between_classrooms",
    "between_schools",
    "between_grades",
    "schools_and_grades",
    "composition",
    "growth",
)
PLACES = (between_schools.SCHOOLS, between_grades.GRADES)
SENTENCES = [
    *(getattr(each.WORDING, way) for each in (between_classrooms, growth) for way in WAYS),
    *(getattr(each.wording, way) for each in PLACES for way in WAYS),
    *(between_classrooms.DEALT, between_classrooms.AS_DEALT, between_classrooms.OTHER_WAY),
    *(between_classrooms.NEEDS, growth.NEEDS, growth.GREW, schools_and_grades.ONE_ONLY),
    *(composition.ALONG, composition.AGAINST, composition.UNKNOWN, composition.NEEDS),
    *(schools_and_grades.ALONG, schools_and_grades.AGAINST, schools_and_grades.UNKNOWN),
    *(schools_and_grades.LARGER, composition.LARGER),
    *(many_parts.GOES, many_parts.HIDES, many_parts.UNSURE),
    *(getattr(CAUSES[name], kind) for name in MINE for kind in ("question", "assumes", "cannot")),
]


@pytest.mark.parametrize("texts", SENTENCES)
def test_it_reads_plainly(texts: Texts) -> None:
    told = {
        lang: text.format(**FILLED[lang], own="45", others="52") for lang, text in texts.items()
    }
    assert flesch_kincaid_grade(told["en"]) <= 8, told["en"]
    assert inflesz(told["es"]) >= 55, told["es"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("wording", [each.wording for each in PLACES])
def test_one_point_and_many_read_alike(wording: Wording, way: str) -> None:
    """No verb follows a size that may be one or many."""
    for lang, verbs in (("en", "lie lies come comes are is"), ("es", "están está vienen viene")):
        text = getattr(wording, way)[lang]
        for part in ("{apart} ", "{inside} "):
            assert not any(part + verb in text for verb in verbs.split()), text
