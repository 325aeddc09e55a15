"""A gap is found in the school and the kind of event it was put in, and nowhere where none was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from forwhom.causes.where_it_lives import cause
from forwhom.data.engine import DuckDB, open_duckdb
from forwhom.disparities.search.slices import Asked, Kinds
from forwhom.disparities.search.where import where
from forwhom.results.explanation import SILENT, TOLD, Explanation, Row
from forwhom.words.reading import words_of
from tests.engine.causes.made import children_of, evidence_of, incidents_of, records_of

REFERRED = {"name": "referred", "kind": "share", "domain": "discipline"}
SCORE = {
    "name": "score_reading", "kind": "score", "domain": "achievement", "says": "", "unit": None,
}  # fmt: skip
SCHOOLS = 8
BEHAVIORS = ["defiance", "fight", "phone", "tardy"]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckDB]:
    with open_duckdb(tmp_path) as opened:
        yield opened


def gap_in_one_school(seed: int, *, gap: float, there: float, n: int = 6_000, **at: object):
    """A gap of `gap` in every school, and of `there` in S3."""
    rng = np.random.default_rng(seed)
    school, grade = rng.integers(0, SCHOOLS, n), rng.integers(0, 3, n)
    group = rng.random(n) < 0.4
    rate = 0.12 + 0.005 * school + np.where(school == 3, there, gap) * group
    return children_of("referred", group, school, grade, rng.random(n) < rate)


def rows_by_name(found: Explanation) -> dict[str, Row]:
    return {row.name["en"]: row for row in found.rows}


def test_a_school_with_twice_the_gap_is_found_and_its_limits_hold_the_truth() -> None:
    children = gap_in_one_school(0, gap=0.08, there=0.26)
    found = cause.of(evidence_of(children, REFERRED))
    rows = rows_by_name(found)
    assert found.status == TOLD
    assert [row.name["en"] for row in found.rows if row.certain] == ["S3"]
    assert found.rows[0].of == ("school", "S3")
    assert (rows["S3"].difference_low or 0) <= 0.26 <= (rows["S3"].difference_high or 0)
    assert "larger" in found.sentences["en"][0]
    assert "S3" in found.sentences["en"][0]


def test_such_a_school_is_found_nearly_always_and_others_hardly_ever() -> None:
    found = [cause.of(evidence_of(gap_in_one_school(seed, gap=0.08, there=0.3), REFERRED))
             for seed in range(20)]  # fmt: skip
    certain = [{row.name["en"] for row in one.rows if row.certain} for one in found]
    assert sum("S3" in names for names in certain) >= 18
    assert sum(len(names - {"S3"}) > 0 for names in certain) <= 4
    held = [(r.difference_low or 0) <= 0.3 <= (r.difference_high or 0)
            for one in found for r in one.rows if r.name["en"] == "S3"]  # fmt: skip
    assert sum(held) >= 17


def test_what_schools_add_and_what_grades_add_is_the_whole_gap_each() -> None:
    found = cause.of(evidence_of(gap_in_one_school(2, gap=0.08, there=0.2), REFERRED))
    for kind in ("school", "grade"):
        adds = [row.adds or 0.0 for row in found.rows if row.of and row.of[0] == kind]
        assert sum(adds) == pytest.approx(found.gap, abs=1e-12)


def test_a_gap_the_other_way_is_told_as_such() -> None:
    found = cause.of(evidence_of(gap_in_one_school(3, gap=0.12, there=-0.1), REFERRED))
    assert [row.name["en"] for row in found.rows if row.certain] == ["S3"]
    assert "other way" in found.sentences["en"][0]


def test_a_school_with_next_to_no_events_is_not_made_certain_by_having_none() -> None:
    """Four events in a school, none of them of the group: nobody can tell."""
    rng = np.random.default_rng(0)
    n = 3_000
    school = rng.integers(0, SCHOOLS, n)
    group = rng.random(n) < 0.12
    had = rng.random(n) < 0.08 * (1 + group)
    had[school == 3] = False
    had[np.flatnonzero((school == 3) & ~group)[:4]] = True
    found = cause.of(evidence_of(children_of("referred", group, school, school % 3, had), REFERRED))
    assert not any(row.certain for row in found.rows)


def test_a_mean_is_asked_the_same_way() -> None:
    rng = np.random.default_rng(4)
    n = 4_000
    school, grade = rng.integers(0, SCHOOLS, n), rng.integers(0, 3, n)
    group = rng.random(n) < 0.4
    y = rng.normal(size=n) * 30 - group * np.where(school == 3, 20, 5)
    found = cause.of(evidence_of(children_of("score_reading", group, school, grade, y), SCORE))
    assert [row.name["en"] for row in found.rows if row.certain] == ["S3"]
    assert found.rows[0].unit == "points"


def planted_behavior(
    seed: int, rates: list[float], n: int = 4_000
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The group, and one event a child and behavior: `rates` times as often in the group."""
    rng = np.random.default_rng(seed)
    group = rng.random(n) < 0.4
    had = rng.random((n, len(rates))) < 0.04 * np.where(group[:, None], rates, 1.0)
    child, kind = np.nonzero(had)
    return group, child, kind


def test_the_behavior_that_carries_the_gap_is_found_and_no_other(engine: DuckDB) -> None:
    group, child, kind = planted_behavior(1, [2.5, 1.0, 1.0, 1.0])
    n = len(group)
    rng = np.random.default_rng(1001)
    outcome = np.bincount(child, minlength=n) > 0
    children = children_of(
        "referred", group, rng.integers(0, SCHOOLS, n), rng.integers(0, 3, n), outcome
    )
    records = records_of(engine, incidents_of(child, kind, BEHAVIORS), children)
    found = cause.of(evidence_of(children, REFERRED, records))
    rows = rows_by_name(found)
    certain = {row.name["en"] for row in found.rows if row.certain}
    assert certain == {"Behavior: defiance"}
    # All events were in October, in class, at ten: one month or place alone says nothing.
    assert not {"October", "Place: classroom", "From 10:00 to 12:00"} & set(rows)
    planted = rows["Behavior: defiance"]
    assert (planted.difference_low or 0) <= 0.06 <= (planted.difference_high or 0)
    mine = [row for name, row in rows.items() if name.startswith("Behavior")]
    assert sum(row.adds or 0.0 for row in mine) == pytest.approx(found.gap, abs=1e-12)
    assert planted.rate == pytest.approx(
        len(set(child[kind == 0]) & set(np.flatnonzero(group))) / group.sum()
    )


def test_a_child_with_many_events_counts_once(engine: DuckDB) -> None:
    """One boy with 300 fights is one boy, and makes nothing certain."""
    rng = np.random.default_rng(7)
    n = 2_000
    group = np.arange(n) % 2 == 0
    child = np.concatenate([np.zeros(300, np.int64), rng.integers(0, n, 120)])
    outcome = np.bincount(child, minlength=n) > 0
    children = children_of("referred", group, np.arange(n) // 2 % 4, np.arange(n) % 3, outcome)
    kind = np.concatenate([np.ones(300, np.int64), np.arange(120) % 2])  # else defiance
    made = incidents_of(child, kind, BEHAVIORS)
    found = cause.of(evidence_of(children, REFERRED, records_of(engine, made, children)))
    assert not any(row.certain for row in found.rows)
    fight = rows_by_name(found)["Behavior: fight"]
    fought = np.bincount(child[kind == 1], minlength=n) > 0
    assert fight.rate == pytest.approx((fought & group).sum() / group.sum())


def nothing_certain(seed: int, gap: float) -> bool:
    children = gap_in_one_school(seed, gap=gap, there=gap, n=2_000)
    if gap:  # alike in all schools and grades: as odds
        rng = np.random.default_rng(seed)
        group, rate = children.codes["sex"] == 1, 0.05 + 0.02 * children.school
        odds = rate / (1 - rate) * np.where(group, 2.0, 1.0)
        children.outcome["referred"][:] = rng.random(len(children)) < odds / (1 + odds)
    found = cause.of(evidence_of(children, REFERRED))
    return not any(row.certain for row in found.rows)


@pytest.mark.parametrize("gap", [0.0, 0.1])
def test_where_nothing_was_put_nothing_is_certain(gap: float) -> None:
    assert sum(nothing_certain(seed, gap) for seed in range(40)) >= 35


@pytest.mark.long
@pytest.mark.parametrize("gap", [0.0, 0.1])
def test_where_nothing_was_put_nothing_is_certain_in_19_of_20(gap: float) -> None:
    quiet = sum(nothing_certain(seed, gap) for seed in range(200))
    assert quiet >= 182  # 190 less three standard errors


def test_brothers_and_sisters_do_not_make_it_surer_than_it_is() -> None:
    """Homes of four fare alike; each home is all of one group, in one school."""
    loud = 0
    for seed in range(30):
        rng = np.random.default_rng(seed)
        homes, n = 500, 2_000
        home = np.arange(n) // 4
        school, group = rng.integers(0, 6, homes)[home], (rng.random(homes) < 0.4)[home]
        luck = 0.8 * rng.normal(size=homes)[home] + 0.6 * rng.normal(size=n)
        children = children_of("referred", group, school, rng.integers(0, 3, n), luck < -1.0, home)
        found = cause.of(evidence_of(children, REFERRED))
        loud += any(row.certain for row in found.rows)
    assert loud <= 4


def test_few_children_are_told_as_silence() -> None:
    children = gap_in_one_school(8, gap=0.1, there=0.1, n=120)
    found = cause.of(evidence_of(children.at(children.school < 1), REFERRED))
    assert found.status == SILENT


def test_sentences_are_short_and_in_both_languages() -> None:
    for there in (0.08, 0.3, -0.2):
        found = cause.of(evidence_of(gap_in_one_school(9, gap=0.08, there=there), REFERRED))
        assert len(found.sentences["en"]) == len(found.sentences["es"])
        for told in found.sentences.values():
            for sentence in (part for text in told for part in text.split(". ")):
                assert len(words_of(sentence)) <= 25, sentence


def test_kinds_are_told_sort_by_sort_in_both_languages(engine: DuckDB) -> None:
    group, child, kind = planted_behavior(1, [2.5, 1.0, 1.0, 1.0])
    n = len(group)
    outcome = np.bincount(child, minlength=n) > 0
    children = children_of(
        "referred", group, np.arange(n) // 2 % SCHOOLS, np.arange(n) % 3, outcome
    )
    records = records_of(engine, incidents_of(child, kind, BEHAVIORS), children)
    found = cause.of(evidence_of(children, REFERRED, records))
    mine = found.sentences["en"]
    assert any(
        t.startswith("Behaviors: more of these students in 1 of 4, defiance: ") for t in mine
    )
    assert mine[-1] == "That holds beside others of their own school and grade."
    assert len(found.sentences["es"]) == len(mine)
    for told in found.sentences.values():
        for sentence in (part for text in told for part in text.split(". ")):
            assert len(words_of(sentence)) <= 25, sentence


def test_kinds_that_carry_nothing_are_hardly_ever_certain() -> None:
    """Twenty kinds of rare events in 30 districts, in children of homes of three, no gap in any."""
    loud = 0
    for seed in range(30):
        rng = np.random.default_rng(seed)
        n, home = 1_800, np.arange(1_800) // 3
        stratum = np.sort(rng.integers(0, 12, n))
        luck = 0.7 * rng.normal(size=600)[home] + 0.7 * rng.normal(size=n)
        outcome = (luck < -1.3).astype(float)
        telling = np.flatnonzero(outcome)
        amounts = (rng.random((len(telling), 20)) < 0.25).astype(float)
        asked = Asked(rng.random(n) < 0.3, stratum)
        kinds = Kinds(asked, amounts, telling, is_mean=False)
        found = where(asked, outcome, home, {"kinds": kinds}, is_mean=False)
        loud += bool((found.told["kinds"].adjusted <= 0.05).any())
    assert loud <= 5
