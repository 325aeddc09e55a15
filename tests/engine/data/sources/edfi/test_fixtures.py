"""The invented district that was written from the standard comes out as its own counts say."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import duckdb
import pytest

from forwhom.audit import import_records
from forwhom.data.refusals import Account

FIXTURES = Path(__file__).parents[2] / "fixtures" / "edfi"
EXPECTED: dict[str, Any] = tomllib.loads((FIXTURES / "expected.toml").read_text("utf-8"))
YEARS = ("2023-24", "2024-25")
OWN_CODES = """
[AttendanceEventCategoryDescriptor]
"Suspended" = "absent_suspended"

[DisciplineDescriptor]
"Restorative Circle" = "restorative"

[PerformanceLevelDescriptor]
"Level 1" = "no"
"Level 2" = "no"
"Level 3" = "yes"
"Level 4" = "yes"
"""


class Imported:
    """The tables of one form of the fixtures, and what became of its rows."""

    def __init__(self, form: str, folder: Path) -> None:
        words = folder / "edfi.toml"
        words.write_text(OWN_CODES, "utf-8")
        district = folder / "district"
        self.accounts: list[Account] = import_records(
            FIXTURES / form, district, mapping=words, kind="edfi", accept_refused=True
        )
        self.connection = duckdb.connect()
        for path in (district / "tables").glob("*.parquet"):
            self.connection.execute(f"CREATE VIEW {path.stem} AS FROM read_parquet('{path}')")

    def __call__(self, query: str) -> list[Any]:
        rows = self.connection.execute(query).fetchall()
        return [row[0] if len(row) == 1 else row for row in rows]

    def children(self, query: str) -> list[str]:
        return sorted(set(self(query)))


@pytest.fixture(scope="module", params=["xml", "api"])
def it(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return Imported(request.param, tmp_path_factory.mktemp("fixtures"))


def test_rows_that_point_at_nothing_are_refused_and_no_others(it: Imported) -> None:
    refused = {a.table: a.refused for a in it.accounts if a.refused}
    # The seat has no section, the event no child; every other row is kept.
    assert refused == {"attendance": 1, "seats": 1}


@pytest.mark.parametrize("year", YEARS)
def test_children_and_stays(it: Imported, year: str) -> None:
    told = EXPECTED["students_enrolled"][year]
    counts = dict(it(f"""SELECT school_id, count(DISTINCT student_id) FROM enrollments
        WHERE school_year = '{year}' GROUP BY 1"""))  # fmt: skip
    (everyone,) = it(f"""SELECT count(DISTINCT student_id) FROM enrollments
        WHERE school_year = '{year}'""")  # fmt: skip
    (stays,) = it(f"SELECT count(*) FROM enrollments WHERE school_year = '{year}'")
    assert {**counts, "district": everyone, "stays": stays} == told
    grades = it(f"""SELECT grade, count(DISTINCT student_id) FROM enrollments
        WHERE school_year = '{year}' GROUP BY 1""")  # fmt: skip
    assert dict(grades) == EXPECTED["grades"][year]


@pytest.mark.parametrize("year", YEARS)
def test_days_enrolled(it: Imported, year: str) -> None:
    at_two = {"0071021"}  # in two schools at a time, whose days are counted in each
    days = dict(it(f"""SELECT student_id, sum(days_enrolled) FROM attendance_years
        WHERE school_year = '{year}' GROUP BY 1"""))  # fmt: skip
    told = EXPECTED["days_enrolled"][year]
    for child, counted in days.items():
        if child not in at_two or year != "2024-25":
            assert counted == told.get(child, 100), child


def test_race_sex_language_and_ancestry(it: Imported) -> None:
    names = {"american_indian": "American Indian or Alaska Native", "asian": "Asian",
             "black": "Black or African American", "white": "White",
             "pacific_islander": "Native Hawaiian or Other Pacific Islander"}  # fmt: skip
    found: dict[str, int] = {}
    for hispanic, race in it("SELECT hispanic, race FROM students"):
        several = race and ";" in race
        one = "Two or more races" if several else names.get(race, "Not reported")
        group = "Hispanic or Latino" if hispanic else one
        found[group] = found.get(group, 0) + 1
    assert found == EXPECTED["race_ethnicity"]
    sexes = {"F": "Female", "M": "Male", "X": "Non-binary", None: "Not reported"}
    counted = it("SELECT sex, count(*) FROM students GROUP BY 1")
    assert {sexes[sex]: count for sex, count in counted} == EXPECTED["sex"]
    for column in ("home_language", "ancestry"):
        counted = it(f"SELECT {column}, count(*) FROM students WHERE {column} <> '' GROUP BY 1")
        assert dict(counted) == EXPECTED[column]


def test_english_learners(it: Imported) -> None:
    undated = dict(it("""SELECT value, count(*) FROM student_groups
        WHERE dimension = 'english_learner' AND start_date IS NULL GROUP BY 1"""))  # fmt: skip
    told = EXPECTED["limited_english_proficiency"]
    assert undated == {"Current": told["Limited"], "Never": told["NotLimited"],
                       "Reclassified": told["Limited Monitored 1"]}  # fmt: skip


IN_YEAR = """SELECT student_id FROM student_groups WHERE dimension = '{dimension}'
    AND value = '{value}' AND coalesce(start_date, DATE '1900-01-01') <= DATE '{last}-06-30'
    AND coalesce(end_date, DATE '2100-01-01') >= DATE '{first}-07-01'
    AND (start_date IS NOT NULL OR '{dimension}' <> 'english_learner')"""


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    ("dimension", "value", "programs", "characteristics"),
    [
        ("disability", "Yes", ["SpecialEducationProgram"], []),
        ("english_learner", "Current", ["LanguageInstructionProgram"], []),
        ("migrant", "Yes", ["MigrantEducationProgram"], []),
        ("section_504", "Yes", ["Section504Program"], []),
        ("homeless", "Yes", ["HomelessProgram"], ["Homeless"]),
        ("foster", "Yes", [], ["Foster Care"]),
        ("economically_disadvantaged", "Yes", ["SchoolFoodServiceProgram"],
         ["Economic Disadvantaged"]),
    ],
)  # fmt: skip
def test_groups(
    it: Imported,
    year: str,
    dimension: str,
    value: str,
    programs: list[str],
    characteristics: list[str],
) -> None:
    told: set[str] = set()
    for name in programs:
        told |= set(EXPECTED["in_program"][name][year]["children"])
    for name in characteristics:
        told |= set(EXPECTED["characteristic"][name][year]["children"])
    first = year[:4]
    query = IN_YEAR.format(dimension=dimension, value=value, first=first, last=int(first) + 1)
    assert it.children(query) == sorted(told)


def test_disabilities_and_settings(it: Imported) -> None:
    ours = {"Specific Learning Disability": "Specific learning disability",
            "Autism Spectrum Disorders": "Autism",
            "Speech or Language Impairment": "Speech or language impairment",
            "Other Health Impairment": "Other health impairment"}  # fmt: skip
    found = dict(it("""SELECT student_id, value FROM student_groups
        WHERE dimension = 'disability_category'"""))  # fmt: skip
    told = EXPECTED["disability_category"].items()
    assert found == {child: ours[category] for child, category in told}
    settings = dict(it("SELECT DISTINCT student_id, setting FROM placements"))
    words = {"80": "regular_80", "le": "regular_under_40"}
    told = EXPECTED["special_education_setting"].items()
    assert settings == {child: words[text.split("class ")[1][:2]] for child, text in told}


@pytest.mark.parametrize("year", YEARS)
def test_absences(it: Imported, year: str) -> None:
    days = "sum(coalesce(share_of_day, 1))"
    base = f"SELECT student_id, {days} FROM attendance WHERE school_year = '{year}'"
    absent = it(f"{base} AND status <> 'present' GROUP BY 1")
    assert dict(absent) == EXPECTED["days_absent"][year]
    unexcused = it(f"{base} AND status = 'absent_unexcused' GROUP BY 1")
    assert dict(unexcused) == EXPECTED["days_absent_unexcused"][year]


@pytest.mark.parametrize("year", YEARS)
def test_discipline(it: Imported, year: str) -> None:
    told = EXPECTED["discipline"][year]
    here = f"JOIN incidents i USING (incident_id) WHERE i.school_year = '{year}'"
    of_its_own = "incident_id NOT LIKE '%-action-%'"
    (incidents,) = it(f"""SELECT count(*) FROM incidents
        WHERE school_year = '{year}' AND {of_its_own}""")  # fmt: skip
    assert incidents == told["incidents"]
    for role, name in (("offender", "offenders"), ("harmed", "harmed")):
        query = f"SELECT student_id FROM incident_students {here} AND role = '{role}'"
        assert it.children(query) == told[name]
    for kind, name in (("law_enforcement", "in_incidents_told_to_police"),
                       ("expulsion", "expelled")):  # fmt: skip
        assert (
            it.children(f"SELECT student_id FROM consequences {here} AND kind = '{kind}'")
            == (told[name])
        )
    for kind, name in (("out_of_school_suspension", "out_of_school"),
                       ("in_school_suspension", "in_school")):  # fmt: skip
        rows = it(f"""SELECT student_id, count(*), sum(days) FROM consequences {here}
            AND kind = '{kind}' GROUP BY 1""")  # fmt: skip
        assert {child: times for child, times, _ in rows} == EXPECTED[f"{name}_times"][year]
        assert {child: days for child, _, days in rows} == EXPECTED[f"{name}_days"][year]


@pytest.mark.parametrize("year", YEARS)
def test_state_tests(it: Imported, year: str) -> None:
    subjects = {"English Language Arts": "reading", "Mathematics": "mathematics",
                "Science": "science"}  # fmt: skip
    for name, told in EXPECTED["state_test"][year].items():
        rows = it(f"""SELECT student_id, bool_or(tested), bool_or(proficient) FROM assessments
            WHERE kind = 'state' AND school_year = '{year}' AND subject = '{subjects[name]}'
            GROUP BY 1""")  # fmt: skip
        assert len(rows) == told["with_a_record"]
        assert sum(tested for _, tested, _ in rows) == told["takers"]
        assert sum(bool(met) for _, _, met in rows) == told["proficient"]
        assert sorted(child for child, tested, _ in rows if not tested) == told["not_tested"]
    assert it("SELECT count(*) FROM assessments WHERE kind = 'interim'") == [3]


@pytest.mark.parametrize("year", YEARS)
def test_seats_and_marks(it: Imported, year: str) -> None:
    joined = f"""FROM seats JOIN sections USING (section_id) JOIN courses USING (course_id)
        WHERE school_year = '{year}'"""
    assert dict(it(f"SELECT name, count(*) {joined} GROUP BY 1")) == EXPECTED["seats"][year]
    told = EXPECTED["children_in_courses"][year]
    for test, name in (("level = 'ap'", "advanced_placement"), ("level = 'dual'", "dual_credit"),
                       ("arts", "arts")):  # fmt: skip
        assert it.children(f"SELECT student_id {joined} AND {test}") == told[name]
    if year == "2023-24":
        marks = it(f"""SELECT student_id || ' ' || split_part(course_id, '-', 2), mark {joined}
            AND mark <> ''""")  # fmt: skip
        assert dict(marks) == EXPECTED["marks"]


def test_how_school_ended(it: Imported) -> None:
    words = {
        "Graduated": "graduated",
        "Completed": "other_completer",
        "Dropout": "dropped_out",
        "Transferred": "transferred_undocumented",
        "Still enrolled": "still_enrolled",
        "Moved out of country": None,
    }  # a code of the district's own, which nobody told
    for year, last in (("2023-24", "2024"), ("2024-25", "2025")):
        found = it(f"SELECT student_id, outcome FROM cohorts WHERE cohort_year = '{year}'")
        told = EXPECTED["class_of"][last].items()
        assert dict(found) == {child: words[outcome] for child, outcome in told}
