"""Means from published levels come near the means of the scale scores they were cut from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pytest

import forwhom
from forwhom.results import AuditFolder

PAGE = "docs/explanation/schools-years-and-levels.md"
LEVELS = ("Unsatisfactory", "Partially Proficient", "Proficient", "Advanced")
DIMENSIONS = {"race_ethnicity": "ETHNICITY", "disability": "IEP_STATUS", "sex": "GENDER"}
TOLD = ", ".join(f'{column} AS "{name}"' for name, column in DIMENSIONS.items())
SCORES = f"""
CREATE TABLE scores AS
SELECT lower(CONTENT_AREA) AS test, GRADE AS grade, SCHOOL_NUMBER AS school,
    list_position({list(LEVELS)}, ACHIEVEMENT_LEVEL) AS level, SCALE_SCORE::DOUBLE AS score,
    ID::BIGINT % 2 = 0 AS first_half, 'all' AS "all", {TOLD}
FROM read_csv($file, all_varchar = true)
WHERE YEAR = '2024_2025' AND ACHIEVEMENT_LEVEL IN {LEVELS} AND SCALE_SCORE IS NOT NULL
"""
Real = Callable[[str], Path]
Key = tuple[str, str, str]
pytestmark = pytest.mark.long


class Near(NamedTuple):
    """How near estimates come to the truth: how many, correlation, mean absolute error."""

    many: int
    correlation: float
    error: float


@pytest.fixture(scope="module")
def scores(real: Real) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute(SCORES, {"file": str(real("sgpdata") / "sgpData_LONG.csv.gz")})
        yield opened


def published(grade: str, hide_under: int, only: str) -> str:
    """Rows of how many reached each level, in the district and each school, by `grade`."""
    parts = []
    for dimension in ("all", *DIMENSIONS):
        for kind, place in (("district", "'1'"), ("school", "school")):
            of = f'test, {grade} AS grade, {place} AS place_id, "{dimension}" AS told'
            parts.append(f"""
            SELECT '{kind}' AS place_type, place_id, test AS measure, grade,
                '{dimension}' AS dimension, told AS "group", given.level,
                count(s.level) AS n
            FROM (SELECT DISTINCT {of} FROM scores WHERE {only}) AS kinds
            CROSS JOIN (SELECT unnest([1, 2, 3, 4]) AS level) AS given
            LEFT JOIN (SELECT {of}, level FROM scores WHERE {only}) AS s
                USING (test, grade, place_id, told, level)
            GROUP BY ALL""")
    return f"""
    SELECT '2024-25' AS school_year, *,
        CASE WHEN n BETWEEN 1 AND {hide_under - 1} THEN '<{hide_under}' ELSE n::VARCHAR END
            AS numerator,
        NULL AS denominator
    FROM ({" UNION ALL ".join(parts)}) ORDER BY ALL"""


def audited(
    scores: duckdb.DuckDBPyConnection,
    home: Path,
    grade: str = "grade",
    hide_under: int = 0,
    only: str = "true",
) -> AuditFolder:
    source = home / "source"
    source.mkdir()
    made = published(grade, hide_under, only)
    scores.execute(f"COPY ({made}) TO '{source / 'published_counts.csv'}' (HEADER)")
    return forwhom.run_audit(source, home / "out")


@pytest.fixture(scope="module")
def audit(
    scores: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory
) -> AuditFolder:
    return audited(scores, tmp_path_factory.mktemp("levels"))


def truth(
    scores: duckdb.DuckDBPyConnection,
    place: str,
    dimension: str,
    grade: str = "grade",
    only: str = "true",
) -> dict[Key, tuple[float, int]]:
    """The mean of each group's scale scores in standard deviations of its grade, and its size."""
    asked = f"""
    SELECT test || CASE WHEN grade = '' THEN '' ELSE ':grade=' || grade END, place, told,
        avg(z), count(*)
    FROM (SELECT test, {grade} AS grade, {place} AS place, "{dimension}" AS told,
        (score - avg(score) OVER one) / stddev_pop(score) OVER one AS z
        FROM scores WHERE {only} WINDOW one AS (PARTITION BY test, scores.grade)) GROUP BY ALL"""
    return {(test, at, of): (z, n) for test, at, of, z, n in scores.execute(asked).fetchall()}


def near(
    audit: AuditFolder,
    known: dict[Key, tuple[float, int]],
    place_type: str,
    dimension: str,
    name: str = "level_mean",
) -> Near:
    pairs = []
    for row in audit.indices.to_pylist():
        index, _, test = row["index"].partition(":")
        of = row["groups"].removeprefix(f"{dimension}=")
        known_of = known.get((test, row["place_id"], of))
        if (index, row["place_type"], row["status"]) == (name, place_type, "ok") and known_of:
            pairs.append((row["value"], known_of[0]))
    estimate, true = np.array(pairs).T
    correlation = float(np.corrcoef(estimate, true)[0, 1])
    return Near(len(pairs), correlation, float(np.abs(estimate - true).mean()))


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / PAGE).read_text("utf-8")


def line(words: str, told: Near) -> str:
    return f"| {words} | {told.many:,} | {told.correlation:.2f} | {told.error:.2f} |"


@pytest.mark.parametrize(
    ("words", "place", "place_type", "dimension"),
    [
        ("schools", "school", "school", "all"),
        ("races in a school", "school", "school", "race_ethnicity"),
        ("races in the district", "'1'", "district", "race_ethnicity"),
    ],
)
def test_means_come_near_those_of_the_scores(
    scores: duckdb.DuckDBPyConnection,
    audit: AuditFolder,
    page: str,
    words: str,
    place: str,
    place_type: str,
    dimension: str,
) -> None:
    found = near(audit, truth(scores, place, dimension), place_type, dimension)
    assert found.correlation > 0.95
    assert line(words, found) in page


def test_grades_put_together_tell_less(
    scores: duckdb.DuckDBPyConnection, page: str, tmp_path: Path
) -> None:
    together = audited(scores, tmp_path, "''")
    found = near(together, truth(scores, "school", "all", "''"), "school", "all")
    assert line("schools, all grades put together", found) in page


def test_hidden_counts_leave_many_schools_out(
    scores: duckdb.DuckDBPyConnection, page: str, tmp_path: Path
) -> None:
    hiding = audited(scores, tmp_path, hide_under=5)
    found = near(hiding, truth(scores, "school", "all"), "school", "all")
    assert found.many < 0.5 * len(truth(scores, "school", "all"))
    assert line("schools, counts under 5 hidden", found) in page


def test_half_of_the_children_tell_of_the_other_half_better_when_steadied(
    scores: duckdb.DuckDBPyConnection, page: str, tmp_path: Path
) -> None:
    half = audited(scores, tmp_path, only="first_half")
    others = truth(scores, "school", "all", only="NOT first_half")
    own, steadied = (
        near(half, others, "school", "all", name) for name in ("level_mean", "level_mean_pooled")
    )
    assert own.many == steadied.many
    assert steadied.error < 0.95 * own.error
    assert f"by {own.error:.3f}, the steadied one by {steadied.error:.3f}" in page


def test_gaps_between_groups_are_those_of_the_scores(
    scores: duckdb.DuckDBPyConnection, audit: AuditFolder, page: str
) -> None:
    """The V-statistic is √2 Φ⁻¹(AUC): the difference of means over the usual spread of the two."""
    asked = """
    SELECT test || ':grade=' || grade, disability, avg(score), var_pop(score) FROM scores
    GROUP BY ALL"""
    known = {
        (test, of): (mean, spread) for test, of, mean, spread in scores.execute(asked).fetchall()
    }
    pairs = []
    for row in audit.indices.to_pylist():
        index, _, test = row["index"].partition(":")
        if (index, row["groups"]) != ("v_statistic", "disability=IEP: Yes"):
            continue
        (mine, var), (others, spread) = (known[test, f"IEP: {said}"] for said in ("Yes", "No"))
        pairs.append((row["value"], (mine - others) / np.sqrt((var + spread) / 2)))
    told, wanted = np.array(pairs).T
    assert len(pairs) == 16
    off = float(np.abs(told - wanted).mean())
    ends = f"{-wanted.max():.2f} to {-wanted.min():.2f}"
    assert f"disabilities are {ends}, and the V-statistic misses them by {off:.2f}" in page
