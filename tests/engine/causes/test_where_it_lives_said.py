"""What is said of where a gap lies agrees with its rows, and reads well for one and for many."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.causes.slices.kinds import Kinds
from forwhom.causes.slices.question import marked
from forwhom.causes.slices.words import Said, sentences
from forwhom.causes.where_it_lives import cause
from forwhom.results.explanation import SILENT, Row
from forwhom.words.reading import words_of
from tests.engine.causes.made import children_of, evidence_of

REFERRED = {"name": "referred", "kind": "share", "domain": "discipline"}
EVIDENCE = evidence_of(
    children_of("referred", np.arange(40) % 2 == 0, np.zeros(40, int), np.zeros(40, int),
                np.arange(40) % 4 == 0), REFERRED,
)  # fmt: skip


def kinds(sort: str, *names: str) -> Kinds:
    none = np.zeros(0, np.int64)
    return Kinds(sort, list(names), none, none, np.zeros(0))


def said(sort: str, names: list[str], certain: int) -> list[Said]:
    """Rows of one sort, of which the first are certain; the second of them adds most."""
    of = kinds(sort, *names)
    return [
        Said(Row(name=of.name(at), unit="share", rate=0.3, comparison_rate=0.2, difference=0.1,
                 adds=0.02 if at == 1 else 0.01, certain=at < certain), 5.0, sort, of.called(at))
        for at in range(len(names))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sort", "names", "certain", "english", "spanish"),
    [
        ("month", ["2025-09", "2026-01"], 2,
         ("Months: more of these students in every month; most in January: 30% of them, and 20% "
          "of all others."),
         ("Meses: más de estos estudiantes en todos los meses; sobre todo en enero: el 30%, "
          "frente al 20% de los demás.")),
        ("month", ["2025-09", "2026-01"], 1, "in 1 of 2, September: 30%", "en 1 de 2, septiembre:"),
        ("hour", ["8", "10", "12"], 2, "in 2 of 3; most from 10:00 to 12:00: 30%",
         "en 2 de 3; sobre todo de 10:00 a 12:00: el 30%"),
        ("place", ["bus", "classroom"], 2, "in all 2; above all classroom: 30%",
         "en los 2; sobre todo salón de clase: el 30%"),
        ("behavior", ["a", "phone_or_technology", "c"], 3, "in all 3; above all phone or tech",
         "en las 3; sobre todo phone or tech"),
    ],
)  # fmt: skip
def test_in_how_many_of_a_sort_and_where_most(
    sort: str, names: list[str], certain: int, english: str, spanish: str
) -> None:
    found = sentences(EVIDENCE, said(sort, names, certain))
    assert english in found["en"][0]
    assert spanish in found["es"][0]
    for told in found.values():
        assert len(words_of(told[0])) <= 25, told


@pytest.mark.parametrize(
    ("sort", "name", "english", "spanish"),
    [
        ("place", "classroom", "Place: classroom", "Lugar: salón de clase"),
        ("place", "behind_the_shed", "Place: behind the shed", "Lugar: behind the shed"),
        ("course", "social_science, ib", "Course: social science, IB",
         "Curso: ciencias sociales, IB"),
        ("course", "mathematics, dual", "Course: mathematics, dual enrollment",
         "Curso: matemáticas, inscripción doble"),
        ("course", "robot_building, honors", "Course: robot building, honors",
         "Curso: robot building, con honores"),
        ("behavior", "phone_or_technology", "Behavior: phone or technology",
         "Conducta: phone or technology"),
        ("month", "2026-01", "January", "Enero"),
        ("hour", "10", "From 10:00 to 12:00", "De 10:00 a 12:00"),
    ],
)  # fmt: skip
def test_kinds_are_named_in_both_languages(
    sort: str, name: str, english: str, spanish: str
) -> None:
    assert kinds(sort, name).name(0) == {"en": english, "es": spanish}


def test_two_places_of_one_type_keep_their_own_words() -> None:
    of = kinds("place", "restroom", "locker_room", "bus")
    assert [of.called(at)["es"] for at in range(3)] == ["restroom", "locker room", "autobús"]


@pytest.mark.parametrize(
    ("low", "high", "way", "certain"),
    [(0.01, 0.1, 1.0, True), (0.01, 0.1, -1.0, False), (-0.1, -0.01, -1.0, True),
     (-0.1, 0.02, -1.0, False), (0.0, 0.1, 1.0, False), (None, None, 1.0, False),
     (0.01, 0.1, 0.0, True)],
)  # fmt: skip
def test_a_row_is_certain_only_where_its_own_limits_agree(
    low: float | None, high: float | None, way: float, certain: bool
) -> None:
    row = Row(name={}, difference_low=low, difference_high=high)
    assert marked(row, sure=True, way=way).certain is certain
    assert marked(row, sure=False, way=way).certain is False


def test_a_school_where_the_gap_is_smaller_and_may_be_none_is_told_and_not_marked() -> None:
    rng = np.random.default_rng(1)
    n = 8_000
    school, grade = rng.integers(0, 8, n), rng.integers(0, 3, n)
    group = rng.random(n) < 0.4
    outcome = rng.random(n) < 0.15 + np.where(school == 3, 0.0, 0.2) * group
    found = cause.of(evidence_of(children_of("referred", group, school, grade, outcome), REFERRED))
    row = next(row for row in found.rows if row.name["en"] == "S3")
    assert (row.difference_low or 0) <= 0 <= (row.difference_high or 0)
    assert not row.certain
    assert "smaller than elsewhere in this place: S3." in found.sentences["en"][0]
    assert "menor que en los demás lugares aquí: S3." in found.sentences["es"][0]


def test_one_school_with_one_grade_large_enough_is_silence() -> None:
    rng = np.random.default_rng(2)
    n = 600
    grade = (np.arange(n) < 5).astype(np.int64)  # five children alone in their grade
    group, outcome = rng.random(n) < 0.4, rng.random(n) < 0.3
    children = children_of("referred", group, np.zeros(n, np.int64), grade, outcome)
    found = cause.of(evidence_of(children, REFERRED))
    assert found.status == SILENT
    assert found.needs is not None
    assert "two places" in found.needs["en"]


def test_the_number_looked_at_is_that_of_rows_with_enough_children() -> None:
    rng = np.random.default_rng(3)
    n = 3_000
    school = np.where(np.arange(n) < 6, 7, rng.integers(0, 7, n))  # six children alone in S7
    children = children_of(
        "referred", rng.random(n) < 0.4, school, rng.integers(0, 3, n), rng.random(n) < 0.2
    )
    found = cause.of(evidence_of(children, REFERRED))
    assert [row.name["en"] for row in found.rows if row.of is None] == [
        "Schools with too few to tell"
    ]
    asked = sum(1 for row in found.rows if row.of)
    assert found.sentences["en"][0].startswith(f"None of the {asked} places with enough students")
    assert found.sentences["es"][0].startswith(f"Ninguno de los {asked} lugares con bastantes")
    assert found.numbers["slices_asked"] == asked
