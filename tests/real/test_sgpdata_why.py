"""A real student file: why two of its gaps are there, counted again by plain SQL and numpy."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pytest

from forwhom.audit import import_records
from forwhom.causes import CAUSES, Evidence, Records
from forwhom.data.district import District
from forwhom.data.engine import open_engine
from forwhom.data.store import Tables
from forwhom.disparities.cells import wide_table
from forwhom.disparities.search.children import Children, fetch_children
from forwhom.disparities.search.contrast import Contrasts
from forwhom.measures import MEASURES
from forwhom.results.explanation import Explanation
from forwhom.results.finding import Finding

MAPPING = "docs/how-to/sgpdata.mapping.toml"
YEAR, BEFORE = "2024-25", "2023-24"
MEASURED = ("gifted", "score_mathematics", "proficient_mathematics")
Real = Callable[[str], Path]
pytestmark = pytest.mark.long
CHILDREN = f"""
SELECT student_id, max(school_id) AS school, max(grade) AS grade,
    any_value(sex) AS sex, bool_or(hispanic) AS hispanic
FROM read_parquet('{{0}}/enrollments.parquet') AS e
JOIN read_parquet('{{0}}/students.parquet') AS s USING (student_id)
WHERE school_year = '{YEAR}' GROUP BY student_id
"""
GIFTED = f"""
SELECT c.*, g.student_id IS NOT NULL AS gifted FROM ({CHILDREN}) AS c LEFT JOIN
    (SELECT DISTINCT student_id FROM read_parquet('{{0}}/programs.parquet') AS p
     WHERE program = 'gifted' AND step = 'started' AND school_year <= '{YEAR}') AS g
    USING (student_id)
"""
SCORES = f"""
SELECT c.grade, c.hispanic, now.score,
    coalesce(before.score, 'NaN'::DOUBLE) AS before FROM ({CHILDREN}) AS c JOIN
    ({{1}} AND school_year = '{YEAR}' GROUP BY 1) AS now USING (student_id) LEFT JOIN
    ({{1}} AND school_year = '{BEFORE}' GROUP BY 1) AS before USING (student_id)
"""
OF_TESTS = """
SELECT student_id, max(scale_score) AS score FROM read_parquet('{0}/assessments.parquet')
WHERE subject = 'mathematics' AND scale_score IS NOT NULL
"""


@pytest.fixture(scope="module")
def folder(real: Real, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sgpdata") / "district"
    import_records(real("sgpdata"), made, mapping=root / MAPPING)
    return made


@pytest.fixture(scope="module")
def told(folder: Path) -> Iterator[dict[tuple[str, str], Explanation]]:
    """What is said of Hispanic children by each way, for each measure."""
    with tempfile.TemporaryDirectory() as spill, open_engine("duckdb", Path(spill)) as engine:
        tables = District(folder).tables(engine)
        children = of_year(tables)
        found = {}
        for name in MEASURED:
            given = evidence(tables, children, name)
            for cause in ("between_schools", "schools_and_grades", "composition", "growth"):
                if CAUSES[cause].asks_of(given.measure):
                    found[name, cause] = CAUSES[cause].of(given)
        yield found


def of_year(tables: Tables) -> Children:
    measures = {name: MEASURES[name] for name in MEASURED}
    mine = replace(tables, only_years=(YEAR,), kept={})
    return fetch_children(mine, wide_table(mine, measures, "district"), measures, YEAR)


def evidence(tables: Tables, children: Children, name: str) -> Evidence:
    row = dict.fromkeys(
        ("students_to_parity", "rate", "comparison_rate", "difference", "n", "count"), 0.0
    )
    finding = Finding.of_row(
        {
            **row, "measure": name, "school_year": YEAR, "place_type": "district",
            "place_id": "district", "group": "race_ethnicity=Hispanic or Latino",
            "compared_with": "others", "difference_low": None, "difference_high": None,
            "ratio": None,
        }
    )  # fmt: skip
    measure = {
        "name": name,
        "kind": MEASURES[name].kind,
        "domain": "access" if name == "gifted" else "achievement",
        "unit": None,
        "says": MEASURES[name].says,
    }
    records = Records(tables, children)
    return Evidence.of(finding, measure, Contrasts(children, frozenset()), records)


def asked(folder: Path, query: str) -> dict[str, np.ndarray]:
    tables = folder / "tables"
    text = query.format(tables, OF_TESTS.format(tables))
    return {name: np.asarray(c) for name, c in duckdb.sql(text).fetchnumpy().items()}


def by_hand(place: np.ndarray, mine: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """What lies between places and what inside them, place by place."""
    between, inside = 0.0, 0.0
    for at in np.unique(place):
        own, others = y[(place == at) & mine], y[(place == at) & ~mine]
        w, v = len(own) / mine.sum(), len(others) / (~mine).sum()
        r = own.mean() if len(own) else others.mean()
        s = others.mean() if len(others) else r
        between += (w - v) * (r + s) / 2
        inside += (w + v) * (r - s) / 2
    return between, inside


def test_who_is_in_gifted_programs_between_and_within_schools(folder: Path, told) -> None:
    rows = asked(folder, GIFTED)
    mine, y = rows["hispanic"].astype(bool), rows["gifted"].astype(float)
    found = told["gifted", "between_schools"]
    assert found.gap == pytest.approx(y[mine].mean() - y[~mine].mean(), abs=1e-12)
    between, inside = found.parts
    expected = by_hand(rows["school"], mine, y)
    # 139 children were in two schools in a year: at which they count is a choice.
    assert (between.value, inside.value) == pytest.approx(expected, abs=2e-4)
    assert between.value + inside.value == pytest.approx(found.gap, abs=1e-12)
    assert (inside.high or 0) < -0.02
    assert abs(inside.value) > abs(between.value)
    both = told["gifted", "schools_and_grades"]
    assert sum(part.value for part in both.parts) == pytest.approx(found.gap, abs=1e-12)
    same = by_hand(np.char.add(rows["school"].astype(str), rows["grade"].astype(str)), mine, y)
    assert both.parts[-1].value == pytest.approx(same[1], abs=4e-4)


def test_what_goes_with_scores_of_the_year_before(told) -> None:
    """Of the gap in gifted places, part goes with earlier scores; part is there beside them."""
    found = told["gifted", "composition"]
    parts = {part.name["en"]: part for part in found.parts}
    assert sum(part.value for part in found.parts) == pytest.approx(found.gap, abs=1e-9)
    assert (parts["Test score the year before"].high or 0) < 0
    assert abs(parts["Same circumstances"].value) < abs(found.gap)


def began(score: np.ndarray, grade: np.ndarray) -> np.ndarray:
    """The grade and the twentieth of its scores of the year before; the grade where none is."""
    place = np.array([f"{at} none" for at in grade])
    for at in np.unique(grade):
        own = np.flatnonzero((grade == at) & ~np.isnan(score))
        if len(own):
            cuts = np.unique(np.quantile(score[own], np.linspace(0, 1, 21)[1:-1]))
            place[own] = [f"{at} {step}" for step in np.searchsorted(cuts, score[own], "right")]
    return place


def test_how_much_of_a_gap_in_scores_arose_since(folder: Path, told) -> None:
    rows = asked(folder, SCORES)
    mine, score = rows["hispanic"].astype(bool), rows["score"].astype(float)
    place = began(rows["before"].astype(float), rows["grade"])
    found = told["score_mathematics", "growth"]
    parts = {part.name["en"]: part for part in found.parts}
    between, inside = by_hand(place, mine, score)
    of_grade = by_hand(rows["grade"], mine, score)[0]
    assert found.gap == pytest.approx(score[mine].mean() - score[~mine].mean(), abs=0.05)
    assert sum(part.value for part in found.parts) == pytest.approx(found.gap, abs=1e-9)
    assert parts["There the year before"].value == pytest.approx(between - of_grade, abs=0.2)
    late = parts["Arose since"].value + parts["No score the year before"].value
    assert late == pytest.approx(inside, abs=0.2)
    assert parts["There the year before"].value < parts["Arose since"].value
    assert (parts["Arose since"].high or 0) < -5


def test_growth_percentiles_are_ranks_among_those_who_began_alike(folder: Path, told) -> None:
    """Beside the hundred children whose scores were nearest: no model at all."""
    rows = asked(folder, SCORES)
    before = rows["before"].astype(float)
    known = ~np.isnan(before)
    mine, score, grade = (
        rows["hispanic"].astype(bool)[known], rows["score"].astype(float)[known],
        rows["grade"][known],
    )  # fmt: skip
    percent = np.full(len(score), np.nan)
    for at in np.unique(grade):
        own = np.flatnonzero(grade == at)
        if len(own) < 1_000:
            continue
        line = own[np.argsort(before[known][own], kind="stable")]
        for first in range(0, len(line), 100):
            near = line[max(0, min(first, len(line) - 100)) :][:100]
            each = score[near]
            below = (each[:, None] > each).mean(axis=1) + (each[:, None] == each).mean(axis=1) / 2
            percent[near] = 100 * below
    ranked = ~np.isnan(percent)
    expected = [percent[ranked & side].mean() for side in (mine, ~mine)]
    for name in ("score_mathematics", "proficient_mathematics"):
        numbers = told[name, "growth"].numbers
        assert numbers["percentile"] == pytest.approx(expected[0], abs=0.6)
        assert numbers["others_percentile"] == pytest.approx(expected[1], abs=0.6)
        assert numbers["percentile_difference_high"] < -4
    rows_told = told["score_mathematics", "growth"].rows
    assert [row.name["en"] for row in rows_told] == [f"Grade {at}" for at in range(4, 11)]
