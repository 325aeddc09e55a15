"""Planted causes: what truth.json says of them holds in the files, and of what is none as well."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from forwhom.sample import make
from forwhom.sample.discipline import BEHAVIORS
from tests.engine.sample.conftest import Made
from tests.engine.sample.reckoning import open_folder, reckon
from tests.engine.sample.test_folder import digest

FAR = 4.0  # standard errors
LAST = "2025-26"
# The usual districts, whose figures are printed elsewhere, as they were before causes were planted.
USUAL = {
    (400, 4, 2, False): "513c2805aed7fd91", (1200, 14, 3, False): "5d9e4818e687f85b",
    (400, 4, 2, True): "955f7cd1cff881bb", (1200, 14, 3, True): "8c1e890d7fd37b40",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("causes")
    make(folder, students=12_000, schools=24, causes=True)
    tables = open_folder(folder)
    yield Made(folder, tables, reckon(tables))
    tables.close()


def told(made: Made, name: str, **like: str) -> list[dict[str, Any]]:
    entries = json.loads((made.folder / "truth.json").read_text("utf-8"))[name]
    return [e for e in entries if all(e.get(key) == value for key, value in like.items())]


def rate_gap(counted: np.ndarray, inside: np.ndarray) -> tuple[float, float]:
    """A difference of two rates and its standard error."""
    sides = counted[inside], counted[~inside]
    error = np.sqrt(sum(max(s.mean() * (1 - s.mean()), 0.01) / len(s) for s in sides))
    return float(sides[0].mean() - sides[1].mean()), float(error)


@pytest.mark.parametrize("which", sorted(USUAL))
def test_the_usual_district_is_what_it_was(
    tmp_path: Path, which: tuple[int, int, int, bool]
) -> None:
    students, schools, years, null = which
    make(tmp_path, students=students, schools=schools, years=years, seed=7, null=null)
    found = hashlib.sha256()
    for path in sorted(tmp_path.iterdir()):
        found.update(path.name.encode() + path.read_bytes())
    assert found.hexdigest()[:16] == USUAL[which]


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("two", 3), ("three", 4)):
        make(tmp_path / name, students=400, schools=13, years=2, seed=seed, causes=True)
    one, two, three = (digest(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert one["truth.json"] != three["truth.json"]


@pytest.mark.parametrize(("students", "schools", "years"), [(30, 1, 1), (60, 2, 3), (240, 13, 2)])
def test_small_districts_work(tmp_path: Path, students: int, schools: int, years: int) -> None:
    make(tmp_path, students=students, schools=schools, years=years, causes=True)
    assert json.loads((tmp_path / "truth.json").read_text("utf-8"))["causes"]


def test_a_district_has_causes_or_nothing_planted(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not both"):
        make(tmp_path, students=300, schools=3, null=True, causes=True)


def test_seventy_percent_lies_between_schools(made: Made) -> None:
    (cause,) = told(made, "causes", kind="between_schools")
    assert cause["share"] == pytest.approx(0.70, abs=1e-6)
    assert cause["between"] + cause["inside"] == pytest.approx(cause["size"])
    rows = made.reckoned
    asked = rows.columns["among_chronic_absence"].astype(bool)
    asked &= rows.columns["school_year"] == LAST
    counted = rows.columns["counted_chronic_absence"][asked].astype(float)
    gap, error = rate_gap(counted, rows.inside(cause["group"])[asked])
    assert abs(gap - cause["size"]) < FAR * error


def test_only_the_referral_gate_is_open(made: Made) -> None:
    rows, last = made.reckoned, made.reckoned.columns["school_year"] == LAST
    steps = [("here", "referred"), ("referred", "suspended"), ("suspended", "out_of_school")]
    expected = [told(made, "causes", gate="referral", measure="referred")[0]["difference"], 0, 0]
    name = {"out_of_school": "suspended_out_of_school"}
    group = rows.inside("race_ethnicity=Black or African American")
    for (before, after), planted in zip(steps, expected, strict=True):
        passed = last & rows.columns["among_referred"].astype(bool)
        if before != "here":
            passed &= rows.columns[f"counted_{before}"].astype(bool)
        counted = rows.columns[f"counted_{name.get(after, after)}"][passed].astype(float)
        gap, error = rate_gap(counted, group[passed])
        assert abs(gap - planted) < FAR * error, after


def suspended_of_fights(made: Made, sex: str, schools: str, behavior: str) -> tuple[float, int]:
    sql = f"""select avg(coalesce(hit, 0)), count(*) from incident_students
        join incidents using (incident_id) join students using (student_id)
        left join (select distinct incident_id, student_id, 1 as hit from consequences where kind in
        ('in_school_suspension', 'out_of_school_suspension')) using (incident_id, student_id)
        where role = 'offender' and sex = '{sex}' and {schools} and behavior {behavior}"""
    return made.ask(sql)[0]


def test_a_behavior_is_punished_twice_as_hard_in_some_schools(made: Made) -> None:
    cause = told(made, "causes", cause="same_incident")[0]
    assert cause["cells"] >= 60  # enough mixed incidents to say anything
    named = ", ".join(f"'{school}'" for school in cause["schools"])
    for schools, behavior, planted in (
        (f"school_id in ({named})", f"= '{cause['behavior']}'", cause["there"]),
        (f"school_id in ({named})", f"<> '{cause['behavior']}'", 0.0),
        (f"school_id not in ({named})", f"= '{cause['behavior']}'", 0.0),
    ):
        boys, girls = (suspended_of_fights(made, sex, schools, behavior) for sex in "MF")
        error = np.sqrt(0.25 / boys[1] + 0.25 / girls[1])
        assert abs(boys[0] - girls[0] - planted) < FAR * error
        assert (boys[0] / girls[0] > 1.5) == (planted > 0)


def test_the_program_took_a_third_off_referrals_and_is_declared(made: Made) -> None:
    (cause,) = told(made, "causes", kind="program")
    settings = tomllib.loads((made.folder / "forwhom.toml").read_text("utf-8"))
    mine = [t for t in settings["tried"] if t["name"] == cause["name"]]
    assert {s: t["since"] for t in mine for s in t["schools"]} == cause["since"]
    assert len({t["since"] for t in mine}) == 2
    rows = made.reckoned
    year, school = rows.columns["school_year"], rows.columns["school_id"]
    having = np.array([y >= cause["since"].get(s, "9") for y, s in zip(year, school, strict=True)])
    tried = np.isin(school, cause["schools"])
    counted = rows.columns["counted_referred"].astype(float)
    share = counted[having].mean() / counted[tried & ~having].mean()
    later = counted[~tried & (year == LAST)].mean() / counted[~tried & (year < LAST)].mean()
    assert share / later == pytest.approx(cause["size"], abs=0.15)


def test_the_matrix_is_declared_and_knows_every_behavior(made: Made) -> None:
    (matrix,) = tomllib.loads((made.folder / "forwhom.toml").read_text("utf-8"))["matrix"]
    assert set(matrix["rows"]) == set(BEHAVIORS)
    (above,) = told(made, "causes", kind="matrix")
    assert matrix["rows"][above["behavior"]]["highest"] == "in_school_suspension"
    assert above["difference"] > 0.05


def test_what_changed_nothing_is_told_and_declared(made: Made) -> None:
    none = told(made, "non_causes", kind="program")
    assert {e["name"] for e in none} >= {"Attendance letters", "Attendance plans"}
    assert all(e["measure"] == "chronic_absence" and e["difference"] == 0.0 for e in none)


def test_some_schools_offer_nothing_and_children_of_others_are_enrolled_less(made: Made) -> None:
    (none,) = told(made, "causes", kind="offers_none")
    (less,) = told(made, "causes", kind="not_enrolled")
    assert len(none["schools"]) == 2
    named = ", ".join(f"'{school}'" for school in none["schools"])
    offered = f"""select count(*) from sections join courses using (course_id)
        where level in ('ap', 'ib', 'dual') and school_id in ({named})"""
    assert made.ask(offered) == [(0,)]
    rows = made.reckoned
    asked = rows.columns["among_college_level_course"].astype(bool)
    asked &= rows.columns["school_year"] == LAST
    counted = rows.columns["counted_college_level_course"][asked].astype(float)
    gap, error = rate_gap(counted, rows.inside(less["group"])[asked])
    assert less["difference"] < 0
    assert abs(gap - less["difference"]) < FAR * error
