"""What is asked of districts with planted causes is answered, judged and told as it should be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.causes.made import made
from benchmarks.causes.questions import EVERY, QUESTIONS, Question, marks, part
from benchmarks.causes.recovered import Recovered, tables
from benchmarks.causes.truths import none, planted
from forwhom.causes import CAUSES
from forwhom.results.explanation import Explanation, Part, Row


def question(**more: object) -> Question:
    return replace(Question("a gap", "between_schools", "referred", "sex=Male", part(0), none),
                   **more)  # type: ignore[arg-type]  # fmt: skip


def one(estimate: float, low: float, high: float, truth: float) -> dict[str, object]:
    found = {"estimate": estimate, "low": low, "high": high, "truth": truth}
    return {"seed": 1, "asked": {question().name: found}}


def test_districts_are_counted_whose_limits_hold_the_truth_and_whose_leave_out_nothing() -> None:
    records = [one(0.03, 0.01, 0.05, 0.02), one(0.03, -0.01, 0.05, 0.06),
               {"seed": 3, "asked": {question().name: None}}]  # fmt: skip
    found = Recovered.of(question(), records)
    assert (found.told, found.silent, found.covered, found.seen) == (2, 1, 1, 1)
    assert found.off == pytest.approx(-0.01)
    assert "1 (1 to 99 %)" in str(found)
    assert "| 4.0 |" in str(found)
    assert "2, 1 silent" in str(found)


def test_what_was_planted_and_what_was_not_stand_in_tables_of_their_own() -> None:
    records = [one(0.03, 0.01, 0.05, 0.0)]
    both = [Recovered.of(question(null=null), records) for null in (False, True)]
    planted_table, nothing = tables(both).split("\n\n")
    assert "seen" in planted_table
    assert "false alarms" in nothing
    for table in (planted_table, nothing):
        assert len({line.count("|") for line in table.splitlines()}) == 1


def test_marks_are_counted_without_a_truth() -> None:
    row = Row(name={"en": "Behavior: defiance"}, certain=True)
    told = Explanation(finding="f", cause="c", question={}, assumes={}, cannot={}, rows=[row])
    assert marks("Behavior: defiance")(told) is True
    assert marks("Behavior: theft")(told) is False
    asked = {question().name: {"marked": 1.0}}
    found = Recovered.of(question(), [{"seed": 1, "asked": asked}])
    assert (found.seen, found.told) == (1, 1)
    assert "nan" not in str(found)


def test_names_are_told_apart_and_every_cause_is_one_of_ours() -> None:
    assert len({each.name for each in EVERY}) == len(EVERY)
    assert {each.cause for each in QUESTIONS} <= set(CAUSES)
    assert QUESTIONS


@pytest.mark.long
def test_a_planted_cause_is_found_in_a_district() -> None:
    """The whole way: made, imported, asked; the truth lies near what was found."""
    with made(1, 4_000, 16) as district:
        told = {each.name: each.of(district) for each in QUESTIONS if each.truth is not none}
        share = planted("share", kind="between_schools")(district)
    found = told["between_schools: part between schools"]
    assert found is not None
    assert found["low"] > 0.0
    assert found["estimate"] == pytest.approx(found["truth"], abs=0.05)
    assert share == pytest.approx(0.70, abs=1e-6)
    spoken = [each for each in told.values() if each is not None]
    assert len(spoken) > 0.7 * len(told)


def test_limits_that_are_not_known_say_nothing() -> None:
    told = Explanation(finding="f", cause="c", question={}, assumes={}, cannot={},
                       parts=[Part(name={}, value=0.1)])  # fmt: skip
    assert part(0)(told) is None
