"""A gap is laid to who is ready, or to who of the ready is in, as it was planted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from forwhom.causes.access.comparing import holds_none
from forwhom.causes.access.parts_told import parts_told
from forwhom.causes.ready_not_enrolled import TOLD as PARTS_TOLD
from forwhom.causes.ready_not_enrolled import _split
from forwhom.data.engine import open_duckdb
from forwhom.results.explanation import SILENT, TOLD, Explanation, Part
from forwhom.words.reading import words_of
from tests.engine.causes.school_records import (
    BEFORE,
    MEASURES,
    children_of,
    courses,
    opened,
    sections,
    told_by,
)

DECLARED = {
    "measure": "college_level_course",
    "mark_at_least": 2.5,
    "adopted": "Board policy 6172, May 2024",
}


def explained(
    mine: Any, marks: Sequence[str], outcome: Any, name: str = "ready_not_enrolled", **more: Any
) -> Explanation:
    """Children with one mark of last year each; an empty mark is no seat at all."""
    children = children_of(mine, outcome, school=np.arange(len(mine)) % 3)
    given = [
        {"section_id": "1", "student_id": f"s{number}", "mark": mark}
        for number, mark in enumerate(marks)
        if mark
    ]
    tables = {
        "courses": courses("ENG english regular"),
        "sections": sections("1 ENG A", year=BEFORE),
        "seats": given,
    }
    with open_duckdb() as engine:
        return told_by(name, opened(engine, children, tables, **more))


def drawn(*, ready: tuple[float, float], goes: tuple[float, float]) -> Explanation:
    """The group's and the others' share of ready children, and of those in among the ready."""
    rng = np.random.default_rng(3)
    mine = rng.random(6_000) < 0.4
    is_ready = rng.random(6_000) < np.where(mine, *ready)
    inside = rng.random(6_000) < np.where(is_ready, np.where(mine, *goes), 0.05)
    marks = np.where(rng.random(6_000) < 0.05, "", np.where(is_ready, "B", "C"))
    return explained(mine, list(marks), inside.astype(float), access=[DECLARED])


def test_counted_by_hand() -> None:
    """12 girls: 8 ready, 2 of them in, 1 of the 3 not ready in, 1 not known; 12 boys likewise."""
    girls = ["B"] * 8 + ["C"] * 3 + [""]
    boys = ["A"] * 11 + ["D"]
    inside = [1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0] + [1] * 9 + [0, 0, 0]
    found = explained([1] * 12 + [0] * 12, girls + boys, inside, access=[DECLARED])
    assert found.status == TOLD
    assert found.gap == pytest.approx(3 / 12 - 9 / 12)
    assert sum(part.value for part in found.parts) == pytest.approx(found.gap, abs=1e-12)
    assert len(found.parts) == 4
    ready, inside_of_ready, without = found.rows
    assert (ready.children, ready.others) == (11, 12)
    assert (ready.rate, ready.comparison_rate) == (8 / 11, 11 / 12)
    assert (inside_of_ready.rate, inside_of_ready.comparison_rate) == (2 / 8, 9 / 11)
    assert inside_of_ready.difference is None  # fewer than 11 ready girls say nothing
    assert (without.rate, without.comparison_rate) == (1 / 3, 0)
    assert found.numbers["ready_not_enrolled_group"] == 6
    assert found.numbers["ready_not_enrolled_others"] == 2
    assert found.numbers["enrolled_not_ready_group"] == 1
    assert found.numbers["readiness_unknown_group"] == 1
    said = " ".join(found.sentences["en"])
    assert "6 students of this group are ready and not in, and so are 2 others" in said
    assert "an average of 2.5 in last year's marks" in said
    assert "Board policy 6172, May 2024" in said


def test_ready_and_left_out_is_found() -> None:
    found = drawn(ready=(0.6, 0.6), goes=(0.2, 0.5))
    fewer, left_out, without, unknown = found.parts
    assert left_out.value == pytest.approx(-0.3 * 0.6 * 0.95, abs=0.03)
    assert not holds_none(left_out)
    assert holds_none(fewer)
    assert holds_none(without)
    assert abs(unknown.value) < 0.03  # one in twenty, of whom nobody knows
    said = found.sentences["en"]
    assert "came of who is in among the ready, plausibly" in said[2]
    assert (
        "Whether any came of who is ready or who is in without being ready we cannot tell." in said
    )
    unknown = [f"{found.numbers[f'readiness_unknown_{side}']:.0f}" for side in ("group", "others")]
    told = "Of {} children of this group and {} others it is not known whether they are ready."
    assert told.format(*unknown) in said
    assert f"De {unknown[0]} estudiantes de este grupo" in " ".join(found.sentences["es"])


def test_fewer_ready_is_found() -> None:
    found = drawn(ready=(0.3, 0.7), goes=(0.5, 0.5))
    fewer, left_out, *_ = found.parts
    assert fewer.value == pytest.approx(-0.4 * 0.45 * 0.95, abs=0.03)
    assert not holds_none(fewer)
    assert holds_none(left_out)


def test_where_nothing_was_planted_nothing_is_found() -> None:
    found = drawn(ready=(0.5, 0.5), goes=(0.4, 0.4))
    assert all(holds_none(part) for part in found.parts)
    assert any(line.startswith("Of which part the gap") for line in found.sentences["en"])


def test_each_sure_part_is_told_with_its_limits_the_largest_first() -> None:
    values = [(0.02, 0.01, 0.03), (-0.05, -0.07, -0.04), (-0.2, -0.3, -0.1), (0.01, -0.02, 0.03)]
    parts = [Part(name={}, value=v, low=low, high=high) for v, low, high in values]
    pairs = list(zip(PARTS_TOLD, parts, strict=True))
    said = parts_told(-0.22, pairs, MEASURES["college_level_course"], "en")
    first = (
        "Of the gap of 22 points, 20 points came of who is in without being ready, plausibly 10 "
        "points to 30 points."
    )
    assert said == [
        first,
        "Of it 5 points came of who is in among the ready, plausibly 4 points to 7 points.",
        "Differences in who is ready hide 2 points of the gap, plausibly 1 point to 3 points.",
        "Whether any came of who is not known we cannot tell.",
    ]
    spanish = parts_told(-0.22, pairs, MEASURES["college_level_course"], "es")
    assert [len(words_of(line)) <= 25 for line in (*said, *spanish)] == [True] * 8


CELLS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=3)


@given(CELLS, CELLS)
def test_the_parts_always_add_up_and_turn_with_the_groups(
    mine: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    """Cells hold children with the outcome and without, not ready, ready and not known."""
    x, n = (np.array([a for a, _ in mine]), np.array([a + b for a, b in mine]))
    y, m = (np.array([a for a, _ in others]), np.array([a + b for a, b in others]))
    assume(n[:2].sum() and m[:2].sum())
    parts = _split(np.concatenate([x, n, y, m]).astype(float))
    turned = _split(np.concatenate([y, m, x, n]).astype(float))
    assert parts.sum() == pytest.approx(x.sum() / n.sum() - y.sum() / m.sum(), abs=1e-12)
    np.testing.assert_allclose(turned, -parts, atol=1e-12)


def test_the_parts_add_up_where_nobody_of_a_group_is_ready() -> None:
    mine, marks = [1] * 20 + [0] * 20, ["D"] * 20 + ["A"] * 20
    found = explained(mine, marks, [0] * 19 + [1] + [1] * 15 + [0] * 5, access=[DECLARED])
    assert found.gap == pytest.approx(1 / 20 - 15 / 20)
    assert sum(part.value for part in found.parts) == pytest.approx(found.gap, abs=1e-12)
    assert len(found.parts) == 3  # of all it is known whether they are ready
    assert found.parts[0].value == pytest.approx(found.gap)


def test_without_declared_criteria_our_own_are_told_as_such() -> None:
    found = explained([1] * 20 + [0] * 20, ["B"] * 40, [0, 1] * 20)
    assert "our own yardstick" in found.sentences["en"][-1]
    assert found.numbers["criteria_declared"] == 0


def test_without_marks_it_says_what_is_needed() -> None:
    found = explained([1] * 20 + [0] * 20, [""] * 40, [0, 1] * 20)
    assert found.status == SILENT
    assert "last year's marks" in found.needs["en"]


LOWER = {"measure": "college_level_course", "mark_at_least": 2.0}
WHAT_IF: dict[str, Any] = {
    "mine": [1] * 20 + [0] * 20,
    "marks": ["B"] * 5 + ["C"] * 15 + ["B"] * 15 + ["C"] * 5,
}


def test_other_criteria_are_tried_on_the_same_children() -> None:
    """At 2.5 only the Bs are ready: 5 girls and 15 boys; at 2.0 all are, 15 and 5 more."""
    found = explained(
        **WHAT_IF, outcome=[0, 1] * 20, name="prerequisites", access=[DECLARED], instead=[LOWER]
    )
    now, then = found.rows
    assert (now.rate, now.comparison_rate, now.difference) == (0.25, 0.75, -0.5)
    assert (then.rate, then.difference) == (1.0, 0.0)
    assert [found.numbers[f"then_more_{who}"] for who in ("group", "others")] == [15, 5]
    assert [found.numbers[f"then_fewer_{who}"] for who in ("group", "others")] == [0, 0]
    assert found.sentences["en"] == [
        "With 2.0 instead of 2.5, 20 more students would be ready, of whom 15 are female students.",
        "Proposed: an average of 2.0 in last year's marks.",
        "The gap in who is ready would be less than 0.1 points; now it is 50 points.",
    ]


def test_without_a_proposal_one_step_lower_and_higher_is_tried() -> None:
    found = explained(**WHAT_IF, outcome=[0, 1] * 20, name="prerequisites", access=[DECLARED])
    assert [row.name["en"] for row in found.rows][1:] == ["One step lower", "One step higher"]
    assert found.numbers["lower_more_group"] == 15
    assert found.numbers["higher_more_group"] == 0  # 3.0 takes all Bs as well
    assert "the same students" in found.sentences["en"][-1]


def test_no_step_goes_above_the_highest_mark() -> None:
    high = {**DECLARED, "mark_at_least": 3.8}
    found = explained(**WHAT_IF, outcome=[0, 1] * 20, name="prerequisites", access=[high])
    assert [row.name["en"] for row in found.rows][1:] == ["One step lower"]


GRADED: dict[str, Any] = {"name": "prerequisites", "outcome": [0, 1] * 20}


@pytest.mark.parametrize(
    ("now", "then", "en", "es"),
    [
        (
            ["11", "12"],
            ["11", "12"],
            "in grades 11 and 12: as proposed",
            "de los grados 11 y 12: según",
        ),
        ([], ["11"], "in grade 11: as proposed", "del grado 11: según la propuesta"),
        (["9", "10", "11", "12"], ["9", "10", "11"], "in grades 9 to 11: ", "los grados 9 a 11: "),
    ],
)
def test_where_criteria_speak_of_some_grades_each_sentence_says_of_which(
    now: list[str], then: list[str], en: str, es: str
) -> None:
    """All 40 are of grade 11."""
    given = {"access": [{**DECLARED, "grades": now}], "instead": [{**LOWER, "grades": then}]}
    found = explained(**WHAT_IF, **GRADED, **given)
    english, spanish = found.sentences["en"], found.sentences["es"]
    assert english[0].startswith("Of students in ")
    assert en in english[0]
    assert english[0].endswith("20 more would be ready. Of these, 15 are female students.")
    assert english[-1].startswith("Of students in ")
    assert "the gap in who is ready" in english[-1]
    assert spanish[0].startswith("De estudiantes de")
    assert es in spanish[0]


def test_whoever_is_ready_now_and_would_not_be_is_told_too() -> None:
    """Another scale of marks: C is worth 3 and B is worth 2."""
    other = {**LOWER, "mark_at_least": 2.5, "points": {"C": 3, "B": 2}}
    found = explained(
        **WHAT_IF, outcome=[0, 1] * 20, name="prerequisites", access=[DECLARED], instead=[other]
    )
    assert [found.numbers[f"then_more_{who}"] for who in ("group", "others")] == [15, 5]
    assert [found.numbers[f"then_fewer_{who}"] for who in ("group", "others")] == [5, 15]
    assert "20 who are ready now would not be, of whom 5 are female" in found.sentences["en"][1]


def test_criteria_without_a_number_have_no_step() -> None:
    passed = {"measure": "college_level_course", "completed": ["ENG"]}
    found = explained(**WHAT_IF, outcome=[0, 1] * 20, name="prerequisites", access=[passed])
    assert found.status == SILENT
    assert "--what-if" in found.needs["en"]
