"""Kinds of decisions add up to the gap; the one it came through is found; nobody is named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forwhom.causes import CAUSES, Evidence
from forwhom.causes.behavior.incidents import UNKNOWN
from forwhom.causes.behavior.kinds import PLACES, ROLES, kinds_of
from forwhom.causes.behavior.telling import LANGUAGES
from forwhom.causes.cause import Measured, Silent
from forwhom.causes.where_decided import explain
from forwhom.words.reading import words_of
from tests.engine.causes.made_incidents import children, evidence, incident_rows

REFERRED = {"name": "referred", "kind": "share", "domain": "discipline"}
WAYS = {"behavior", "behavior and place", "place", "hour", "referrer"}


def made(seed: int, extra: float = 0.0, n: int = 4_000, **words: list[str]) -> Evidence:
    """Each child may be referred of either kind; the group besides for what is judged, in class."""
    rng = np.random.default_rng(seed)
    mine, school = rng.random(n) < 0.3, rng.integers(0, 6, n)
    child = np.concatenate([np.flatnonzero(rng.random(n) < 0.05) for _ in range(2)])
    judged = rng.integers(0, 2, len(child))
    place = np.where(rng.random(len(child)) < 0.3 + 0.4 * judged, 0, 1)
    more = np.flatnonzero(mine & (rng.random(n) < extra))
    rows = incident_rows(
        np.concatenate([child, more]),
        judged=np.concatenate([judged, np.ones(len(more), np.int64)]),
        place=np.concatenate([place, np.zeros(len(more), np.int64)]),
        referrer_role=rng.integers(0, 2, len(child) + len(more)),
        time=rng.integers(0, 2, len(child) + len(more)),
    )
    rows = replace(rows, values=rows.values | words)
    ever = np.isin(np.arange(n), rows.child)
    return evidence(children(mine, school, ever), rows, REFERRED)


def told(asked: Evidence) -> Measured:
    found = explain(asked)
    assert isinstance(found, Measured)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_each_way_of_taking_decisions_apart_adds_up_to_the_gap(seed: int) -> None:
    asked = made(seed, extra=0.05)
    rows = told(asked).rows
    assert {row.of[0] for row in rows if row.of} == WAYS
    for way in WAYS:
        adds = [row.adds or 0.0 for row in rows if row.of and row.of[0] == way]
        assert sum(adds) == pytest.approx(asked.gap, abs=1e-12)


def test_children_without_an_incident_on_record_keep_the_sum() -> None:
    asked = made(1, extra=0.05)
    outcome = asked.outcome.copy()
    outcome[np.flatnonzero(outcome == 0)[:50]] = 1.0
    asked = replace(asked, outcome=outcome)
    rows = told(asked).rows
    places = [row for row in rows if row.of and row.of[0] == "place"]
    assert sum(row.adds or 0.0 for row in places) == pytest.approx(asked.gap, abs=1e-12)
    assert places[-1].name["en"] == "Place: all else, or not recorded"
    assert not places[-1].certain


def test_what_was_put_into_class_and_judgment_is_found_there() -> None:
    asked = made(2, extra=0.06)
    found = told(asked)
    by_name = {row.name["en"]: row for row in found.rows}
    judged = by_name["Behavior: a matter of judgment"]
    in_class = by_name["Behavior and place: a matter of judgment in class"]
    assert judged.certain
    assert in_class.certain
    assert (in_class.adds or 0) == pytest.approx(asked.gap, abs=0.015)
    assert not by_name["Behavior: not a matter of judgment"].certain
    assert found.sentences["en"][0].startswith("Behavior that is a matter of judgment in class add")
    assert found.sentences["es"][0].startswith("La conducta que es cuestión de criterio en clase")
    assert judged.name["es"] == "Conducta: cuestión de criterio"


def test_where_nothing_was_put_nothing_is_certain() -> None:
    """Of 60 worlds three would have one by chance."""
    sure = [any(row.certain for row in told(made(seed)).rows) for seed in range(60)]
    assert sum(sure) <= 7


def test_no_person_can_be_read_from_it() -> None:
    asked = made(3, extra=0.05, referrer_role=["Teacher Jane Doe", "J. Smith"],
                 place=["Room 12, Doe's class", "behind the shed"])  # fmt: skip
    found = told(asked)
    for row in found.rows:
        for text in (*row.name.values(), *(row.of or ())):
            assert not {"Doe", "Doe's", "Jane", "Smith", "Room", "shed"} & set(
                text.replace(",", " ").split()
            )
    names = {row.name["en"] for row in found.rows}
    assert {"Referred by: teacher", "Referred by: someone else", "Place: classroom"} <= names


def test_few_children_stand_with_what_is_not_recorded() -> None:
    asked = made(4)
    assert asked.records is not None
    (key,) = asked.records.tables.kept
    rows = asked.records.tables.kept[key]
    place = np.where(np.arange(len(rows)) < 10, 1, 0)
    asked.records.tables.kept[key] = replace(rows, codes={**rows.codes, "place": place})
    places = [row.name["en"] for row in told(asked).rows if row.of and row.of[0] == "place"]
    assert places == ["Place: classroom", "Place: all else, or not recorded"]


@pytest.mark.parametrize(
    ("word", "hour"),
    [("9:59", "before 10"), ("10:00", "10 to 12"), ("1:40 PM", "12 to 2"),
     ("12:05 am", "before 10"), ("14:00:00", "2 or later"), ("noon", None), ("99:00", None)],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(word: str, hour: str | None) -> None:
    rows = incident_rows(np.arange(3))
    kinds = kinds_of(replace(rows, values=rows.values | {"time": [word]}))
    found = [one for one in kinds if one.name == "hour"]
    assert [one.names[one.kind[0]]["en"] for one in found] == ([hour] if hour else [])


def test_words_of_the_records_become_types() -> None:
    def named(column: str, word: str) -> str:
        rows = incident_rows(np.arange(3))
        kinds = kinds_of(replace(rows, values=rows.values | {column: [word]}))
        (one,) = (k for k in kinds if k.name == {"referrer_role": "referrer"}.get(column, column))
        return one.names[one.kind[0]]["en"]

    assert named("place", "School Bus") == "bus"
    assert named("place", "business annex") == "elsewhere"
    assert named("place", "off_campus") == "off campus"
    assert named("referrer_role", "Assistant Principal") == "administrator"
    assert named("referrer_role", "substitute_teacher") == "substitute teacher"
    assert named("referrer_role", "bus_driver") == "bus driver"
    assert PLACES[-1][0] == ROLES[-1][0] == ""


def test_records_that_say_too_little_are_told_as_silence() -> None:
    asked = made(5)
    few = replace(asked, outcome=np.where(np.cumsum(asked.outcome) <= 10, asked.outcome, 0.0))
    assert isinstance(explain(few), Silent)
    assert asked.records is not None
    (key,) = asked.records.tables.kept
    rows = asked.records.tables.kept[key]
    nothing = {name: np.full(len(rows), UNKNOWN) for name in ("place", "time", "referrer_role")}
    asked.records.tables.kept[key] = replace(
        rows, judged=np.full(len(rows), UNKNOWN), codes=rows.codes | nothing
    )
    assert isinstance(explain(asked), Silent)


def test_sentences_are_short_and_it_is_asked_of_referrals_too() -> None:
    for extra in (0.0, 0.06):
        found = told(made(2, extra=extra))
        for lang in LANGUAGES:
            for text in found.sentences[lang]:
                assert all(len(words_of(part)) <= 25 for part in text.split(". "))
    assert CAUSES["where_decided"].asks_of(REFERRED)
    assert not CAUSES["where_decided"].asks_of({"name": "chronic_absence"})
