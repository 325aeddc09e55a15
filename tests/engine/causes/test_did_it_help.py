"""What was tried is seen where it worked and nowhere else; silence says what it is worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from forwhom.causes import CAUSES, Evidence, Records
from forwhom.causes.did_it_help import cause
from forwhom.causes.trials.declared import Trial
from forwhom.causes.trials.months import Series, _without_seasons, series_of
from forwhom.causes.trials.panel import GROUP, Panel
from forwhom.causes.trials.school_years import SchoolYears, school_years
from forwhom.causes.trials.smallest_change import smallest_change
from forwhom.data.engine import DuckDB, open_duckdb
from forwhom.data.store import Tables
from forwhom.disparities.cells import wide_table
from forwhom.disparities.search.children import fetch_children
from forwhom.disparities.search.contrast import Contrasts
from forwhom.measures import MEASURES
from forwhom.results.explanation import SILENT, TOLD
from forwhom.words.reading import words_of
from tests.backends.records import Records as Rows
from tests.engine.causes.made import finding, section

YEARS = ["2022-23", "2023-24", "2024-25", "2025-26"]
NAME = {"en": "Circles", "es": "Círculos"}
REFERRED = {"name": "referred", "kind": "share", "domain": "discipline"}


def cells(
    seed: int, effect: float, *, schools: int = 14, tried: int = 3, chosen: str = "by lot"
) -> tuple[SchoolYears, Trial]:
    """Counts of a group of 250 a school: from 2024-25 on `effect` times as many in some schools."""
    rng = np.random.default_rng(seed)
    own = rng.uniform(0.18, 0.34, schools)
    year = np.array([0.0, 0.01, 0.0, 0.02])
    n = np.full((2, schools, 4), 250.0)
    rate = own[:, None] + year
    count = rng.binomial(250, np.stack([rate, rate - 0.1]))
    had = np.arange(tried)
    if chosen == "worst":
        had = np.argsort(-count[0][:, 1])[:tried]
    rate = rate.copy()
    rate[had, 2:] *= effect
    count[:, :, 2:] = rng.binomial(250, np.stack([rate, rate - 0.1]))[:, :, 2:]
    names = [f"S{number}" for number in range(schools)]
    trial = Trial(NAME, {names[place]: "2024-25" for place in had})
    total = count.astype(float)
    return SchoolYears(names, YEARS, n, total, total), trial


def panel_of(made: tuple[SchoolYears, Trial]) -> Panel:
    panel = Panel.of(made[1], made[0], set(made[0].schools))
    assert panel is not None
    return panel


@pytest.mark.parametrize(("schools", "tried"), [(14, 3), (40, 16)])
def test_a_fall_of_30_percent_is_seen_and_limits_hold_the_truth(schools: int, tried: int) -> None:
    """Few schools by randomisation, many by errors of clusters."""
    held, seen = 0, 0
    for seed in range(25):
        made = cells(seed, 0.7, schools=schools, tried=tried)
        found = panel_of(made).effects()[GROUP]
        rng = np.random.default_rng(seed)
        own = rng.uniform(0.18, 0.34, schools)[:tried]
        truth = float((-0.3 * (own[:, None] + [0.0, 0.02])).mean())
        held += found.low <= truth <= found.high
        seen += found.p <= 0.05
    assert held >= 21
    assert seen >= 21


@pytest.mark.parametrize(("schools", "tried"), [(14, 3), (40, 16)])
def test_what_changed_nothing_is_not_seen(schools: int, tried: int) -> None:
    seen = sum(
        panel_of(cells(seed, 1.0, schools=schools, tried=tried)).effects()[GROUP].p <= 0.05
        for seed in range(40)
    )
    assert seen <= 6


def test_schools_that_began_in_other_years_are_each_compared_with_those_that_had_not() -> None:
    made, trial = cells(3, 0.7)
    staggered = replace(trial, since={"S0": "2023-24", "S1": "2024-25", "S2": "2025-26"})
    panel = Panel.of(staggered, made, set(made.schools))
    assert panel is not None
    assert sorted(panel.begun[panel.had]) == [1, 2, 3]
    assert np.isfinite(panel.effects()[GROUP].value)


def test_schools_chosen_for_being_worst_are_told_how_far_chance_brings_them_back() -> None:
    """Nothing was done; on the average they come back by what is said."""
    said, came = [], []
    for seed in range(60):
        panel = panel_of(cells(seed, 1.0, chosen="worst"))
        back = panel.back_by_chance()
        assert back.is_extreme
        said.append(back.change)
        came.append(panel.effects()[GROUP].value)
    assert np.mean(said) < -0.005
    assert np.mean(came) == pytest.approx(np.mean(said), abs=0.008)


def test_before_it_begins_the_smallest_change_is_told_and_is_about_right() -> None:
    made, trial = cells(1, 1.0)
    coming = replace(trial, since=dict.fromkeys(trial.since, "2026-27"))
    assert Panel.of(coming, made, set(made.schools)) is None
    smallest = smallest_change(coming, made, set(made.schools))
    assert 0.03 < smallest < 0.2
    more = replace(coming, since=dict.fromkeys(made.schools[:7], "2026-27"))
    assert smallest_change(more, made, set(made.schools)) < smallest
    everywhere = replace(coming, since=dict.fromkeys(made.schools, "2026-27"))
    assert np.isnan(smallest_change(everywhere, made, set()))


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    with open_duckdb(tmp_path_factory.mktemp("tried")) as engine:
        yield district(engine, 1, 0.3)


def district(engine: DuckDB, seed: int, effect: float) -> Tables:
    """Ten schools of 120 children in each of three years; new children every year."""
    rng = np.random.default_rng(seed)
    enrolled, students, incidents, named = [], [], [], []
    for y, year in enumerate(YEARS[1:]):
        for school in range(10):
            for k in range(120):
                who, girl = f"{y}-{school}-{k}", k % 2 == 0
                students.append({"student_id": who, "sex": "F" if girl else "M"})
                enrolled.append({"student_id": who, "school_id": f"S{school}", "grade": "7",
                                 "school_year": year})  # fmt: skip
                rate = (0.35 if girl else 0.2) * (effect if y > 0 and school < 3 else 1)
                if rng.random() < rate:
                    incidents.append({"incident_id": who, "school_id": f"S{school}",
                                      "school_year": year,
                                      "date": date(int(year[:4]), 11, 3)})  # fmt: skip
                    named.append({"incident_id": who, "student_id": who, "role": "offender"})
    schools = [
        {"school_id": f"S{n}", "name": f"School {n}", "level": "middle", "kind": "regular"}
        for n in range(10)
    ]
    tables = {"schools": schools, "students": students, "enrollments": enrolled,
              "incidents": incidents, "incident_students": named}  # fmt: skip
    return Rows(tables).on(engine)


def evidence(tables: Tables, declared: dict[str, Any]) -> Evidence:
    measures = {"referred": MEASURES["referred"]}
    if "children" not in tables.kept:
        wide = wide_table(tables, measures, "district")
        tables.kept["children"] = fetch_children(tables, wide, measures, YEARS[-1])
    children = tables.kept["children"]
    contrasts = Contrasts(children, frozenset())
    found = finding("referred")
    return Evidence.of(found, REFERRED, contrasts, Records(tables, children, declared))


def test_from_records_to_sentences(tables: Tables) -> None:
    tried = section(name=NAME, schools=["S0", "S1", "S2"])
    asked = evidence(tables, {"tried": [tried]})
    assert cause.fits(asked)
    found = cause.of(asked)
    assert found.status == TOLD
    mine, gap = found.rows
    assert mine.name == {"en": "Circles: these students", "es": "Círculos: estos estudiantes"}
    assert mine.certain
    assert mine.children == 180
    assert (mine.difference_low or 0) <= -0.245 <= (mine.difference_high or 0)
    assert "lower than expected" in found.sentences["en"][0]
    assert gap.difference is not None
    for told in found.sentences.values():
        for sentence in (part for text in told for part in text.split(". ")):
            assert len(words_of(sentence)) <= 25, sentence


def test_it_is_asked_only_where_something_was_tried_that_fits(tables: Tables) -> None:
    assert not cause.fits(evidence(tables, {}))
    other = section(schools=["S0"], measures=["suspended"])
    assert not cause.fits(evidence(tables, {"tried": [other]}))
    coming = section(schools=["S0", "S1", "S2", "S3"], since="2026-27", measures=["referred"])
    asked = evidence(tables, {"tried": [coming]})
    assert cause.fits(asked)
    found = cause.of(asked)
    assert found.status == SILENT
    assert "smallest change you could see" in found.needs["en"]
    assert "would help" not in found.needs["en"]
    assert not found.rows
    assert 0 < found.numbers["smallest_change"] < 0.5
    assert CAUSES["did_it_help"] == cause.named("did_it_help")


def test_where_nobody_wrote_down_what_was_tried_measures_of_the_headline_say_so(
    tables: Tables,
) -> None:
    asked = evidence(tables, {})
    asked = replace(asked, measure={**REFERRED, "headline": True})
    assert cause.fits(asked)
    found = cause.of(asked)
    assert found.status == SILENT
    assert found.needs["en"] == (
        "Nobody wrote down what was tried. [[tried]] in forwhom.toml does."
    )
    other = section(schools=["S0"], measures=["suspended"])
    declared = replace(asked.records, declared={"tried": [other]})  # type: ignore[type-var]
    assert not cause.fits(replace(asked, records=declared))


def test_without_limits_nothing_is_measured_and_the_smallest_change_is_told(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Schools so few that chance could do as much: the effect has no limits."""
    real = Panel.effects

    def without_limits(panel: Panel) -> dict[str, Any]:
        nan = float("nan")
        return {name: replace(one, low=nan, high=nan) for name, one in real(panel).items()}

    monkeypatch.setattr(Panel, "effects", without_limits)
    tried = section(name=NAME, schools=["S0", "S1", "S2"])
    found = cause.of(evidence(tables, {"tried": [tried]}))
    assert found.status == SILENT
    assert "3 of 10 schools are so few" in found.needs["en"]
    assert "the smallest change you could see from Circles" in found.needs["en"]
    assert not found.rows
    assert 0 < found.numbers["smallest_change"] < 0.5


def months(jump: float, seed: int) -> Series:
    rng = np.random.default_rng(seed)
    names = [f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 11)]
    value = 0.06 + 0.01 * np.tile(np.sin(np.arange(10)), 3) + rng.normal(size=30) * 0.004
    value[20:] += jump
    found, seasons = _without_seasons(names, value, 20)
    assert seasons
    return Series(names, found, 20, seasons)


def test_where_all_began_at_once_the_months_show_the_jump() -> None:
    held = found = quiet = 0
    for seed in range(20):
        jump = months(-0.02, seed).jump()
        assert jump is not None
        held += jump.low <= -0.02 <= jump.high
        found += jump.high < 0
        none = months(0.0, seed).jump()
        quiet += none is not None and none.low <= 0 <= none.high
    assert held >= 17
    assert found >= 15
    assert quiet >= 17


def test_from_records_to_months(tables: Tables) -> None:
    """All schools began in the second of three years; incidents are all in November."""
    everywhere = section(schools="all", since="2024-25")
    asked = evidence(tables, {"tried": [everywhere]})
    found = cause.of(asked)
    assert found.status == SILENT
    assert "compare" in found.needs["en"]
    assert "More years of records" in found.needs["en"]
    cells = school_years(asked)
    assert cells is not None
    trial = Trial(NAME, dict.fromkeys(cells.schools, "2024-25"))
    series = series_of(trial, cells, asked)
    assert series is not None
    assert series.months == ["2023-11", "2024-11", "2025-11"]
    assert series.began == 1
    assert series.value == pytest.approx(cells.total[0].sum(axis=0) / cells.n[0].sum(axis=0))
    assert series.jump() is None
