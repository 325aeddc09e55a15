"""Incidents are read as office referrals count them: once a child, who acted, what followed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pytest

from forwhom.causes import CAUSES, Evidence
from forwhom.causes import Records as Opened
from forwhom.causes.behavior.incidents import UNKNOWN, Incidents, incidents_of, read
from forwhom.data.store import Tables
from forwhom.disparities.search.contrast import Contrasts
from forwhom.results.explanation import SILENT
from tests.backends.engines import EACH_ENGINE, ENGINES
from tests.backends.records import Records, typed
from tests.engine.causes.made_incidents import SUSPENDED, children, finding
from tests.examples.tables import lines_of, table

STUDENTS = ["amy", "ben", "cal", "dee"]
TOLD = {
    "schools": """
        school_id | name
        S0        | Elm
        S1        | Oak
        """,
    "enrollments": """
        student_id | school_id | school_year | grade
        amy        | S0        | 2024-25     | 5
        amy        | S0        | 2025-26     | 6
        ben        | S0        | 2025-26     | 6
        cal        | S1        | 2025-26     | 6
        """,
    "incidents": """
        incident_id | school_id | date       | time  | place     | referrer_role
        I1          | S0        | 2024-10-01 | 9:40  | classroom | teacher
        I2          | S0        | 2025-10-01 | 13:40 | bus       | bus_driver
        I3          | S0        | 2025-10-01 |       |           |
        I4          | S1        | 2025-11-01 | 10:00 | hallway   | teacher
        I5          | S0        | 2026-09-01 | 10:00 | hallway   | teacher
        """,
    "incident_students": """
        incident_id | student_id | role     | behavior | subjective
        I1          | amy        | offender | defiance | yes
        I1          | ben        | harmed   |          |
        I2          | amy        |          | fighting | no
        I2          | ben        | offender | fighting | no
        I2          | ben        | harmed   |          |
        I2          | cal        | witness  |          |
        I5          | amy        | offender | defiance | yes
        I4          | zoe        | offender | defiance | yes
        """,
    "consequences": """
        incident_id | student_id | kind                     | start_date | days
        I1          | amy        | restorative              |            |
        I2          | amy        | in_school_suspension     | 2025-10-02 | 1
        I2          | amy        | out_of_school_suspension | 2025-10-03 | 2
        I2          | cal        | restorative              |            |
        I3          | amy        | law_enforcement          |            |
        I4          | cal        | out_of_school_suspension |            |
        """,
}


@pytest.fixture(scope="module", params=EACH_ENGINE)
def tables(request: pytest.FixtureRequest) -> Iterator[Tables]:
    rows = {name: typed(name, table(lines_of(text))) for name, text in TOLD.items()}
    with ENGINES[request.param]() as engine:
        yield Records(rows).on(engine)


def evidence(tables: Tables, group: str = "sex=Female", **where: str) -> Evidence:
    who = children(np.array([1, 0, 1, 0]), np.array([0, 0, 1, 1]), np.zeros(4))
    who.codes.update(english_learner=np.array([0, 1, 0, 1]))
    who.values.update(english_learner=["Current", "Never"])
    object.__setattr__(who, "students", pa.chunked_array([STUDENTS]))
    found = finding(group=group, **where)
    return Evidence.of(found, SUSPENDED, Contrasts(who, frozenset()), Opened(tables, who))


def told(rows: Incidents) -> list[tuple[str, str]]:
    names = rows.values["incident_id"]
    return [
        (names[i], STUDENTS[c]) for i, c in zip(rows.codes["incident_id"], rows.child, strict=True)
    ]


def test_a_child_counts_where_it_acted_and_not_where_it_was_harmed_or_watched(tables) -> None:
    """Without a role, or with a consequence and no role that says otherwise, it acted."""
    assert told(read(evidence(tables))) == [
        ("I1", "amy"), ("I2", "amy"), ("I2", "ben"), ("I3", "amy"), ("I4", "cal"), ("I5", "amy"),
    ]  # fmt: skip


def test_what_followed_is_the_severest_level_and_all_days(tables) -> None:
    rows = read(evidence(tables))
    assert rows.rank.tolist() == [0, 2, 0, 3, 2, 0]
    assert rows.days[:4].tolist() == [0.0, 3.0, 0.0, 0.0]
    assert np.isnan(rows.days[4])  # a suspension whose length nobody wrote down


def test_what_the_records_do_not_say_stays_unknown(tables) -> None:
    rows = read(evidence(tables))
    assert rows.judged.tolist() == [1, 0, 0, UNKNOWN, UNKNOWN, 1]
    for name in ("behavior", "place", "time", "referrer_role"):
        assert rows.codes[name][3] == UNKNOWN
    assert rows.band.tolist() == [1, 2, 2, 2, 2, UNKNOWN]  # grade 5, then 6; nobody in 2026-27


def test_the_record_before_counts_earlier_days_of_any_year(tables) -> None:
    rows = read(evidence(tables))
    assert rows.prior.tolist() == [0, 1, 0, 1, 0, 3]


def test_years_after_the_finding_say_nothing_of_it(tables) -> None:
    assert ("I5", "amy") not in told(incidents_of(evidence(tables)))
    assert ("I1", "amy") in told(incidents_of(evidence(tables)))


def test_a_group_that_children_come_and_leave_has_this_year_only(tables) -> None:
    rows = incidents_of(evidence(tables, "english_learner=Current"))
    assert told(rows) == [("I2", "amy"), ("I2", "ben"), ("I3", "amy"), ("I4", "cal")]


def test_a_school_has_its_own_incidents(tables) -> None:
    rows = incidents_of(evidence(tables, place_type="school", place_id="S1"))
    assert told(rows) == [("I4", "cal")]


def test_records_without_consequences_are_told_as_silence(tables) -> None:
    less = {name: frame for name, frame in tables.frames.items() if name != "consequences"}
    opened = Tables(engine=tables.engine, frames=less)
    who = children(np.arange(40) % 2, np.zeros(40), np.zeros(40))
    asked = Evidence.of(finding(), SUSPENDED, Contrasts(who, frozenset()), Opened(opened, who))
    for name in ("same_behavior", "same_behavior_same_school", "same_incident"):
        found = CAUSES[name].of(asked)
        assert found.status == SILENT
        assert "consequences" in found.needs["en"]
