"""The reading formulas count words, sentences and syllables as a reader would."""

import pytest

from forwhom.words import reading

ENGLISH = {
    "students": 2,
    "American": 4,
    "disabilities": 5,
    "suspended": 3,
    "missed": 1,
    "times": 1,
    "graduated": 4,
    "standard": 2,
    "reading": 2,
    "average": 3,
    "gifted": 2,
    "people": 2,
    "science": 2,
    "behavior": 3,
    "quarters": 2,
    "experiencing": 5,
    "homelessness": 3,
    "social": 2,
    "education": 4,
    "usual": 3,
    "languages": 3,
    "out-of-school": 3,
    "2.6": 1,
    "created": 3,
    "being": 2,
    "million": 2,
    "scored": 1,
    "diploma": 3,
    "little": 2,
    "the": 1,
}
SPANISH = {
    "estudiantes": 4,
    "faltaron": 3,
    "días": 2,
    "suspensión": 3,
    "recibieron": 4,
    "guía": 2,
    "quienes": 2,
    "aeropuerto": 5,
    "muy": 1,
    "ahí": 2,
    "discapacidades": 6,
    "idioma": 3,
    "universitario": 6,
    "y": 1,
    "hijo": 2,
    "averigüe": 4,
    "leer": 2,
    "país": 2,
    "mayor": 2,
}


@pytest.mark.parametrize(("word", "syllables"), ENGLISH.items())
def test_english_syllables(word: str, syllables: int) -> None:
    assert reading.english_syllables(word) == syllables


@pytest.mark.parametrize(("word", "syllables"), SPANISH.items())
def test_spanish_syllables(word: str, syllables: int) -> None:
    assert reading.spanish_syllables(word) == syllables


def test_figures_do_not_end_sentences() -> None:
    text = "That is 2.6 times as often. It was 1,204 points!"
    assert len(reading.sentences_of(text)) == 2
    assert len(reading.words_of(text)) == 10


def test_flesch_kincaid_by_hand() -> None:
    # 6 words, 1 sentence, 6 syllables: 0.39 x 6 + 11.8 x 1 - 15.59
    assert reading.flesch_kincaid_grade("The cat sat on the mat.") == pytest.approx(-1.45)


def test_szigriszt_pazos_by_hand() -> None:
    # 4 words, 1 sentence, 8 syllables
    text = "Los estudiantes leen hoy."
    assert sum(map(reading.spanish_syllables, reading.words_of(text))) == 1 + 4 + 2 + 1
    assert reading.inflesz(text) == pytest.approx(206.835 - 62.3 * 8 / 4 - 4)


def test_a_lawyers_sentence_is_hard_and_a_childs_is_easy() -> None:
    hard = "Notwithstanding administrative determinations, disproportionality necessitates review."
    assert reading.flesch_kincaid_grade(hard) > 16
    assert reading.flesch_kincaid_grade("We went home. It was late.") < 3


def test_nothing_to_read() -> None:
    with pytest.raises(ValueError, match="no words"):
        reading.flesch_kincaid_grade("...")
    with pytest.raises(ValueError, match="no words"):
        reading.inflesz("")
