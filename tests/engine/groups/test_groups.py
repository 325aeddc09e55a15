"""Each group's examples, run by a slow and obvious reading of its expression."""

from typing import Any

import pytest

from forwhom.data.expressions import Expression
from forwhom.data.table import GRADES, K12
from forwhom.groups import GROUPS, NOT_REPORTED, may_cross, words_for
from forwhom.groups.belonging import GRADE_BANDS
from forwhom.groups.library.home_language import LANGUAGES

CONTRACT = {
    "race_ethnicity": [
        "American Indian or Alaska Native",
        "Asian",
        "Black or African American",
        "Hispanic or Latino",
        "Native Hawaiian or Other Pacific Islander",
        "Two or more races",
        "White",
    ],
    "race_ethnicity_california": [
        "African American",
        "American Indian or Alaska Native",
        "Asian",
        "Filipino",
        "Hispanic or Latino",
        "Pacific Islander",
        "Two or more races",
        "White",
    ],
    "ancestry": None,
    "sex": ["Female", "Male", "Nonbinary"],
    "english_learner": ["Current", "Long-term", "Reclassified", "Never"],
    "disability": ["Yes", "No"],
    "disability_category": None,
    "economically_disadvantaged": ["Yes", "No"],
    "foster": ["Yes", "No"],
    "homeless": ["Yes", "No"],
    "migrant": ["Yes", "No"],
    "section_504": ["Yes", "No"],
    "grade": list(GRADES),
    "grade_band": ["TK-2", "3-5", "6-8", "9-12"],
    "home_language": None,
}
Row = dict[str, Any]


def read(node: Any, row: Row) -> Any:
    """What an expression says of one row; unknown stays unknown, and no condition is met by it."""
    if not isinstance(node, Expression):
        return node
    name, parts = node.operation, node.parts
    if name == "column":
        return row[parts[0]]
    if name == "value":
        return parts[0]
    if name == "when":
        return read(parts[1] if read(parts[0], row) is True else parts[2], row)
    told = [read(part, row) for part in parts]
    if name == "or":
        return True if True in told else (None if None in told else False)
    return None if told[0] is None else PLAIN[name](*told)


PLAIN = {
    "add": lambda a, b: a + b,
    "more_than": lambda a, b: a > b,
    "equal": lambda a, b: a == b,
    "not": lambda a: not a,
    "one_of": lambda a, values: a in values,
    "holds": lambda words, word: word in words.split(";"),
}


def examples() -> list[tuple[str, Row, str]]:
    found = []
    for name, group in GROUPS.items():
        lines = [line.split("|") for line in group.examples.strip().splitlines()]
        head, *rows = [[cell.strip() for cell in line] for line in lines] or [[]]
        for cells in rows:
            known = {"yes": True, "no": False, "": None}
            row = {column: known.get(cell, cell) for column, cell in zip(head, cells, strict=True)}
            found.append((name, row, row.pop("value")))
    return found


@pytest.mark.parametrize(("name", "row", "value"), examples())
def test_an_example_gives_its_value(name: str, row: Row, value: str) -> None:
    found, named = read(GROUPS[name].of, row), GROUPS[name].named
    assert (named(found) if named and found else found or NOT_REPORTED) == value


def test_every_group_read_from_students_has_examples() -> None:
    told = {name for name, _, _ in examples()}
    assert told == {name for name, group in GROUPS.items() if group.of is not None}


def test_the_dimensions_are_those_of_the_contract_in_its_order() -> None:
    assert list(GROUPS)[: len(CONTRACT)] == list(CONTRACT)
    for name, values in CONTRACT.items():
        if values is not None:
            assert list(GROUPS[name].values) == [*values, NOT_REPORTED]


def test_thirteen_categories_of_disability_and_developmental_delay() -> None:
    values = list(GROUPS["disability_category"].values)
    assert len(values) == 13 + 3
    assert values[13:] == ["Developmental delay", "None", NOT_REPORTED]
    assert values[:13] == sorted(values[:13])


def test_when_membership_counts_is_as_the_contract_says() -> None:
    assert {g for g, group in GROUPS.items() if group.when == "census_day"} == {"english_learner"}
    assert {g for g, group in GROUPS.items() if group.when == "last_enrolled"} == {
        "grade",
        "grade_band",
    }
    any_day = {g for g, group in GROUPS.items() if group.when == "any_day"}
    assert any_day == {g for g, v in CONTRACT.items() if v == ["Yes", "No"]}


@pytest.mark.parametrize("group", GROUPS.values(), ids=list(GROUPS))
def test_a_group_can_be_spoken_of_in_both_languages(group: Any) -> None:
    assert group.when_says.endswith(".")
    assert group.source
    assert group.title_es
    assert group.about
    if group.recorded:
        assert group.otherwise in group.values
    for value, words in group.values.items():
        assert " & " not in value
        assert "=" not in value
        assert words.title
        assert words.title_es
        assert words.before or words.after
        assert words.after_es
        assert words.before == words.before.strip()


def test_the_words_of_two_values_are_never_the_same() -> None:
    for group in GROUPS.values():
        said = [(words.before, words.after) for words in group.values.values()]
        assert len(set(said)) == len(said)
        assert len({words.after_es for words in group.values.values()}) == len(said)


def test_dimensions_about_the_same_thing_are_not_crossed() -> None:
    assert not may_cross("race_ethnicity", "race_ethnicity_california")
    assert not may_cross("race_ethnicity", "ancestry")
    assert not may_cross("disability", "disability_category")
    assert not may_cross("grade", "grade_band")
    assert not may_cross("sex", "sex")
    assert may_cross("race_ethnicity", "sex")
    assert may_cross("english_learner", "home_language")


def test_a_value_only_this_district_has_is_still_spoken_of() -> None:
    words = words_for("ancestry", "Purepecha")
    assert (words.title, words.after) == ("Purepecha", "of Purepecha ancestry")
    assert words.after_es == "de ascendencia Purepecha"
    assert words_for("ancestry", "Vietnamese").after_es == "de ascendencia vietnamita"
    assert words_for("sex", "Female").before == "female"


def test_a_language_code_stands_for_one_language() -> None:
    codes = [code for words in LANGUAGES.values() for code in words[1:]]
    assert sorted(codes) == sorted(set(codes))
    assert all(2 <= len(code) <= 3 and code.islower() for code in codes)


def test_every_grade_is_in_a_band() -> None:
    assert set(GRADE_BANDS) == set(K12)
    assert set(GRADE_BANDS.values()) == set(GROUPS["grade_band"].values) - {NOT_REPORTED}
