"""Groups of children and lists are spoken of as people speak."""

import pytest

from forwhom.words.lists import joined
from forwhom.words.students import students

BLACK = {"before": "Black or African American", "after": "", "after_es": "negros o afroamericanos"}
DISABILITY = {"before": "", "after": "with disabilities", "after_es": "con discapacidades"}
LEARNING = {"before": "", "after": "who are learning English", "after_es": "que aprenden inglés"}
FOSTER = {"before": "", "after": "in foster care", "after_es": "en cuidado de crianza"}
FEMALE = {"before": "female", "after": "", "after_es": "de sexo femenino"}


@pytest.mark.parametrize(
    ("groups", "english", "spanish"),
    [
        ([], "students", "estudiantes"),
        (
            [DISABILITY, BLACK],
            "Black or African American students with disabilities",
            "estudiantes negros o afroamericanos con discapacidades",
        ),
        (
            [BLACK, FEMALE],
            "Black or African American female students",
            "estudiantes negros o afroamericanos de sexo femenino",
        ),
        (
            [LEARNING, FOSTER],
            "students in foster care who are learning English",
            "estudiantes en cuidado de crianza que aprenden inglés",
        ),
    ],
)
def test_pairs_compose(groups: list, english: str, spanish: str) -> None:
    assert students(groups) == english
    assert students(groups, "es") == spanish


def test_two_clauses_are_joined() -> None:
    assert students([LEARNING], also=["who took the test"]) == (
        "students who are learning English and who took the test"
    )
    assert students([LEARNING], "es", also=["que tomaron la prueba"]) == (
        "estudiantes que aprenden inglés y que tomaron la prueba"
    )


def test_lists() -> None:
    assert joined([]) == ""
    assert joined(["A"]) == "A"
    assert joined(["A", "B"]) == "A and B"
    assert joined(["A", "B", "C"], last="or") == "A, B or C"
    assert joined(["leer", "escribir"], "es") == "leer y escribir"
    assert joined(["español", "inglés"], "es") == "español e inglés"
    assert joined(["siete", "ocho"], "es", last="or") == "siete u ocho"
    assert joined(["agua", "hielo"], "es") == "agua y hielo"
    with pytest.raises(ValueError, match="ends in"):
        joined(["A", "B"], last="but")
