"""How far a matrix would have changed a gap, with limits; and what is said before the figures."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from forwhom.causes import CAUSES, Evidence
from forwhom.causes.matrix.limits import moved_gap
from forwhom.data.engine import Engine, open_duckdb
from forwhom.stats.differences import newcombe
from forwhom.words.reading import sentences_of, words_of
from tests.engine.causes.decisions import SUSPENDED, Decision, children_of, evidence_of
from tests.engine.causes.made import finding

OUT = "out_of_school_suspension"
MATRIX = '[[matrix]]\nfrom = "2020-21"\n[matrix.rows]\ndefiance = { highest = "restorative" }\n'
SIZE = 400


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_duckdb() as opened:
        yield opened


def children(outcome: np.ndarray) -> Evidence:
    """The first half are the group."""
    half = len(outcome) // 2
    names = [f"{'g' if i < half else 'o'}{i}" for i in range(len(outcome))]
    group = np.arange(len(outcome)) < half
    whole = children_of(names, outcome.tolist())
    return Evidence(finding("suspended"), SUSPENDED, whole, group, ~group, outcome)


def test_children_who_changed_one_way_are_two_shares() -> None:
    outcome = np.zeros(2 * SIZE)
    outcome[:60] = 1.0
    outcome[SIZE : SIZE + 30] = 1.0
    after = outcome.copy()
    after[:30] = 0.0
    after[SIZE : SIZE + 5] = 0.0
    found = moved_gap(children(outcome), after)
    low, high = newcombe(30, SIZE, 5, SIZE)
    assert found.change == pytest.approx(-25 / SIZE)
    assert (found.low, found.high) == pytest.approx((-float(high), -float(low)))


def test_nothing_moved_has_no_limits_and_few_days_have_none() -> None:
    outcome = np.zeros(2 * SIZE)
    assert moved_gap(children(outcome), outcome).numbers == {"change": 0.0}
    outcome[:4] = 5.0
    after = np.where(np.arange(2 * SIZE) < 4, 2.0, outcome)
    assert set(moved_gap(children(outcome), after).numbers) == {"change"}


@pytest.mark.parametrize("kind", ["share", "days"])
def test_limits_hold_the_truth_as_often_as_they_promise(kind: str) -> None:
    rng, held, times = np.random.default_rng(7), 0, 300
    rate = np.repeat([0.3, 0.15], SIZE)
    for _ in range(times):
        had = rng.random(2 * SIZE) < rate
        spared = had & (rng.random(2 * SIZE) < 0.5)
        long = rng.integers(1, 6, 2 * SIZE) if kind == "days" else np.ones(2 * SIZE)
        outcome = had * long.astype(float)
        found = moved_gap(children(outcome), np.where(spared, 0.0, outcome))
        truth = -0.5 * 0.15 * (3.0 if kind == "days" else 1.0)
        assert found.low is not None
        assert found.high is not None
        held += found.low <= truth <= found.high
    assert 0.92 <= held / times <= 0.985


def made(engine: Engine, unnamed: int) -> Evidence:
    named = [Decision(f"g{i:02d}", "defiance", ((OUT, 3.0),)) for i in range(20)]
    named += [Decision(f"o{i:02d}", "defiance", ((OUT, 3.0),)) for i in range(4)]
    named += [Decision("o00", "defiance")]
    named += [Decision(f"o{i:02d}", "dancing", ((OUT, 1.0),)) for i in range(10, 10 + unnamed)]
    quiet = [f"{side}{i:02d}" for side in "go" for i in range(40)]
    return evidence_of(named, engine, children=quiet, matrix=MATRIX)


@pytest.mark.parametrize("cause", ["matrix_kept", "discretion"])
def test_the_change_is_told_with_its_limits(engine: Engine, cause: str) -> None:
    found = CAUSES[cause].of(made(engine, 0))
    (told,) = (text for text in found.sentences["en"] if "The gap" in text or "the gap" in text)
    assert "That is a change of 40 points, plausibly" in told
    assert found.numbers["change"] == pytest.approx(-0.4)
    assert -0.6 < found.numbers["change_low"] < -0.4 < found.numbers["change_high"] < 0
    if cause == "matrix_kept":
        (row,) = (row for row in found.rows if row.name["en"] == "Change in the gap")
        assert row.difference_low == found.numbers["change_low"]
    else:
        assert found.rows[0].adds_low == -found.numbers["change_high"]
    for language in ("en", "es"):
        for sentence in (s for text in found.sentences[language] for s in sentences_of(text)):
            assert len(words_of(sentence)) <= 25, sentence


@pytest.mark.parametrize("cause", ["matrix_kept", "discretion"])
def test_what_the_matrix_does_not_name_is_said_first_where_it_is_much(
    engine: Engine, cause: str
) -> None:
    much, little = (CAUSES[cause].of(made(engine, n)).sentences["en"] for n in (9, 1))
    assert "9 are left out" in much[0]
    assert "about all students" in much[0]
    assert "1 are left out" in little[-1]


def test_what_lies_below_the_range_is_said_to_be_of_all_students(engine: Engine) -> None:
    mild = MATRIX.replace("{ highest", '{ lowest = "classroom", highest')
    given = [Decision(f"{side}{i:02d}", "defiance") for side in "go" for i in range(3)]
    quiet = [f"{side}{i:02d}" for side in "go" for i in range(40)]
    found = CAUSES["discretion"].of(evidence_of(given, engine, children=quiet, matrix=mild))
    assert any("6 decisions about all students" in text for text in found.sentences["en"])
