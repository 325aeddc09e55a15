"""Grains where no single fact's example reaches: years, cohorts, what was never recorded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from forwhom.data.engine import Engine, open_duckdb
from forwhom.data.expressions import col
from forwhom.errors import DeclarationError
from forwhom.facts.fact import Fact, Place
from forwhom.facts.grains import grain
from tests.backends.records import Records, Row
from tests.examples.tables import fact_example

COHORT = """
enrollments
student_id | school_id | school_year | grade | entry_date
gone       | A         | 2024-25     | 9     | 2024-08-15
gone       | B         | 2024-25     | 12    | 2024-08-15
gone       | Z         | 2023-24     | 11    | 2023-08-15
here       | A         | 2025-26     | 12    |
apart      | X         | 2024-25     | 11    |

schools
school_id | name | counts_for_district
X         | X    | no

cohorts
student_id | cohort_year | outcome
gone       | 2025-26     | dropped_out
here       | 2025-26     | graduated
apart      | 2025-26     | graduated
never      | 2025-26     | dropped_out

expected in the district
student_id | school_year | cohort_outcome
"""
SUSPENDED = """
enrollments
student_id | school_id | school_year
one        | A         | 2025-26
two        | A         | 2025-26

{tables}

expected in the district
student_id | school_year | referrals
"""
INCIDENT = """incidents
incident_id | school_id | date
1           | A         | 2025-09-08"""
NAMED = """incident_students
incident_id | student_id | role
1           | one        | offender
1           | two        | harmed"""
TOTALS = """discipline_years
student_id | school_year | referrals | out_of_school_days
one        | 2025-26     | {referrals} | {days}"""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_duckdb() as opened:
        yield opened


def records_of(text: str) -> Records:
    return fact_example(text + "one | 2025-26 | 0\n").records


def answer(engine: Engine, records: Records, place: Place, *names: str) -> list[Row]:
    return engine.fetch(grain(records.on(engine), place, names)).to_pylist()


def facts_of(engine: Engine, tables: str, *names: str) -> list[tuple[object, ...]]:
    rows = answer(engine, records_of(SUSPENDED.format(tables=tables)), "district", *names)
    return [tuple(row[n] for n in names) for row in sorted(rows, key=lambda r: r["student_id"])]


@pytest.mark.parametrize("years", [(), ("2025-26",)])
def test_a_cohorts_child_who_is_gone_stands_where_it_was_last(
    engine: Engine, years: tuple[str, ...]
) -> None:
    """Whether the years before are audited as well or not."""
    records = records_of(COHORT)
    records.only_years = years
    found = {
        (r["student_id"], r["school_id"]): (r["grade"], r["enrolled"])
        for r in answer(engine, records, "school") if r["school_year"] == "2025-26"
    }  # fmt: skip
    assert found == {("gone", "B"): ("12", False), ("here", "A"): ("12", True),
                     ("apart", "X"): ("11", False)}  # fmt: skip
    found = {
        r["student_id"]: (r["grade"], r["enrolled"])
        for r in answer(engine, records, "district") if r["school_year"] == "2025-26"
    }  # fmt: skip
    assert found == {"gone": ("12", False), "here": ("12", True), "apart": (None, False),
                     "never": (None, False)}  # fmt: skip


def test_a_total_that_no_one_has_is_unknown_and_not_none(engine: Engine) -> None:
    names = ("referrals", "out_of_school_days")
    only_days = TOTALS.format(referrals="", days=3)
    assert facts_of(engine, only_days, *names) == [(None, 3.0), (None, 0.0)]
    only_referrals = TOTALS.format(referrals=2, days="")
    assert facts_of(engine, only_referrals, *names) == [(2.0, None), (0.0, None)]


def test_incidents_without_a_table_of_who_was_in_them_say_nothing_of_anyone(
    engine: Engine,
) -> None:
    names = ("referrals", "out_of_school_days")
    assert facts_of(engine, INCIDENT, *names) == [(None, None)] * 2
    assert facts_of(engine, f"{INCIDENT}\n\n{NAMED}", *names) == [(1.0, None), (0.0, None)]
    totals = TOTALS.format(referrals="", days=3)
    told = facts_of(engine, f"{INCIDENT}\n\n{NAMED}\n\n{totals}", *names)
    assert told == [(1.0, 3.0), (0.0, 0.0)]


def test_one_kind_of_suspension_alone_is_not_the_sum_of_both(engine: Engine) -> None:
    """Else the only children of whom anything is known would be those who were suspended."""
    names = ("out_of_school_days", "in_school_days", "suspended_days")
    told = facts_of(engine, TOTALS.format(referrals="", days=3), *names)
    assert told == [(3.0, None, None), (0.0, None, None)]


EXPELLED = """discipline_years
student_id | school_year | expelled | law_enforcement
one        | 2025-26     | yes      |
two        | 2025-26     |          |"""
SENT_HOME = """consequences
incident_id | student_id | kind
1           | one        | out_of_school_suspension"""


def test_a_kind_that_no_consequence_names_was_perhaps_never_written_down(engine: Engine) -> None:
    names = ("out_of_school_times", "expulsions", "law_enforcement_referrals")
    told = facts_of(engine, f"{INCIDENT}\n\n{SENT_HOME}", *names)
    assert told == [(1.0, None, None), (0.0, None, None)]
    told = facts_of(engine, f"{INCIDENT}\n\n{SENT_HOME}\n\n{EXPELLED}", *names)
    assert told == [(1.0, 1.0, None), (0.0, 0.0, None)]


def test_a_child_who_was_harmed_is_not_referred_by_a_circle_that_restores(engine: Engine) -> None:
    circle = """consequences
    incident_id | student_id | kind
    1           | one        | restorative
    1           | two        | restorative"""
    told = facts_of(engine, f"{INCIDENT}\n\n{NAMED}\n\n{circle}", "referrals")
    assert told == [(1.0,), (0.0,)]


def test_a_year_without_days_has_its_totals_where_days_hold_absences_only(engine: Engine) -> None:
    records = records_of("""
    enrollments
    student_id | school_id | school_year
    one        | A         | 2024-25
    one        | A         | 2025-26

    attendance
    student_id | school_id | date       | status
    one        | A         | 2025-09-08 | absent_excused

    attendance_years
    student_id | school_id | school_year | days_enrolled | days_absent
    one        | A         | 2024-25     | 180           | 40
    one        | A         | 2025-26     | 180           | 99

    expected in the district
    student_id | school_year | days_absent
    """)
    records.absences_only = True
    rows = answer(engine, records, "district", "days_absent", "days_enrolled")
    told = {r["school_year"]: (r["days_absent"], r["days_enrolled"]) for r in rows}
    assert told == {"2024-25": (40.0, 180.0), "2025-26": (1.0, 180.0)}


def test_a_fact_that_does_not_exist_is_refused_with_the_nearest_name(engine: Engine) -> None:
    with pytest.raises(DeclarationError, match=r"(?s)days_absnt.*Did you mean `days_absent`"):
        answer(engine, Records({}), "district", "days_absnt")


def test_no_records_at_all_are_no_children(engine: Engine) -> None:
    for tables in ({}, {"enrollments": []}):
        for place in ("district", "school"):
            assert answer(engine, Records(tables), place, "days_absent", "gifted_so_far") == []


@pytest.mark.parametrize("missing", ["title", "rule", "source", "examples"])
def test_a_fact_without_its_rule_source_or_examples_is_refused(missing: str) -> None:
    words = {"title": "It", "rule": "r", "source": "s", "examples": "e", missing: " "}
    with pytest.raises(DeclarationError, match=missing):
        Fact(unit="days", of="seats", take="sum", value=col("mark"), **words)


def test_of_the_growing_table_only_the_last_is_kept() -> None:
    """Each is a good part of the memory where a state counts its children."""
    records = fact_example(COHORT + "gone | 2025-26 | dropped_out").records
    held = []
    with open_duckdb() as engine:
        for names in (["cohort_outcome"], ["cohort_outcome", "gifted_so_far", "referrals"]):
            tables = records.on(engine)
            before = _wide_tables(engine)
            grain(tables, "district", names)
            held.append(_wide_tables(engine) - before)
    assert held == [1, 1]


def _wide_tables(engine: Any) -> int:
    found = "SELECT count(DISTINCT table_name) FROM duckdb_columns() WHERE column_name = 'enrolled'"
    return int(engine.connection.execute(found).fetchall()[0][0])
