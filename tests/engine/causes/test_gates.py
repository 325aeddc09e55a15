"""A gap opens at the gate where it was put, and at no other; what is not recorded is left out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.causes.processes.process import Gate
from forwhom.causes.processes.steps import opening, steps
from forwhom.causes.processes.walk import Walk, walk
from forwhom.data.engine import DuckDB, open_duckdb
from forwhom.results.explanation import SILENT, STEPS, TOLD, Explanation
from forwhom.words.reading import sentences_of, words_of
from tests.engine.causes.process_records import (
    EQUAL,
    disciplined,
    enrolled,
    evidence,
    in_program,
    measure,
    of_discipline,
    told,
    went,
)

UNEQUAL = (0.4, 0.2)


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDB]:
    with open_duckdb() as opened:
        yield opened


def gates_of(found: Explanation) -> list[str]:
    return [row.of[1] for row in found.rows if row.of]


def opens(found: Explanation) -> list[str]:
    return [gates_of(found)[at] for at in opening(found.rows, found.gap or 0.0)]


def gate(name: str, **more: object) -> Gate:
    return Gate(name=name, title={"en": name, "es": name}, says={"en": name, "es": name}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chances", "where"),
    [
        ((UNEQUAL, EQUAL, EQUAL), ["referral"]),
        ((EQUAL, UNEQUAL, EQUAL), ["suspension"]),
        ((EQUAL, EQUAL, UNEQUAL), ["out_of_school"]),
        ((UNEQUAL, EQUAL, UNEQUAL), ["out_of_school", "referral"]),
        ((EQUAL, EQUAL, EQUAL), []),
    ],
)
def test_a_gap_opens_where_it_was_put_and_nowhere_else(engine, chances, where) -> None:
    found = told(of_discipline(engine, *went(*chances), "suspended_out_of_school"))
    assert (found.status, found.shape) == (TOLD, STEPS)
    assert gates_of(found) == ["referral", "suspension", "out_of_school"]
    assert sorted(opens(found)) == sorted(where)
    assert [bool(row.certain) for row in found.rows] == [g in where for g in gates_of(found)]
    for row, (mine, others) in zip(found.rows, chances, strict=True):
        assert row.rate == pytest.approx(mine, abs=0.12)
        assert row.comparison_rate == pytest.approx(others, abs=0.12)
        assert row.ratio_low <= row.ratio <= row.ratio_high
        assert row.adds_low <= row.adds <= row.adds_high
        assert row.remains_low <= row.remains <= row.remains_high
    assert sum(row.adds for row in found.rows) == pytest.approx(found.gap, abs=1e-12)


def test_one_gate_equal_leaves_the_gap_that_is_told(engine) -> None:
    found = told(of_discipline(engine, *went(UNEQUAL, (0.6, 0.4))))
    referral, suspension = found.rows
    assert referral.remains == pytest.approx(
        referral.comparison_rate * (suspension.rate - suspension.comparison_rate)
    )
    assert referral.lost == pytest.approx(
        referral.children * (referral.rate - referral.comparison_rate)
    )


def test_what_is_equal_is_said_as_plainly_as_what_is_not(engine) -> None:
    found = told(of_discipline(engine, *went(UNEQUAL, EQUAL)))
    said = found.sentences["en"]
    assert "opens at one step: Referred." in said[0]
    assert said[1].startswith("Of all students asked about, 39% in this group were referred")
    assert "fewer students of this group would have passed this step" in said[2]
    assert "no gap that we can see would remain" in said[3]
    assert said[4].startswith("Of students who were referred, ")
    assert said[4].endswith(": much the same.")
    assert said[-1].endswith("holds them too: What happened, written up or not.")
    nothing = told(of_discipline(engine, *went(EQUAL, EQUAL))).sentences["en"][0]
    assert nothing.startswith("At which step the gap of")


@pytest.mark.parametrize("name", ["suspended", "suspended_out_of_school"])
def test_a_process_stops_where_the_finding_does(engine, name) -> None:
    found = told(of_discipline(engine, *went(UNEQUAL, EQUAL, EQUAL), name))
    assert gates_of(found)[-1] == {"suspended": "suspension"}.get(name, "out_of_school")


def test_one_step_alone_says_nothing(engine) -> None:
    found = told(of_discipline(engine, *went(UNEQUAL), "referred"))
    assert found.status == SILENT
    assert "What happened" in found.needs["en"]


def test_a_step_that_makes_the_gap_smaller_is_told(engine) -> None:
    found = told(of_discipline(engine, *went((0.8, 0.2), (0.4, 0.7))))
    assert [bool(row.certain) for row in found.rows] == [True, True]
    assert opens(found) == ["referral"]
    assert any(said.startswith("One step makes the gap smaller") for said in found.sentences["en"])


def test_days_end_a_process_as_an_amount(engine) -> None:
    mine, reached = went((0.4, 0.2), EQUAL)
    days = np.where(reached == 2, np.where(mine, 4.0, 2.0), 0.0)
    tables = disciplined(reached)
    for row in tables["consequences"]:
        row["days"] = float(days[int(row["student_id"][1:])]) or None
    unit = {"many": "days", "one": "day", "per": 100, "spanish": {"one": "día", "many": "días"}}
    entry = measure("days_suspended_per_100_students", kind="score", unit=unit, says="lost {mean}")
    found = told(evidence(engine, entry, mine, days, tables))
    assert gates_of(found) == ["referral", "suspension", "days"]
    last = found.rows[-1]
    assert (last.unit, last.rate, last.comparison_rate) == ("days", 4.0, 2.0)
    assert sum(row.adds for row in found.rows) == pytest.approx(found.gap, abs=1e-12)
    assert sorted(opens(found)) == ["days", "referral"]
    assert "days per 100 students" in found.sentences["en"][0]
    assert any("missed 4 days each, against 2 days" in said for said in found.sentences["en"])


def test_a_support_is_followed_to_its_end(engine) -> None:
    """Offered, accepted, started; and then who had all of it."""
    mine, reached = went((0.9, 0.9), (0.8, 0.8), (0.5, 0.9), (0.7, 0.7))
    names = ["offered", "accepted", "started", "completed"]
    programs = in_program("tutoring", names, reached)
    started = (reached >= 3).astype(float)
    entry = measure("support_started", "higher")
    found = told(evidence(engine, entry, mine, started, {"programs": programs}))
    assert gates_of(found) == ["offered", "accepted", "started", "full_dose"]
    assert opens(found) == ["started"]
    last = found.rows[-1]
    assert last.adds is None
    assert last.children == int((started[mine] > 0).sum())
    assert found.rows[2].lost > 0
    assert any("more students of this group would have passed" in s for s in found.sentences["en"])
    assert (
        "The records do not hold these steps, so the way ends before them: Helped by it."
        in (found.sentences["en"][-1])
    )


def test_steps_that_nobody_records_are_left_out_and_told(engine) -> None:
    mine, reached = went((0.6, 0.6), (0.3, 0.6))
    programs = in_program("gifted", ["eligible", "started"], reached)
    place = (reached == 2).astype(float)
    school = np.arange(len(mine)) % 3
    place[school == 2] = 0
    programs = [p for p in programs if int(p["student_id"][1:]) % 3 != 2 or p["step"] != "started"]
    # Found eligible, but at a school without a place: the way ends at the school.
    entry = measure("gifted", "higher")
    found = told(evidence(engine, entry, mine, place, {"programs": programs}, school=school))
    assert gates_of(found) == ["school", "eligible", "place"]
    assert found.rows[0].rate == pytest.approx(2 / 3, abs=0.03)
    assert opens(found) == ["place"]
    assert found.sentences["en"][-1].endswith("holds them too: Told about it; Offered a place.")


def test_who_came_later_came_earlier_though_nobody_wrote_it_down() -> None:
    gates = [gate("offered"), gate("started")]
    found = walk(gates, {"offered": np.array([1, 0, 0.0]), "started": np.array([0, 1, 0.0])})
    assert found.reached.tolist() == [1, 2, 0]
    assert found.skipped == 1


def test_what_is_not_known_of_every_child_is_no_no() -> None:
    gates = [gate("told"), gate("started")]
    found = walk(gates, {"told": np.array([1, np.nan, 0]), "started": np.array([1, 0, 0.0])})
    assert [g.name for g in found.gates] == ["started"]
    assert [g.name for g in found.unknown] == ["told"]
    known = walk(gates, {"told": np.array([1, np.nan, 0]), "started": np.array([1, 1, 0.0])})
    assert [g.name for g in known.gates] == ["started"]  # it cannot be told from the next
    assert [g.name for g in known.same] == ["told"]


COUNTS = st.lists(st.integers(0, 30), min_size=4, max_size=4).map(lambda c: sorted(c)[::-1])


@settings(max_examples=40)
@given(COUNTS, COUNTS)
def test_parts_add_up_whatever_the_counts(mine: list[int], theirs: list[int]) -> None:
    """Also where nobody of one side, or of both, came to a gate."""
    mine, theirs = [mine[0] + 1, *mine[1:]], [theirs[0] + 1, *theirs[1:]]
    reached = np.concatenate([_reached(mine), _reached(theirs)])
    group = np.arange(len(reached)) < mine[0]
    found = Walk([gate("a"), gate("b"), gate("c")], reached)
    rows = steps(found, group, "lower", looks=3)
    gap = mine[3] / mine[0] - theirs[3] / theirs[0]
    assert sum(row.adds or 0.0 for row in rows) == pytest.approx(gap, abs=1e-12)
    for at, row in enumerate(rows):
        assert row.children == mine[at]
        assert (row.rate is None) == (mine[at] == 0)
        assert not (row.certain and min(mine[at], theirs[at]) < 11)


def _reached(counts: list[int]) -> np.ndarray:
    """How far each of these children came: counts[0] children, of whom counts[1] passed one."""
    places = np.arange(counts[0])
    return np.sum([places < passed for passed in counts[1:]], axis=0)


def test_limits_hold_the_truth_about_as_often_as_they_promise() -> None:
    """What the first gate adds and what would remain, of 40 districts; 95 % of them is 38."""
    held = np.zeros(2)
    for seed in range(40):
        mine, reached = went((0.3, 0.2), (0.5, 0.4), n=1500, seed=seed)
        row = steps(Walk([gate("a"), gate("b")], reached), mine, "lower", looks=2)[0]
        adds, remains = 0.1 * 0.45, 0.2 * 0.1
        held += [row.adds_low <= adds <= row.adds_high,
                 row.remains_low <= remains <= row.remains_high]  # fmt: skip
    assert (held >= 34).all()


def test_what_is_written_is_what_is_read_and_short(engine) -> None:
    found = told(of_discipline(engine, *went(UNEQUAL, EQUAL, UNEQUAL), "suspended_out_of_school"))
    assert Explanation.of(found.as_dict()) == found
    again = told(of_discipline(engine, *went(UNEQUAL, EQUAL, UNEQUAL), "suspended_out_of_school"))
    assert again == found
    for said in found.sentences.values():
        for sentence in sentences_of(" ".join(said)):
            assert len(words_of(sentence)) <= 25, sentence


def test_too_few_children_are_told_as_silence(engine) -> None:
    mine, reached = went(UNEQUAL, EQUAL, n=20)
    assert told(of_discipline(engine, mine, reached)).status == SILENT
    assert len(enrolled(20)) == 20
