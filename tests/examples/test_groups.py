"""Every group's examples, and ours for groups that are recorded, on every engine and the oracle."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from forwhom.groups import GROUPS
from tests.backends.engines import EACH, Answering, answering
from tests.backends.records import Records, typed
from tests.examples.tables import Cells, lines_of, table

YEAR = "2025-26"
ANY_DAY = """
student | value        | start_date | end_date   | school_year | becomes
a day   | Yes          | 2025-07-01 | 2025-07-01 |             | Yes
last    | Yes          | 2026-06-30 |            |             | Yes
before  | Yes          | 2024-09-01 | 2025-06-30 |             | Not reported
after   | Yes          | 2026-07-01 |            |             | Not reported
both    | Yes          | 2025-09-01 | 2025-09-05 |             | Yes
both    | No           | 2025-09-06 |            |             | Yes
year    | Yes          |            |            | 2025-26     | Yes
other   | Yes          |            |            | 2024-25     | Not reported
no      | No           |            |            |             | No
unsure  | Not reported |            |            |             | Not reported
told    | Not reported | 2026-01-01 |            |             | No
told    | No           | 2025-09-01 |            |             | No
odd     | perhaps      |            |            |             | Not reported
nobody  |              |            |            |             | Not reported
"""
CENSUS_DAY = """
student | value        | start_date | end_date   | school_year | becomes
before  | Current      | 2024-09-01 | 2025-09-30 |             | Not reported
on      | Current      | 2025-10-01 | 2025-10-01 |             | Current
after   | Current      | 2025-10-02 |            |             | Not reported
moved   | Current      | 2022-09-01 | 2025-12-31 |             | Current
moved   | Reclassified | 2026-01-01 |            |             | Current
two     | Current      | 2022-09-01 |            |             | Long-term
two     | Long-term    | 2025-09-01 |            |             | Long-term
year    | Reclassified |            |            | 2025-26     | Reclassified
never   | Never        |            |            |             | Never
nobody  |              |            |            |             | Not reported
"""
LAST_IN_YEAR = """
student | value    | start_date | end_date   | school_year | becomes
first   | Autism   | 2024-09-01 | 2025-10-01 |             | Deafness
first   | Deafness | 2025-10-01 |            |             | Deafness
ended   | Autism   | 2024-09-01 | 2025-10-01 |             | Autism
later   | Autism   | 2025-09-01 |            |             | Autism
later   | Deafness | 2026-07-01 |            |             | Autism
none    | None     | 2025-09-01 |            |             | None
nobody  |          |            |            |             | Not reported
"""
ONLY_THOSE_IN = """
student | value        | start_date | end_date   | school_year | becomes
in      | {in_it}      |            |            | 2025-26     | {in_it}
before  | {in_it}      | 2024-01-01 | 2024-12-31 |             | {otherwise}
odd     | never heard  |            |            |             | Not reported
nobody  |              |            |            |             | {otherwise}
"""


@pytest.fixture(scope="module", params=EACH)
def answers(request: pytest.FixtureRequest) -> Iterator[Answering]:
    with answering(request.param) as opened:
        yield opened


def test_the_examples_of_every_group_come_out_as_they_say(answers: Answering) -> None:
    """All in one table of students: an engine plans far longer than it counts."""
    wanted, students = {}, []
    for name in (name for name, group in GROUPS.items() if group.of is not None):
        cells = table(lines_of(GROUPS[name].examples))
        assert cells, f"The group {name} is read from students and has no examples."
        for number, row in enumerate(cells):
            wanted[name, f"{name} {number}"] = row.pop("value")
            students.append({**row, "student_id": f"{name} {number}"})
    told = {"enrollments": enrolled(students), "students": typed("students", students)}
    floors = {group.at_least: 1 for group in GROUPS.values() if group.at_least}
    records = Records(told, overrides=floors)
    found = {row["student_id"]: row for row in answers.groups(records)}
    assert {(name, student): found[student][name] for name, student in wanted} == wanted


def test_one_day_in_the_group_is_enough(answers: Answering) -> None:
    check(ANY_DAY, answers, [name for name, group in GROUPS.items() if group.when == "any_day"])


def test_english_learners_are_counted_on_census_day(answers: Answering) -> None:
    check(CENSUS_DAY, answers, ["english_learner"])


def test_the_last_category_of_the_year_counts(answers: Answering) -> None:
    check(LAST_IN_YEAR, answers, ["disability_category"])


def test_where_only_those_in_the_group_are_listed_the_others_are_not_in_it(
    answers: Answering,
) -> None:
    check(ONLY_THOSE_IN, answers, [name for name, group in GROUPS.items() if group.recorded])


@pytest.mark.parametrize("recorded", [None, "nothing", "another dimension"])
def test_where_nothing_is_recorded_no_child_is_said_to_be_out_of_a_group(
    recorded: str | None, answers: Answering
) -> None:
    tables = {"enrollments": enrolled([{"student_id": "1"}])}
    if recorded:
        other = {"student_id": "1", "dimension": "another", "value": "Yes"}
        rows = typed("student_groups", [other] if recorded == "another dimension" else [])
        tables["student_groups"] = rows
    (found,) = answers.groups(Records(tables))
    assert {found[name] for name, group in GROUPS.items() if group.recorded} == {"Not reported"}


def test_grade_and_band_are_those_of_the_last_stay(answers: Answering) -> None:
    stays = table(
        lines_of("""
    student_id | school_id | grade | entry_date | exit_date
    up         | A         | 5     | 2025-08-15 | 2025-12-31
    up         | B         | 6     | 2026-01-01 |
    down       | A         | 6     | 2025-08-15 | 2026-02-01
    down       | B         | 5     | 2026-01-01 |
    same       | A         | 12    | 2025-08-15 |
    same       | B         | 9     | 2025-08-15 |
    early      | A         | TK    |            |
    unknown    | A         |       | 2025-08-15 |
    """)
    )
    records = Records({"enrollments": enrolled(stays)})
    found = {
        row["student_id"]: (row["grade"], row["grade_band"]) for row in answers.groups(records)
    }
    assert found == {
        "up": ("6", "6-8"),
        "down": ("5", "3-5"),
        "same": ("12", "9-12"),
        "early": ("TK", "TK-2"),
        "unknown": ("Not reported", "Not reported"),
    }


def check(text: str, answers: Answering, names: list[str]) -> None:
    """Rows of student_groups, alike in each dimension, with the value each student must have."""
    cells = table(lines_of(text))
    told = [recorded(name, row) for name in names for row in cells if row["value"]]
    students = [{"student_id": student} for student in {row["student"]: 0 for row in cells}]
    records = Records(
        {"enrollments": enrolled(students), "student_groups": typed("student_groups", told)}
    )
    found = answers.groups(records)
    for name in names:
        wanted = {row["student"]: filled(row["becomes"], name) for row in cells}
        assert {row["student_id"]: row[name] for row in found} == wanted, name


def filled(text: str, name: str) -> str:
    """`{in_it}` and `{otherwise}` stand for values of the dimension."""
    group = GROUPS[name]
    in_it = next((value for value in group.values if value != group.otherwise), "")
    return text.format(in_it=in_it, otherwise=group.otherwise)


def recorded(name: str, row: Cells) -> Cells:
    dates = {column: row[column] for column in ("start_date", "end_date", "school_year")}
    group = {"dimension": GROUPS[name].recorded, "value": filled(row["value"], name)}
    return {"student_id": row["student"], **group, **dates}


def enrolled(stays: list[Cells]) -> list[dict]:
    known = ("student_id", "school_id", "grade", "entry_date", "exit_date")
    given = [{k: v for k, v in stay.items() if k in known} for stay in stays]
    return typed("enrollments", [{"school_id": "A", "school_year": YEAR, **stay} for stay in given])
