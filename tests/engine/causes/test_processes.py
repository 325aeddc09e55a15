"""Processes are declared as data: ours are whole, a district's own work, wrong ones are refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from forwhom.causes import explain
from forwhom.causes.declared import refuse_wrong
from forwhom.causes.processes import built_in, own, process_for
from forwhom.data.engine import DuckDB, open_duckdb
from forwhom.data.settings import Settings
from forwhom.data.store import Calendar
from forwhom.errors import DistrictError
from forwhom.results.explanation import SILENT, TOLD
from forwhom.words.reading import words_of
from tests.engine.causes.made import YEAR
from tests.engine.causes.process_records import (
    disciplined,
    evidence,
    in_program,
    measure,
    of_discipline,
    told,
    went,
)

HEAD = """
[[process]]
name = "ours"
title = "Ours"
measures = ["{measure}"]
"""
GATE = """
[[process.gate]]
name = "{name}"
title = "{name}"
says = "came to {name}"
{reads}
"""


def written(measure: str, **gates: str) -> str:
    """A process as a district writes it."""
    own = [GATE.format(name=name, reads=reads) for name, reads in gates.items()]
    return HEAD.format(measure=measure) + "".join(own)


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDB]:
    with open_duckdb() as opened:
        yield opened


def test_ours_are_read_and_speak_both_languages() -> None:
    assert {"discipline", "gifted", "support", "college_level"} <= set(built_in())
    for process in built_in().values():
        assert process.title["en"] != process.title["es"]
        for gate in process.gates:
            for texts in (gate.title, gate.says):
                assert texts["en"] != texts["es"], (process.name, gate.name)
            assert len(words_of(gate.says["en"])) <= 8
        for name in process.measures:
            assert name in process.until(name)[-1].of
    explained = [name for process in built_in().values() for name in process.measures]
    assert len(explained) == len(set(explained))


def test_a_district_writes_its_own(engine) -> None:
    """Any role in an incident, then a referral: gates of tables and facts, in place of ours."""
    mine, reached = went((0.5, 0.3), (0.6, 0.6), (0.5, 0.5))
    tables = disciplined(np.maximum(reached - 1, 0))
    witnessed = np.flatnonzero(reached == 1)
    tables["incidents"] += [
        {"incident_id": f"w{c}", "school_id": "S0", "date": date(2025, 10, 2), "school_year": YEAR}
        for c in witnessed
    ]
    tables["incident_students"] += [
        {"incident_id": f"w{c}", "student_id": f"c{c}", "role": "witness"} for c in witnessed
    ]
    text = written(
        "suspended",
        incident='table = "incident_students"\nwhere = { role = ["offender", "witness"] }',
        referral='fact = "referrals"',
        suspension='measure = "suspended"',
    )
    outcome = (reached == 3).astype(float)
    found = told(evidence(engine, measure("suspended"), mine, outcome, tables, text))
    assert [row.of for row in found.rows] == [
        ("gate", name) for name in ("incident", "referral", "suspension")
    ]
    assert [row.children for row in found.rows] == [
        int((reached[mine] >= passed).sum()) for passed in range(3)
    ]
    assert [bool(row.certain) for row in found.rows] == [True, False, False]
    assert found.sentences["es"][0].endswith("puntos.")


def test_its_own_process_brings_a_measure_that_ours_do_not_know(engine) -> None:
    mine, reached = went((0.5, 0.5), (0.3, 0.7))
    programs = in_program("activity", ["offered", "started"], reached)
    entry = measure("activity", "higher")
    tables = {"programs": programs}
    outcome = (reached == 2).astype(float)
    without = evidence(engine, entry, mine, outcome, tables)
    assert "gates" not in [one.cause for one in explain(without)]
    text = written(
        "activity",
        offered='program = "activity"\nstep = "offered"',
        joined='measure = "activity"',
    )
    found = {
        one.cause: one for one in explain(evidence(engine, entry, mine, outcome, tables, text))
    }
    assert found["gates"].status == TOLD
    assert [bool(row.certain) for row in found["gates"].rows] == [False, True]


def test_a_table_can_be_asked_for_numbers_yes_and_anything(engine) -> None:
    mine, reached = went((0.6, 0.6), (0.5, 0.5))
    tables = disciplined(np.minimum(reached * 2, 2))
    for row in tables["incident_students"]:
        row["subjective"] = int(row["student_id"][1:]) % 2 == 0
    text = written(
        "suspended",
        long='table = "consequences"\nwhere = { kind = "*", days = 2 }',
        subjective='table = "incident_students"\nwhere = { subjective = true }',
        suspension='measure = "suspended"',
    )
    number = np.arange(len(mine))
    outcome = ((reached > 0) & (number % 4 == 0)).astype(float)
    found = told(evidence(engine, measure("suspended"), mine, outcome, tables, text))
    ways = (number >= 0, reached > 0, (reached > 0) & (number % 2 == 0))
    assert [row.children for row in found.rows] == [int((mine & way).sum()) for way in ways]


def test_a_missing_table_is_a_step_that_nobody_records(engine) -> None:
    text = written(
        "suspended",
        told='program = "letters"\nstep = "told"',
        mark='table = "seats"\nwhere = { mark = "*" }',
        suspension='measure = "suspended"',
    )
    mine, reached = went((0.5, 0.3), (0.5, 0.5))
    found = told(of_discipline(engine, mine, reached, own=text))
    assert found.status == SILENT
    assert "told; mark" in found.needs["en"]


MEASURED = 'measure = "suspended"'
WRONG = [
    (written("suspendd", a=MEASURED), "no measure `suspendd`", "Did you mean `suspended`?"),
    (written("suspended", a='fact = "referals"', b=MEASURED), "no fact `referals`", "`referrals`"),
    (written("suspended", a='program = "x"\nstep = "ofered"', b=MEASURED),
     "no step `ofered`", "`offered`"),
    (written("suspended", a='table = "seat"', b=MEASURED), "no table `seat`", "`seats`"),
    (written("suspended", a='table = "schools"', b=MEASURED), "no table `schools`", "Use one of"),
    (written("suspended", a='table = "consequences"\nwhere = { kid = "x" }', b=MEASURED),
     "no column of consequences `kid`", "`kind`"),
    (written("suspended", a='table = "consequences"\nwhere = { kind = "expulsio" }', b=MEASURED),
     "no word of kind `expulsio`", "`expulsion`"),
    (written("suspended", a='table = "consequences"\nwhere = { days = "two" }', b=MEASURED),
     "`days` is counted", "days = 1"),
    (written("suspended", a='table = "seats"\nwhere = "x"', b=MEASURED), "`where` names",
     "where ="),
    (written("suspended", a='table = "incident_students"\nwhere = { subjective = "x" }',
             b=MEASURED), "`subjective` is neither", "true"),
    (written("suspended", a='fact = "referrals"\nat_least = "x"', b=MEASURED), "`at_least`", "= 1"),
    (written("suspended", a='fact = "referrals"\natleast = 1', b=MEASURED),
     "no setting of a process `atleast`", "`at_least`"),
    (written("suspended", a='fact = "referrals"'), "No gate reads the measure", "measure ="),
    (written("suspended", a='fact = "referrals"\nmeasure = "referred"', b=MEASURED),
     "what record says", "recorded = false"),
    (written("suspended", a="", b=MEASURED), "what record says", "recorded = false"),
    (written("suspended", a="recorded = 1", b=MEASURED), "`recorded` is neither", "true"),
    (written("suspended", a='fact = "suspended_days"\namount = true\nunit = "days"', b=MEASURED),
     "An amount stands before", "Put it last"),
    (written("suspended", a='program = 3', b=MEASURED), "`program` is missing", "list of words"),
    (written("suspended", a='program = [3]', b=MEASURED), "no word", "quotation marks"),
    (HEAD.format(measure="suspended"), "has no gates", "[[process.gate]]"),
    (written("suspended", a=MEASURED).replace('title = "Ours"', ""), "`title` is missing", "title"),
    (written("suspended", a=MEASURED).replace('name = "a"', 'name = "b"') + GATE.format(
        name="b", reads='fact = "referrals"'), "Two gates are called `b`", "another name"),
    (2 * written("suspended", a=MEASURED), "Two processes explain", "one of them"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "what", "remedy"), WRONG, ids=[w for _, w, _ in WRONG])
def test_a_wrong_declaration_is_refused_with_what_to_do(text, what, remedy) -> None:
    sections = Settings.from_text(text).declared["process"]
    with pytest.raises(DistrictError) as refused:
        own(sections)
    assert what in refused.value.what
    assert remedy in refused.value.remedy
    assert refused.value.where.startswith("forwhom.toml, [[process]]")


def test_the_example_of_the_page_can_be_copied(root: Path) -> None:
    page = (root / "docs/how-to/declare-a-process.md").read_text("utf-8")
    example = page.split("```toml")[1].split("```")[0]
    found = own(Settings.from_text(example).declared["process"])
    assert [process.name for process in found] == ["tutoring"]
    assert [gate.name for gate in found[0].after("support_started")] == ["term"]


def test_a_wrong_process_is_refused_before_anything_is_counted() -> None:
    text = written("suspended", a='fact = "referals"', b=MEASURED)
    with pytest.raises(DistrictError, match="referals"):
        refuse_wrong(Settings.from_text(text).declared, ["01"], Calendar())


def test_the_districts_own_goes_before_ours() -> None:
    assert process_for("chronic_absence", []) is None
    text = written("suspended", a='fact = "referrals"', b=MEASURED)
    sections = Settings.from_text(text).declared["process"]
    found = process_for("suspended", sections)
    assert found is not None
    assert found.name == "ours"
    assert process_for("suspended_out_of_school", sections) == built_in()["discipline"]
