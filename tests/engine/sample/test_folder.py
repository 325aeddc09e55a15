"""What `make` writes: the agreed tables, whole and consistent, the same bytes for the same seed."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

from forwhom.data.tables import TABLES
from forwhom.sample import make
from tests.engine.sample.conftest import Made
from tests.engine.sample.reckoning import open_folder

WRITTEN = {
    *("schools", "students", "student_groups", "enrollments", "attendance", "attendance_years"),
    *("incidents", "incident_students", "consequences", "assessments", "courses", "sections"),
    "course_codes",
    *("seats", "staff_years", "programs", "placements", "cohorts"),
}
LEFT_OUT = {"sections": ("period",)}  # so that the district's bytes, and figures of it, stay


def columns(name: str) -> list[str]:
    """The agreed columns of a table that the sample writes."""
    return [column for column in TABLES[name].columns if column not in LEFT_OUT.get(name, ())]


def header(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as file:
        return file.readline().strip().split(",")


def digest(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def test_every_table_has_the_agreed_columns(planted: Made) -> None:
    assert {p.stem for p in planted.folder.glob("*.csv")} == WRITTEN
    for name in WRITTEN:
        assert header(planted.folder / f"{name}.csv") == columns(name), name


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_keys_are_unique_and_values_allowed(planted: Made, name: str) -> None:
    table = TABLES[name]
    if table.key:
        doubled = (
            f"select count(*) from (select 1 from {name} group by {', '.join(table.key)} having"
        )
        assert planted.ask(f"{doubled} count(*) > 1)") == [(0,)]
    for column in columns(name):
        about = table.columns[column]
        found = {v for (v,) in planted.ask(f"select distinct {column}::varchar from {name}")}
        if about.required:
            assert None not in found, column
        if about.values:
            split = {part for v in found - {None} for part in v.split(";")}
            assert split <= set(about.values), column
    for column, other in table.points_to.items():
        lost = f"select count(*) from {name} anti join {other} using ({column})"
        assert planted.ask(f"{lost} where {column} is not null") == [(0,)], column


def test_days_lie_where_the_child_was(planted: Made) -> None:
    """Absences and incidents fall into a stay at that school; no stay ends before it begins."""
    stay = "select 1 from enrollments e where e.student_id = x.student_id and e.school_id = "
    lost = f"select count(*) from attendance x where not exists ({stay} x.school_id and x.date "
    assert planted.ask(f"{lost} between entry_date and exit_date)") == [(0,)]
    acted = (
        "select count(*) from (from incident_students join incidents using (incident_id) where "
        f"role = 'offender') x where not exists ({stay} x.school_id and x.date between entry_date "
        "and exit_date)"
    )
    assert planted.ask(acted) == [(0,)]
    assert planted.ask("select count(*) from enrollments where exit_date < entry_date") == [(0,)]


def test_records_have_the_knots_of_real_ones(planted: Made) -> None:
    """A few overlapping stays, short stays, two stays at one school, members long gone."""
    overlap = """select count(*) from enrollments a join enrollments b using (student_id,
        school_year) where a.entry_date < b.entry_date and a.exit_date >= b.entry_date"""
    assert 50 < planted.ask(overlap)[0][0] < 1_000
    assert 50 < planted.ask("select count(*) from stays where length < 20")[0][0] < 3_000
    twice = "select 1 from enrollments group by student_id, school_id, school_year having"
    assert planted.ask(f"select count(*) from ({twice} count(*) > 1)")[0][0] > 50
    assert planted.ask("select count(*) from cohorts anti join enrollments using (student_id)")[0][
        0
    ]


def test_suspended_days_are_absences(planted: Made) -> None:
    """Each day out of school that follows a suspension is an absence of that kind."""
    first = """select count(*) from consequences c join incidents using (incident_id)
        where kind = 'out_of_school_suspension' and not exists (select 1 from attendance a where
        a.student_id = c.student_id and a.date = c.start_date and status = 'absent_suspended')"""
    assert planted.ask(first) == [(0,)]


def test_children_grow_a_grade_a_year(planted: Made) -> None:
    grades = (
        "list_position(['TK', 'KG', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'"
    )
    grown = f"""select {grades}], b.grade) - {grades}], a.grade) as step, count(*) from main a
        join main b using (student_id) where b.school_year[:4]::int = a.school_year[:4]::int + 1
        group by step"""
    assert [step for step, _ in planted.ask(grown)] == [1]


def test_the_importer_refuses_nothing(tmp_path: Path) -> None:
    from forwhom.data.district import District
    from forwhom.data.open_source import open_source

    make(tmp_path / "sample", students=1_500, schools=12, years=2)
    accounts = District(tmp_path / "district").import_from(open_source(tmp_path / "sample"))
    assert {a.table for a in accounts} == WRITTEN
    assert sum(a.refused for a in accounts) == 0


def test_same_arguments_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("two", 5), ("three", 6)):
        make(tmp_path / name, students=300, schools=4, years=2, seed=seed)
    one, two, three = (digest(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert one["attendance.csv"] != three["attendance.csv"]


def test_null_changes_outcomes_and_not_who_is_there(tmp_path: Path) -> None:
    make(tmp_path / "planted", students=600, schools=6, years=1)
    make(tmp_path / "null", students=600, schools=6, years=1, null=True)
    planted, null = digest(tmp_path / "planted"), digest(tmp_path / "null")
    assert planted["students.csv"] == null["students.csv"]
    assert planted["assessments.csv"] != null["assessments.csv"]


@pytest.mark.parametrize(
    ("students", "schools", "years"), [(30, 1, 1), (60, 2, 3), (300, 3, 1), (240, 13, 2)]
)
def test_small_districts_work(tmp_path: Path, students: int, schools: int, years: int) -> None:
    said: list[str] = []
    summary = make(tmp_path, students=students, schools=schools, years=years, say=said.append)
    assert summary["schools"] == schools
    assert len(summary["years"]) == years
    assert summary["years"][-1] == "2025-26"
    assert len(said) == 1 + len(WRITTEN)
    for name in WRITTEN:
        assert header(tmp_path / f"{name}.csv") == columns(name)


def test_every_day_is_written_when_asked_for(tmp_path: Path) -> None:
    make(tmp_path, students=300, schools=3, years=1, daily_attendance=True)
    assert not (tmp_path / "attendance_years.csv").exists()
    assert "attendance" not in tomllib.loads((tmp_path / "forwhom.toml").read_text("utf-8"))
    with open_folder(tmp_path) as tables:
        statuses = tables.execute("select distinct status from attendance order by 1").fetchall()
        assert ("present",) in statuses
        days = """select count(*) from (select student_id, count(*) as n from attendance group by 1)
            join enrollments using (student_id) where n <> 180 and entry_date = '2025-08-11' and
            exit_date >= '2026-05-20'"""
        assert tables.execute(days).fetchone()[0] < 60


def test_settings_name_the_district_as_made_up(planted: Made) -> None:
    settings = tomllib.loads((planted.folder / "forwhom.toml").read_text(encoding="utf-8"))
    assert settings == {
        "name": "Sample Unified School District (made up)", "state": "CA",
        "attendance": "absences only",
    }  # fmt: skip
    assert list(json.loads((planted.folder / "truth.json").read_text("utf-8"))) == [
        "effects", "causes", "non_causes",
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", [{"students": 5}, {"years": 0}, {"schools": 0}, {"years": 11}])
def test_impossible_districts_are_refused(tmp_path: Path, wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="made-up district has 30 students"):
        make(tmp_path, **wrong)
