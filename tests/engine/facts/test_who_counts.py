"""Which children are counted, by the rules for kinds of schools, grades and ages."""

from __future__ import annotations

import pytest

from forwhom.audit.children_notes import left_out
from forwhom.data.engine import DuckDB, open_duckdb
from forwhom.facts.grains import grain
from tests.backends.records import Records, typed
from tests.examples.tables import lines_of, table

SCHOOLS = """
school_id | name    | kind      | counts_for_district
A         | Main    | regular   |
C         | Charter | charter   |
D         | Ours    | charter   | yes
N         | Placed  | nonpublic |
X         | Apart   | regular   | no
"""
STUDENTS = """
student_id | birth_date
adult      | 2003-06-30
just       | 2003-07-01
"""
ENROLLED = """
student_id | school_id | grade
main       | A         | 3
charter    | C         | 3
ours       | D         | 3
placed     | N         | 3
apart      | X         | 3
both       | C         | 3
both       | A         | 3
preschool  | A         | PK
ungraded   | A         | UG
night      | A         | AE
adult      | A         | 12
just       | A         | 12
"""
BY_DEFAULT = {"main", "ours", "placed", "both", "ungraded", "just"}


def records(schools: str = SCHOOLS, **overrides: float) -> Records:
    stays = [{**row, "school_year": "2025-26"} for row in table(lines_of(ENROLLED))]
    told = {"schools": schools, "students": STUDENTS}
    tables = {name: typed(name, table(lines_of(text))) for name, text in told.items()}
    rules = {f"who_counts.{name}": value for name, value in overrides.items()}
    return Records({**tables, "enrollments": typed("enrollments", stays)}, overrides=rules)


def counted(engine: DuckDB, found: Records) -> set[str]:
    rows = engine.fetch(grain(found.on(engine), "district", [])).to_pylist()
    assert len(rows) == len({row["student_id"] for row in rows})
    return {row["student_id"] for row in rows}


@pytest.mark.parametrize(
    ("overrides", "more", "fewer"),
    [
        ({}, set(), set()),
        ({"charter": 1}, {"charter"}, set()),
        ({"nonpublic": 0}, set(), {"placed"}),
        ({"preschool": 1}, {"preschool"}, set()),
        ({"adult_education": 1}, {"night"}, set()),
        ({"ungraded": 0}, set(), {"ungraded"}),
        ({"age_limit": 0}, {"adult"}, set()),
        ({"age_limit": 26}, {"adult"}, set()),
    ],
)
def test_who_counts_for_the_district(
    overrides: dict[str, float], more: set[str], fewer: set[str]
) -> None:
    with open_duckdb() as engine:
        assert counted(engine, records(**overrides)) == (BY_DEFAULT | more) - fewer


def test_a_placement_is_no_school_among_schools() -> None:
    with open_duckdb() as engine:
        for overrides, there in (({}, False), ({"nonpublic_as_school": 1}, True)):
            tables = records(**overrides).on(engine)
            rows = engine.fetch(grain(tables, "school", [])).to_pylist()
            schools = {row["school_id"] for row in rows}
            assert schools == {"A", "C", "D", "X"} | ({"N"} if there else set())


def test_records_of_charters_alone_are_their_own() -> None:
    charters = "\n".join(line for line in lines_of(SCHOOLS) if "regular" not in line)
    charters = charters.replace("nonpublic", "charter")
    with open_duckdb() as engine:
        assert {"charter", "placed"} <= counted(engine, records(charters))


def test_those_left_out_are_counted_by_rule_in_both_languages() -> None:
    with open_duckdb() as engine:
        ((english, spanish),) = left_out(records().on(engine))
        assert left_out(Records({}).on(engine)) == []
    assert (
        "2025-26: 1 in preschool, 1 in adult education, 1 over the age limit, 1 in charter "
        "schools, 1 in schools that are marked" in english
    )
    assert "1 en preescolar" in spanish
