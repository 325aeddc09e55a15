"""A gap is found between classes or inside them, wherever it was put; and what chance makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from forwhom.causes import CAUSES, Evidence
from forwhom.causes.parts.seated import Seated, by_chance, errors, seated, split, sums
from forwhom.data.engine import Engine, open_engine
from forwhom.results.explanation import SILENT, TOLD, Explanation
from forwhom.words.reading import words_of
from tests.engine.causes.classes import SCORE, SHARE, children, evidence, seats

SCHOOLS, GRADES, OF_ROOM = 4, 3, 25


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with open_engine("duckdb", tmp_path) as opened:
        yield opened


def asked(given: Evidence) -> Explanation:
    return CAUSES["between_classrooms"].of(given)


def rooms_of(
    rng: np.random.Generator, stratum: np.ndarray, likely: np.ndarray, times: int
) -> tuple[np.ndarray, np.ndarray]:
    """Children of each school and grade lined up, times over, and cut into classes of 25.

    Those of a high `likely` come first as a rule; where it is 0 for all, chance alone seats them.
    """
    child, room, made = [], [], 0
    for _ in range(times):
        line = np.lexsort((rng.random(len(stratum)) + likely, stratum))
        for own in np.split(line, np.flatnonzero(np.diff(stratum[line])) + 1):
            child.append(own)
            room.append(made + np.arange(len(own)) // OF_ROOM)
            made = int(room[-1].max()) + 1
    return np.concatenate(child), np.concatenate(room)


def made(
    engine: Engine | None,
    seed: int,
    *,
    tracked: bool = False,
    inside: float = 0.0,
    times: int = 1,
    share: float = 0.4,
    n: int = 3_000,
) -> tuple[Evidence, Seated]:
    """Where classes are tracked, the group is in the later rooms, and later rooms fare worse."""
    rng = np.random.default_rng(seed)
    mine = rng.random(n) < share
    who = children(rng.integers(0, SCHOOLS, n), rng.integers(0, GRADES, n), mine)
    child, room = rooms_of(rng, who.stratum, 0.6 * mine * tracked, times)
    place = np.bincount(child, room, n) / times
    later = np.zeros(n)
    for own in np.unique(who.stratum):
        at = who.stratum == own
        later[at] = place[at] > np.median(place[at])
    rate = 0.2 + 0.3 * later * tracked + inside * mine
    y = (rng.random(n) < rate).astype(float)
    where = Seated(
        child,
        room,
        np.full(len(child), 1 / times),
        room.max() + 1,
        room.max() + 1,
        np.ones(n, np.bool_),
    )
    return evidence(who, y, SHARE, seats(engine, child, room) if engine else None), where


@pytest.mark.parametrize("times", [1, 3])
def test_a_gap_of_tracking_lies_between_classes(engine: Engine, times: int) -> None:
    given, where = made(engine, 1, tracked=True, times=times)
    told = asked(given)
    between, inside = told.parts
    assert told.status == TOLD
    assert told.gap == pytest.approx(given.gap, abs=1e-12)
    assert between.value + inside.value == pytest.approx(given.gap, abs=1e-12)
    assert between.value > 0.1
    assert (between.low or 0) > 0.05
    assert abs(told.numbers["by_chance"]) < 0.03
    assert times > 1 or (inside.low or 0) < 0.03
    assert inside.value < between.value
    assert told.numbers["classes"] == where.rooms
    assert "between classes" in told.sentences["en"][0]


def test_a_gap_inside_classes_is_found_there(engine: Engine) -> None:
    told = asked(made(engine, 2, inside=0.15)[0])
    between, inside = told.parts
    assert inside.value == pytest.approx(0.15, abs=0.04)
    assert (inside.low or 0) > 0.08
    assert abs(between.value) < 0.03


def test_where_nothing_was_planted_nothing_is_told(engine: Engine) -> None:
    for part in asked(made(engine, 3)[0]).parts:
        assert (part.low or 0) < 0 < (part.high or 0)


def test_a_few_of_a_group_in_each_class_put_a_part_between_by_chance(engine: Engine) -> None:
    """One in 25: a third of the classes hold none of the group, and cannot compare."""
    given, where = made(engine, 4, inside=0.3, share=0.04)
    told = asked(given)
    between, _ = told.parts
    assert told.numbers["classes_with_both"] < told.numbers["classes"]
    assert between.value > 0.02
    assert between.value == pytest.approx(told.numbers["by_chance"], abs=0.03)
    assert "chance" in told.sentences["en"][1]
    assert by_chance(given, where) == pytest.approx(told.numbers["by_chance"], abs=0.01)


def test_children_are_counted_not_seats() -> None:
    """Two classes; the child with both counts half in each. By hand."""
    mine = np.array([True, True, False, False, False])
    who = children(np.zeros(5, int), np.array([0, 0, 0, 0, 1]), mine)
    given = evidence(who, np.array([1.0, 0.0, 1.0, 0.0, 0.0]))
    where = Seated(
        child=np.array([0, 0, 1, 2, 3, 4]),
        place=np.array([0, 1, 1, 0, 1, 1]),
        weight=np.array([0.5, 0.5, 1, 1, 1, 1]),
        rooms=2,
        places=2,
        seated=np.ones(5, bool),
    )
    added = sums(given, where)
    assert added.tolist() == [[0.5, 0.5, 1.0, 1.0], [0.5, 1.5, 0.0, 2.0]]
    found = split(added)
    assert found.difference == pytest.approx(1 / 2 - 1 / 3)
    assert found.rate == pytest.approx(
        (1 - 1) * (1 / 4 + 1 / 3) / 2 + (1 / 3) * (3 / 4 + 2 / 3) / 2
    )


def test_the_limits_hold_the_truth_about_as_often_as_they_promise() -> None:
    """Small classes with few of the group, six a child, of the classes as they are; 95 % of 60."""
    held = np.zeros(2)
    for seed in range(60):
        given, where = made(None, seed, inside=0.1, times=6, share=0.1, n=1_500)
        rate = 0.2 + 0.1 * given.group
        truth = split(sums(replace(given, outcome=rate, kept={}), where))
        added = sums(given, where)
        found = split(added)
        between, inside, _ = errors(given, where, added)
        held[0] += abs(found.composition - truth.composition) <= 1.96 * between
        held[1] += abs(found.rate - truth.rate) <= 1.96 * inside
    assert (held >= 52).all()


def test_children_without_a_class_stand_apart(engine: Engine) -> None:
    given, where = made(None, 5, inside=0.2)
    kept = given.children.grade[where.child] > 0
    tables = seats(engine, where.child[kept], where.place[kept])
    told = asked(evidence(given.children, given.outcome, SHARE, tables))
    assert [part.name["en"] for part in told.parts] == [
        *("Between classes", "Inside classes", "No class on record"),
    ]
    assert sum(part.value for part in told.parts) == pytest.approx(given.gap, abs=1e-12)
    assert told.numbers["children_without_class"] == (given.children.grade == 0).sum()
    few = given.children.school[where.child] == 0
    tables = seats(engine, where.child[few][::5], where.place[few][::5])
    silent = asked(evidence(given.children, given.outcome, SHARE, tables))
    assert silent.status == SILENT
    assert "class on record" in silent.needs["en"]


def test_without_seats_it_is_silent_and_of_courses_it_is_not_asked() -> None:
    silent = asked(made(None, 6)[0])
    assert silent.status == SILENT
    assert "seats" in silent.needs["en"]
    asks = CAUSES["between_classrooms"].asks_of
    assert asks(SCORE)
    assert not asks({"domain": "access", "reads": ["seats", "sections"]})


def test_sentences_are_short(engine: Engine) -> None:
    for given in (made(engine, 1, tracked=True)[0], made(engine, 4, inside=0.3, share=0.04)[0]):
        told = asked(given)
        for texts in told.sentences.values():
            for text in texts:
                assert all(len(words_of(part)) <= 25 for part in text.split(". ")), text
        assert Explanation.of(told.as_dict()) == told


def test_seats_of_one_child_are_found_by_its_own_number(engine: Engine) -> None:
    """Some have one class, some two; each is one child all the same."""
    given, where = made(engine, 7, times=2, n=400)
    kept = (where.child % 3 > 0) | (where.place < where.place.max() // 2)
    tables = seats(engine, where.child[kept], where.place[kept])
    found = seated(evidence(given.children, given.outcome, SHARE, tables))
    assert found is not None
    assert found.rooms == where.rooms
    of_child = np.bincount(found.child, found.weight, 400)
    assert of_child == pytest.approx(np.ones(400))
    assert len(np.unique(found.weight)) == 2
