"""The made-up district looks as its targets say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from forwhom.sample import make, targets
from forwhom.sample.where import theil_h
from tests.engine.sample.conftest import Made


def share(made: Made, sql: str) -> float:
    return float(made.ask(sql)[0][0])


def within(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]


def test_theil_h_of_a_published_table() -> None:
    """All alike is 0, wholly apart is 1, and a case worked by hand: 1 - 0.5 = 0.5 of ln 2."""
    assert theil_h(np.array([[10.0, 20.0], [30.0, 60.0]])) == pytest.approx(0)
    assert theil_h(np.array([[10.0, 0.0], [0.0, 10.0]])) == pytest.approx(1)
    quarter = -(0.25 * np.log2(0.25) + 0.75 * np.log2(0.75))
    assert theil_h(np.array([[5.0, 15.0], [15.0, 5.0]])) == pytest.approx(1 - quarter)


@pytest.mark.parametrize("world", ["planted", "null"])
def test_schools_are_segregated(world: str, request: pytest.FixtureRequest) -> None:
    """Theil's H between schools over race_ethnicity, Not reported a group like any other."""
    rows = request.getfixturevalue(world).reckoned.columns
    now = (rows["school_year"] == "2025-26") & rows["among_referred"].astype(bool)
    school = np.unique(rows["school_id"][now], return_inverse=True)[1]
    race = np.unique(rows["race_ethnicity"][now], return_inverse=True)[1]
    counts = np.zeros((school.max() + 1, race.max() + 1))
    np.add.at(counts, (school, race), 1)
    assert within(theil_h(counts), targets.SEGREGATION_RANGE)


def icc(values: np.ndarray, units: np.ndarray, cells: np.ndarray) -> float:
    """One-way ANOVA intraclass correlation of values less their grade's mean."""
    cell = np.unique(cells, return_inverse=True)[1]
    values = values - (np.bincount(cell, values) / np.bincount(cell))[cell]
    unit = np.unique(units, return_inverse=True)[1]
    n = np.bincount(unit)
    mean = np.bincount(unit, values) / n
    between = (n * (mean - values.mean()) ** 2).sum() / (len(n) - 1)
    inside = ((values - mean[unit]) ** 2).sum() / (len(values) - len(n))
    size = (len(values) - (n**2).sum() / len(values)) / (len(n) - 1)
    return float((between - inside) / (between + (size - 1) * inside))


@pytest.mark.parametrize("subject", ["reading", "mathematics"])
@pytest.mark.parametrize("world", ["planted", "null"])
def test_schools_explain_a_tenth_of_scores(
    world: str, subject: str, request: pytest.FixtureRequest
) -> None:
    """ANOVA share of the variance of scores in a grade that lies between schools."""
    rows = request.getfixturevalue(world).ask(
        "select scale_score, school_id, a.grade from assessments a join main "
        "using (student_id, school_year) where kind = 'state' and scale_score is not null "
        f"and subject = '{subject}'"
    )
    values, units, cells = (np.array(column) for column in zip(*rows, strict=True))
    assert within(icc(values.astype(float), units, cells), targets.SCHOOL_ICC_RANGE)


def test_scores_grow_and_hold_from_year_to_year(planted: Made) -> None:
    pairs = planted.ask(
        "select corr(a.scale_score, b.scale_score), avg(b.scale_score - a.scale_score) from "
        "assessments a join assessments b using (student_id, subject, kind) where kind = 'state' "
        "and b.school_year[:4]::int = a.school_year[:4]::int + 1 group by subject, a.grade"
    )
    assert len(pairs) == 10
    assert within(np.median([r for r, _ in pairs]), targets.SCORE_CORRELATION_RANGE)
    assert all(growth > 5 for _, growth in pairs)


def test_absence_is_skewed(planted: Made) -> None:
    rows = planted.reckoned.columns
    here = rows["among_chronic_absence"].astype(bool)
    days = rows["absent"][here]
    assert within(rows["counted_chronic_absence"][here].mean(), targets.CHRONIC_RANGE)
    assert np.mean(days) > 1.4 * np.median(days)
    assert np.percentile(days, 95) > 30
    assert np.mean(days == 0) > 0.02


def test_siblings_are_absent_alike(planted: Made) -> None:
    r = share(planted, """with days as (select student_id, household_id, count(*) as n from
        attendance join students using (student_id) where date >= '2025-08-01' group by all)
        select corr(ln(a.n), ln(b.n)) from days a join days b using (household_id)
        where a.student_id < b.student_id""")  # fmt: skip
    assert 0.1 < r < 0.5


def test_about_one_in_twelve_is_in_two_schools(planted: Made) -> None:
    rows = planted.ask(
        "select avg((n > 1)::int) from (select count(distinct school_id) as n, school_year from "
        "enrollments group by student_id, school_year) group by school_year"
    )
    assert all(within(moved, targets.MOBILITY_RANGE) for (moved,) in rows)


def test_ninth_graders_on_track(planted: Made) -> None:
    rows = planted.reckoned.columns
    here = rows["among_on_track_grade_9"].astype(bool)
    assert within(rows["counted_on_track_grade_9"][here].mean(), targets.ON_TRACK_RANGE)


def test_who_lives_here(planted: Made) -> None:
    rows = planted.reckoned.columns
    here = rows["among_referred"].astype(bool)
    for race, wanted in targets.RACE_SHARES.items():
        assert np.mean(rows["race_ethnicity"][here] == race) == pytest.approx(wanted, abs=0.02)
    low = np.mean(rows["economically_disadvantaged"][here] == "Yes")
    assert low == pytest.approx(targets.LOW_INCOME, abs=0.03)
    assert 0.08 < np.mean(rows["disability"][here] == "Yes") < 0.16
    for name, wanted in (("homeless", targets.HOMELESS), ("foster", targets.FOSTER)):
        assert np.mean(rows[name][here] == "Yes") == pytest.approx(wanted, rel=0.35)


@pytest.mark.parametrize(
    "missing",
    [
        "avg((hispanic is null)::int) from students",
        "avg((sex is null)::int) from students",
        "avg((home_language is null)::int) from students",
        """1 - count(*) filter (value <> 'Not reported') / (select count(*) from main)
        from student_groups where dimension = 'economically_disadvantaged'""",
    ],
)
def test_a_little_is_missing(planted: Made, missing: str) -> None:
    assert within(share(planted, f"select {missing}"), (0.005, 0.03))


def yearly(dimension: str) -> str:
    columns = "select student_id, school_year, value from student_groups"
    return f"({columns} where dimension = '{dimension}')"


@pytest.mark.parametrize("world", ["planted", "null"])
def test_learners_become_fluent_and_some_stay_learners_long(
    world: str, request: pytest.FixtureRequest
) -> None:
    made, english = request.getfixturevalue(world), yearly("english_learner")
    reclassified = share(made, f"""select avg((b.value = 'Reclassified')::int) from {english} a
        join {english} b using (student_id) where a.school_year = '2024-25' and b.school_year =
        '2025-26' and a.value in ('Current', 'Long-term')""")  # fmt: skip
    long = share(made, f"""select avg((value = 'Long-term')::int) from {english}
        where school_year = '2025-26' and value in ('Current', 'Long-term')""")  # fmt: skip
    assert within(reclassified, targets.RECLASSIFIED_RANGE)
    assert within(long, targets.LONG_TERM_RANGE)


@pytest.mark.parametrize("world", ["planted", "null"])
def test_services_reach_as_many_as_they_are_to(world: str, request: pytest.FixtureRequest) -> None:
    made = request.getfixturevalue(world)
    apart = share(made, "select avg((setting = 'regular_under_40')::int) from placements")
    joined = share(made, """select count(distinct student_id) filter (program = 'activity') /
        (select count(distinct student_id) from enrollments where school_year = '2025-26')
        from programs where date >= '2025-08-01'""")  # fmt: skip
    started = share(made, """select count(*) filter (step = 'started') / count(*) filter
        (step = 'eligible') from programs where program = 'tutoring'""")  # fmt: skip
    assert within(apart, targets.UNDER_40_RANGE)
    assert within(joined, targets.ACTIVITY_RANGE)
    assert within(started, targets.SUPPORT_STARTED_RANGE)


def served_by_sex(made: Made) -> tuple[float, float]:
    rows = made.reckoned.columns
    here = rows["among_referred"].astype(bool)
    served = rows["disability"] == "Yes"
    return tuple(np.mean(served[here & (rows["sex"] == sex)]) for sex in ("Male", "Female"))


def test_boys_are_served_for_a_disability_more_often_only_where_groups_differ(
    planted: Made, null: Made
) -> None:
    boys, girls = served_by_sex(planted)
    assert boys > 1.5 * girls
    boys, girls = served_by_sex(null)
    assert boys == pytest.approx(girls, abs=0.01)


def test_categories_are_placed_alike_only_where_no_group_differs(planted: Made, null: Made) -> None:
    apart = """select avg((setting = 'regular_under_40')::int) from placements join
        (select distinct student_id, value from student_groups where dimension =
        'disability_category') using (student_id) where value like 'Speech%'"""
    assert share(planted, apart) == 0
    assert within(share(null, apart), (0.10, 0.22))


def test_group_shares_vary_from_school_to_school(planted: Made) -> None:
    rows = planted.ask(
        "select avg((value = 'Yes')::int) from student_groups join main using (student_id, "
        "school_year) where dimension = 'economically_disadvantaged' group by school_id"
    )
    assert max(rows)[0] - min(rows)[0] > 0.25


@pytest.mark.parametrize("kind", ["expulsion", "law_enforcement"])
def test_expulsions_and_calls_to_the_police_are_rare(planted: Made, kind: str) -> None:
    limits = {"expulsion": targets.EXPELLED_RANGE, "law_enforcement": targets.POLICE_RANGE}[kind]
    named = f"(select count(distinct student_id) from consequences where kind = '{kind}')"
    children = "(select count(*) from (select distinct student_id, school_year from enrollments))"
    assert within(share(planted, f"select {named} / {children}"), limits)


def test_more_than_a_quarter_of_days_are_unexcused_and_most_are_not(planted: Made) -> None:
    away = (
        "select avg((status = 'absent_unexcused')::int) from attendance where status <> 'present'"
    )
    assert within(share(planted, away), targets.UNEXCUSED_RANGE)


def test_a_small_district_names_each_kind_once(tmp_path: Path) -> None:
    """Some seed of so few children draws no expulsion: without one, it would read as not kept."""
    for seed in range(4):
        make(tmp_path / str(seed), students=300, schools=3, years=2, seed=seed)
        kinds = (tmp_path / str(seed) / "consequences.csv").read_text("utf-8")
        assert "out_of_school_suspension" in kinds
        assert "expulsion" in kinds
        assert "law_enforcement" in kinds


def test_incidents_are_of_many_kinds(planted: Made) -> None:
    kinds = dict(planted.ask("select kind, count(*) from consequences group by kind"))
    assert set(kinds) == {"classroom", "in_school_suspension", "out_of_school_suspension",
                          "expulsion", "law_enforcement", "restorative", "other"}  # fmt: skip
    assert kinds["restorative"] > 300
    roles = dict(planted.ask("select role, count(*) from incident_students group by role"))
    assert min(roles["harmed"], roles["witness"]) > 100
    shared = share(planted, "select avg((n > 1)::int) from (select count(*) as n from "
                   "incident_students where role = 'offender' group by incident_id)")  # fmt: skip
    assert 0.05 < shared < 0.25
