"""Findings in words: the model sentences to the letter, and all others short, plain and true.

How the reading level is measured: a group is spoken of by its official name, which the district
may not change, so each group's words count as one plain noun ("students"), and so does a school's
name. For the length of a sentence the official names of races and of categories of disability, and
a school's name, count as one word, as do both groups of a pair; all else counts in full. English
is held to grade 8 (Flesch-Kincaid), Spanish to at least 55, "normal" (INFLESZ).
"""

import itertools
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.findings.sentences import no_data, not_corrected, sentence, to_parity, too_few
from forwhom.groups import GROUPS, NOT_REPORTED, may_cross, words_for
from forwhom.measures import HEADLINE, MEASURES
from forwhom.measures.library.special_education.identified_category import CATEGORIES
from forwhom.measures.measure import GROWTH_POINTS
from forwhom.words.reading import flesch_kincaid_grade, inflesz, sentences_of, words_of
from forwhom.words.students import students

MODELS = tomllib.loads((Path(__file__).parent / "model_sentences.toml").read_text("utf-8"))["model"]
SCHOOL = {"type": "school", "name": "Tehama Middle"}
PLACES = [{"type": "district", "name": ""}, SCHOOL, {"type": "grade_band", "name": "6-8"}]
LONGEST, GRADE, NORMAL = 25, 8, 55


def words_of_group(group: str) -> list[dict[str, str]]:
    return [vars(words_for(*part.split("="))) for part in group.split(" & ") if part]


def made(model: dict[str, Any], language: str) -> str:
    return sentence(
        model["row"],
        model["measure"],
        words_of_group(model["group"]),
        model["place"],
        language,
        reference_words=words_of_group(model["reference"]),
    )


@pytest.mark.parametrize("model", MODELS, ids=[model["kind"] for model in MODELS])
def test_model_sentences_to_the_letter(model: dict[str, Any]) -> None:
    assert made(model, "en") == model["en"]
    assert made(model, "es") == model["es"]


def test_the_headline_twelve_each_have_a_model() -> None:
    assert len(HEADLINE) == 12
    assert set(HEADLINE) <= {model["measure"]["name"] for model in MODELS}


def test_the_models_speak_as_the_measures_do() -> None:
    for model in MODELS:
        measure = MEASURES[model["measure"]["name"]]
        assert measure.says == model["measure"]["says"]
        assert measure.spanish.says == model["measure"]["spanish"]["says"]
        if unit := model["measure"].get("unit"):
            assert unit.items() <= measure.unit.as_dict().items()


def entry(name: str) -> dict[str, Any]:
    measure = MEASURES[name]
    spanish = {"says": measure.spanish.says}
    unit = measure.unit.as_dict() if measure.kind == "score" else None
    return {"says": measure.says, "kind": measure.kind, "unit": unit, "spanish": spanish}


def row(first: float, second: float, kind: str, compared: str = "others", **more: Any) -> dict:
    ratio = None if compared == "all" or kind == "score" or not second else first / second
    told = {"rate": first, "comparison_rate": second, "difference": first - second}
    sizes = {"n": 1204, "comparison_n": 18807}
    return {**told, **sizes, "ratio": ratio, "compared_with": compared, **more}


def rows(kind: str) -> list[dict[str, Any]]:
    """Rows of every kind of sentence."""
    if kind == "score":
        clear = row(2431.2, 2469.8, kind, standardized_difference=-0.42)
        return [clear, {**clear, "difference_low": -80.0, "difference_high": 2.0}]
    near = row(0.171, 0.168, kind, difference_low=-0.01, difference_high=0.016)
    pairs = [(0.171, 0.0885), (0.183, 0.071), (0.384, 0.276), (0.0083, 0.031), (0.0, 0.12)]
    return [*(row(a, b, kind) for a, b in pairs), row(0.62, 0.84, kind, "all"), near]


def means(unit: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of a mean that is no test score: large, small, equal and not clear, within bounds."""
    top = min(unit["most"] or 2000, 2000)
    pairs = [(0.62, 0.45), (0.003, 0.001), (0.01, 0.0), (0.4, 0.4)]
    told = [row(a * top, b * top, "score", standardized_difference=0.3) for a, b in pairs]
    near = {"difference_low": -0.02 * top, "difference_high": 0.3 * top}
    unsure = row(0.0, 0.03 * top, "score", difference_low=None, difference_high=None)
    return [*told, row(0.52 * top, 0.45 * top, "score", **near), unsure]


def plain(text: str, groups: list[dict[str, str]], language: str) -> str:
    """The text with the group's and the school's name as plain nouns."""
    noun, school = ("students", "the school") if language == "en" else ("estudiantes", "la escuela")
    text = in_any_case(students(groups, language)).sub(noun, text)
    for words in groups:
        for part in (words["before"], words["after"]) if language == "en" else (words["after_es"],):
            text = in_any_case(part, " ?").sub("", text) if part else text
    text = text.replace(" with disabilities", "")  # the law's own names, here and below
    for said in itertools.chain(*CATEGORIES.values()):
        text = text.replace(said, "autism" if language == "en" else "autismo")
    return text.replace(SCHOOL["name"], school)


@cache
def in_any_case(words: str, more: str = "") -> re.Pattern[str]:
    return re.compile(re.escape(words) + more, flags=re.IGNORECASE)


NAMED = ("race_ethnicity", "race_ethnicity_california", "disability_category")
NAMES = [vars(words) for name in NAMED for words in GROUPS[name].values.values()]
OFFICIAL = {words[part] for words in NAMES for part in ("before", "after", "after_es")} - {""}
LONGEST_FIRST = sorted(sorted(OFFICIAL), key=len, reverse=True)


def longest(text: str) -> int:
    """Words of the longest sentence, an official name counted as one."""
    for name in LONGEST_FIRST:
        text = text.replace(name, "Name")
    text = text.replace(SCHOOL["name"], "School")
    return max(len(words_of(part)) for part in sentences_of(text))


def singles() -> list[str]:
    return [
        f"{name}={value}"
        for name, group in GROUPS.items()
        for value in (*group.values, *(["Zapotec"] if group.open_values else []))
    ]


def hold(text: str, groups: list[dict[str, str]], language: str) -> None:
    assert len(sentences_of(text)) <= 2, text
    simple = plain(text, groups, language)
    assert longest(simple if len(groups) > 1 else text) <= LONGEST, text
    if language == "en":
        assert flesch_kincaid_grade(simple) <= GRADE, (flesch_kincaid_grade(simple), text)
    else:
        assert inflesz(simple) >= NORMAL, (inflesz(simple), text)
    assert text[0] == text[0].upper()
    assert text.endswith(".")
    assert "  " not in text
    assert " ," not in text


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", MEASURES)
def test_every_sentence_about_one_group_is_short_and_plain(name: str, language: str) -> None:
    measure = entry(name)
    told = means(measure["unit"]) if "{mean}" in measure["says"] else rows(measure["kind"])
    for number, (place, group) in enumerate(itertools.product(PLACES, singles())):
        if number % 3 or (place["type"] == "grade_band" and group.startswith("grade")):
            continue
        words = words_of_group(group)
        row_told = told[number // 3 % len(told)]
        hold(sentence(row_told, measure, words, place, language), words, language)


@cache
def pairs() -> list[str]:
    reported = [group for group in singles() if NOT_REPORTED not in group]
    crossed = itertools.combinations(reported, 2)
    return [
        f"{a} & {b}" if a < b else f"{b} & {a}"
        for a, b in crossed
        if may_cross(a.split("=")[0], b.split("=")[0])
    ]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("name", HEADLINE)
def test_sentences_about_two_groups_are_short_and_plain(name: str, language: str) -> None:
    measure = entry(name)
    told = rows(measure["kind"])
    for row_told, group in zip(itertools.cycle(told), pairs()[::61], strict=False):
        words = words_of_group(group)
        hold(sentence(row_told, measure, words, PLACES[0], language), words, language)


@pytest.mark.parametrize("language", ["en", "es"])
def test_honest_silence_is_short_and_plain(language: str) -> None:
    black = words_of_group("race_ethnicity=Black or African American")
    texts = [too_few(7, black, language), not_corrected(language)]
    texts += [no_data(entry(name), black, language) for name in MEASURES]
    for text in texts:
        hold(text, black, language)


shares = st.floats(min_value=0, max_value=1).map(lambda share: round(share, 4))


@settings(max_examples=150)
@given(first=shares, second=shares, compared=st.sampled_from(["others", "all"]))
def test_more_is_told_as_more(first: float, second: float, compared: str) -> None:
    told = row(first, second, "share", compared)
    for language, more, less in (("en", "higher", "lower"), ("es", " más.", " menos.")):
        text = sentence(told, entry("suspended"), [], PLACES[0], language)
        assert (more in text) == (first > second), text
        assert (less in text) == (first < second), text


def test_an_interval_that_reaches_both_ways_is_told_as_no_clear_gap() -> None:
    told = row(0.2, 0.1, "share", difference_low=-0.05, difference_high=0.25)
    english = sentence(told, entry("suspended"), [], PLACES[0])
    assert "no clear gap" in english
    assert "as often" not in english
    assert "5 points lower or 25 points higher" in english
    spanish = sentence(told, entry("suspended"), [], PLACES[0], "es")
    assert "No es una brecha clara" in spanish


def test_no_ratio_against_everyone() -> None:
    text = sentence(row(0.2, 0.1, "share", "all"), entry("suspended"), [], PLACES[0])
    assert "often" not in text
    assert "students overall" in text


COUNTED = [n for n, m in MEASURES.items() if "{mean}" in m.says and m.unit != GROWTH_POINTS]


@pytest.mark.parametrize("name", COUNTED)
def test_only_a_test_score_is_told_in_points(name: str) -> None:
    measure = entry(name)
    for told in means(measure["unit"]):
        for language, words in (("en", ("point", "lower", "higher")), ("es", ("punto",))):
            text = sentence(told, measure, [], SCHOOL, language)
            assert not any(word in text for word in words), text
            assert "{" not in text
    assert "{" not in no_data(measure, [], "en") + no_data(measure, [], "es")


def test_more_days_are_told_as_more_and_none_as_no_days() -> None:
    days = entry("days_absent_per_100")
    told = row(0.0, 12.4, "score")
    text = sentence(told, days, [], PLACES[0])
    assert text.startswith("Students missed 0 days of school per 100 students, against 12 for")
    assert text.endswith("That is 12 days fewer.")
    text = sentence(row(1.0, 0.86, "score"), days, [], PLACES[0], "es")
    assert "perdieron 1.00 día de clase" in text


def test_where_the_truth_may_lie_anywhere_no_gap_is_told() -> None:
    told = row(0.0, 7.04, "score", difference_low=None, difference_high=None)
    text = sentence(told, entry("days_suspended_per_100_students"), [], PLACES[0])
    assert text.endswith("We cannot tell how sure that is.")
    assert "fewer" not in text


def test_a_share_of_some_against_none_has_no_ratio() -> None:
    told = {**row(0.2, 0.0, "share"), "ratio": float("inf")}
    text = sentence(told, entry("expelled"), [], PLACES[0])
    assert text.endswith("That is 20 points higher.")


def test_equal_rates_are_no_gap() -> None:
    told = row(0.2, 0.2, "share")
    assert "no gap at all" in sentence(told, entry("suspended"), [], PLACES[0])
    assert "No hay ninguna brecha" in sentence(told, entry("suspended"), [], PLACES[0], "es")


def test_a_reference_group_without_words_is_called_just_that() -> None:
    told = row(0.2, 0.1, "share", "reference")
    text = sentence(told, entry("suspended"), [], PLACES[0])
    assert "10 of 100 students in the reference group" in text or "1 in 10" in text
    assert "grupo de referencia" in sentence(told, entry("suspended"), [], PLACES[0], "es")


def test_a_count_that_is_not_known_is_not_told() -> None:
    told = {**row(0.12, 0.0, "share"), "comparison_n": None}
    text = sentence(told, entry("suspended"), [], PLACES[0])
    assert "against none of the other students" in text


def test_students_to_parity_only_where_the_group_has_the_short_end() -> None:
    gap = {"students_to_parity": 41.6, "difference": 0.11}
    assert to_parity(gap, {"better": "lower"}) == "42 fewer students would close the gap."
    assert to_parity(gap, {"better": "higher"}) == ""
    assert to_parity(gap, {"better": "neither"}) == ""
    short = {"students_to_parity": 1.2, "difference": -0.1}
    assert to_parity(short, {"better": "higher"}) == "1 more student would close the gap."
    assert (
        to_parity(short, {"better": "higher"}, "es")
        == "Con 1 estudiante más se cerraría la brecha."
    )
    assert to_parity({"students_to_parity": 0.3, "difference": 0.1}, {"better": "lower"}) == ""
