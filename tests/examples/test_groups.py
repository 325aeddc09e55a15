"""Every group's examples, and ours for groups that are recorded, on every engine and the oracle."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from forwhom.groups import GROUPS
from tests.backends.engines import NAMES, Answering, answering
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


@pytest.fixture(scope="module", params=NAMES)
def answers(request: pytest.FixtureRequest) -> Iterator[Answering]:
    with answering(request.param) as opened:
        yield opened


@pytest.mark.parametrize("name", [name for name, group in GROUPS.items() if group.of is not None])
def test_the_examples_of_a_group_come_out_as_they_say(name: str, answers: Answering) -> None:
    cells = table(lines_of(GROUPS[name].examples))
    assert cells, "A group that is read from students needs examples."
    wanted = [row.pop("value") for row in cells]
    students = [{**row, "student_id": f"{number:03d}"} for number, row in enumerate(cells)]
    records = Records({"enrollments": enrolled(students), "students": typed("students", students)})
    found = {row["student_id"]: row[name] for row in answers.groups(records)}
    assert [found[student["student_id"]] for student in students] == wanted


@pytest.mark.parametrize("name", [name for name, g in GROUPS.items() if g.when == "any_day"])
def test_one_day_in_the_group_is_enough(name: str, answers: Answering) -> None:
    check(name, ANY_DAY, answers)


def test_english_learners_are_counted_on_census_day(answers: Answering) -> None:
    check("english_learner", CENSUS_DAY, answers)


def test_the_last_category_of_the_year_counts(answers: Answering) -> None:
    check("disability_category", LAST_IN_YEAR, answers)


@pytest.mark.parametrize("name", [name for name, g in GROUPS.items() if g.recorded])
def test_where_only_those_in_the_group_are_listed_the_others_are_not_in_it(
    name: str, answers: Answering
) -> None:
    group = GROUPS[name]
    in_it = next(value for value in group.values if value != group.otherwise)
    check(name, ONLY_THOSE_IN.format(in_it=in_it, otherwise=group.otherwise), answers)


@pytest.mark.parametrize("name", [name for name, g in GROUPS.items() if g.recorded])
def test_where_nothing_is_recorded_no_child_is_said_to_be_out_of_the_group(
    name: str, answers: Answering
) -> None:
    other = {"student_id": "1", "dimension": "another", "value": "Yes"}
    for tables in ({}, {"student_groups": []}, {"student_groups": typed("student_groups", [other])}):
        records = Records({"enrollments": enrolled([{"student_id": "1"}]), **tables})
        assert [row[name] for row in answers.groups(records)] == ["Not reported"]


def test_grade_and_band_are_those_of_the_last_stay(answers: Answering) -> None:
    stays = table(lines_of("""
    student_id | school_id | grade | entry_date | exit_date
    up         | A         | 5     | 2025-08-15 | 2025-12-31
    up         | B         | 6     | 2026-01-01 |
    down       | A         | 6     | 2025-08-15 | 2026-02-01
    down       | B         | 5     | 2026-01-01 |
    same       | A         | 12    | 2025-08-15 |
    same       | B         | 9     | 2025-08-15 |
    early      | A         | TK    |            |
    unknown    | A         |       | 2025-08-15 |
    """))
    records = Records({"enrollments": enrolled(stays)})
    found = {row["student_id"]: (row["grade"], row["grade_band"]) for row in answers.groups(records)}
    assert found == {
        "up": ("6", "6-8"),
        "down": ("5", "3-5"),
        "same": ("12", "9-12"),
        "early": ("TK", "TK-2"),
        "unknown": ("Not reported", "Not reported"),
    }


def check(name: str, text: str, answers: Answering) -> None:
    """Rows of student_groups, each with the value its student must have."""
    cells = table(lines_of(text))
    wanted = {row["student"]: row["becomes"] for row in cells}
    told = [recorded(name, row) for row in cells if row["value"]]
    students = [{"student_id": student} for student in wanted]
    records = Records(
        {"enrollments": enrolled(students), "student_groups": typed("student_groups", told)}
    )
    found = {row["student_id"]: row[name] for row in answers.groups(records)}
    assert found == wanted


def recorded(name: str, row: Cells) -> Cells:
    dates = {column: row[column] for column in ("start_date", "end_date", "school_year")}
    group = {"dimension": GROUPS[name].recorded, "value": row["value"]}
    return {"student_id": row["student"], **group, **dates}


def enrolled(stays: list[Cells]) -> list[dict]:
    known = ("student_id", "school_id", "grade", "entry_date", "exit_date")
    given = [{k: v for k, v in stay.items() if k in known} for stay in stays]
    return typed("enrollments", [{"school_id": "A", "school_year": YEAR, **stay} for stay in given])
