"""Which answers of the search become findings, on small districts made up for each question."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forwhom.disparities.search.children import Children
from forwhom.disparities.search.contrast import Contrasts
from forwhom.findings.choose import choose
from forwhom.results import Finding
from tests.engine.disparities.search.made import MEASURE, at_random, children, rows, searched

BLACK, ASIAN = 1, 0
BETTER = {MEASURE: "lower"}


def found_in(
    made: Children, earlier: Children | None = None, better: str = "lower", depth: int = 3
) -> list[Finding]:
    result = searched(made, earlier, depth=depth)
    told = rows(made, result)
    return choose(told, result, Contrasts(made, frozenset()), {MEASURE: better})


def outcome(rng: np.random.Generator, chance: np.ndarray) -> dict[str, np.ndarray]:
    return {MEASURE: (rng.random(len(chance)) < chance).astype(float)}


def district(findings: list[Finding]) -> dict[str, Finding]:
    return {f.group: f for f in findings if f.place_type == "district"}


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(21)


def test_a_plain_gap_is_found_once_and_holds_within_schools(rng: np.random.Generator) -> None:
    school, grade, codes = at_random(rng)
    made = children(school, grade, codes, outcome(rng, 0.15 + 0.25 * codes["disability"]))
    findings = found_in(made)
    assert set(district(findings)) == {"disability=Yes"}
    (first,) = [f for f in findings if f.place_type == "district"]
    assert findings[0] == first  # schools and bands say nothing of their own
    assert {f.place_type for f in findings} == {"district"}
    assert (first.strength, first.question in ("within", "both")) == ("found", True)
    assert first.p_adjusted is not None
    assert first.p_adjusted <= 0.05
    assert first.difference_within == pytest.approx(0.25, abs=0.08)
    assert first.difference_within_low < first.difference_within < first.difference_within_high
    assert "max-T" in first.method
    assert first.confirmed is None
    assert first.beyond_parts is None


def test_who_fares_better_is_no_finding_where_more_is_better(rng: np.random.Generator) -> None:
    school, grade, codes = at_random(rng)
    made = children(school, grade, codes, outcome(rng, 0.15 + 0.25 * codes["disability"]))
    assert "disability=Yes" not in district(found_in(made, better="higher"))
    assert district(found_in(made, better="neither")) == {}


def test_near_duplicates_are_one_under_the_simplest_name(rng: np.random.Generator) -> None:
    """Nearly all Black children are low-income here: they are told by the name found first."""
    school, grade, codes = at_random(rng)
    codes["disability"] = np.where(
        (codes["race_ethnicity"] == BLACK) & (rng.random(len(school)) < 0.9), 1, 0
    )
    made = children(
        school, grade, codes, outcome(rng, 0.15 + 0.3 * (codes["race_ethnicity"] == BLACK))
    )
    told = set(district(found_in(made)))
    assert len(told) == 1
    assert told <= {"race_ethnicity=Black or African American", "disability=Yes"}


def test_parts_of_a_group_told_by_another_name_are_not_told_again(
    rng: np.random.Generator,
) -> None:
    """Two names for nearly the same children; boys and girls of the second say nothing new."""
    school, grade, codes = at_random(rng, 3_000)
    other = rng.random(len(school))
    same = np.where(codes["disability"] == 1, other < 0.9, other < 0.04)
    codes["economically_disadvantaged"] = same.astype(int)
    made = children(school, grade, codes, outcome(rng, 0.15 + 0.3 * codes["disability"]))
    assert set(district(found_in(made))) == {"disability=Yes"}


def test_an_intersection_stands_only_for_what_it_adds(rng: np.random.Generator) -> None:
    school, grade, codes = at_random(rng, 4_000)
    both = codes["disability"] * codes["sex"]
    made = children(
        school, grade, codes, outcome(rng, 0.1 + 0.15 * codes["disability"] + 0.3 * both)
    )
    told = district(found_in(made))
    assert {"disability=Yes", "disability=Yes & sex=Male"} <= set(told)
    crossed = told["disability=Yes & sex=Male"]
    # Set beside the girls with disabilities, and beside the boys without; the smaller of the two.
    assert crossed.beyond_parts == pytest.approx(0.3, abs=0.1)
    assert crossed.beyond_parts_low < crossed.beyond_parts < crossed.beyond_parts_high
    added = children(school, grade, codes, outcome(rng, 0.1 + 0.2 * codes["disability"]))
    assert set(district(found_in(added))) == {"disability=Yes"}


def test_hidden_in_the_average(rng: np.random.Generator) -> None:
    """Boys of one race fare worse, girls better: neither sex nor race alone shows it."""
    school, grade, codes = at_random(rng, 4_000)
    mine = codes["race_ethnicity"] == 2
    swing = np.where(mine, np.where(codes["sex"] == 1, 0.15, -0.15), 0.0)
    swing += np.where(mine, 0.0, np.where(codes["sex"] == 1, -0.15, 0.15) * 0.35 / 0.65)
    made = children(school, grade, codes, outcome(rng, 0.3 + swing))
    told = district(found_in(made, depth=2))
    hidden = told["race_ethnicity=Hispanic or Latino & sex=Male"]
    assert (hidden.strength, hidden.alert) == ("found", "hidden_in_the_average")


def test_a_gap_between_schools_is_found_by_the_district_question_alone() -> None:
    """Black children attend the schools with the high rates; within a school nothing differs."""
    rng = np.random.default_rng(8)
    schools = 60
    rate = np.where(np.arange(schools) % 2, 0.45, 0.1)
    school = rng.integers(0, schools, 9_000)
    grade = rng.integers(0, 2, 9_000) + 2 * (school >= schools // 2)
    share = np.where(rate[school] > 0.3, 0.5, 0.1)
    race = np.where(rng.random(9_000) < share, BLACK, 3)
    sex = rng.integers(0, 2, 9_000)
    made = children(school, grade, {"race_ethnicity": race, "sex": sex}, outcome(rng, rate[school]))
    told = district(found_in(made))
    black = told["race_ethnicity=Black or African American"]
    assert (black.question, black.strength) == ("district", "found")
    assert black.difference > 0.1
    assert abs(black.difference_within) < 0.03
    assert black.p_within > 0.01 > black.p_district


def test_simpsons_reversal_gets_an_alert(rng: np.random.Generator) -> None:
    """In every school they fare worse, but they attend the schools where few are absent."""
    number = 6_000
    school = rng.integers(0, 8, number)
    grade = rng.integers(0, 2, number) + 2 * (school >= 4)
    low = school % 2 == 0
    race = np.where(rng.random(number) < np.where(low, 0.6, 0.1), BLACK, 3)
    chance = np.where(low, 0.1, 0.5) + 0.1 * (race == BLACK)
    made = children(school, grade, {"race_ethnicity": race}, outcome(rng, chance))
    black = district(found_in(made))["race_ethnicity=Black or African American"]
    assert black.alert == "reversed"
    assert black.difference < 0 < black.difference_within
    assert black.question == "within"


def test_a_sure_gap_under_two_points_is_worth_a_look(rng: np.random.Generator) -> None:
    school, grade, codes = at_random(rng, 40_000)
    made = children(school, grade, codes, outcome(rng, 0.005 + 0.014 * codes["disability"]))
    told = district(found_in(made, depth=1))["disability=Yes"]
    assert told.difference_within < 0.02
    assert (told.strength, told.p_adjusted <= 0.05) == ("worth_a_look", True)


def test_a_gap_that_is_sure_in_both_ways_but_large_in_one_holds_in_both(
    rng: np.random.Generator,
) -> None:
    """1.99 points beside the same school and 2.06 in the district lie in schools, not between."""
    school, grade, codes = at_random(rng)
    made = children(school, grade, codes, outcome(rng, 0.15 + 0.25 * codes["disability"]))
    result = searched(made, depth=1)
    at = result.rows["district", "district", "disability=Yes"]
    assert (result.adjusted[MEASURE][:, at] <= 0.05).all()
    result.difference[MEASURE][at] = 0.0199
    told = choose(rows(made, result), result, Contrasts(made, frozenset()), BETTER)
    assert (told[0].strength, told[0].question) == ("found", "both")


def test_what_misses_the_bar_but_not_the_discovery_rate_is_worth_a_look(
    rng: np.random.Generator,
) -> None:
    school, grade, codes = at_random(rng)
    made = children(school, grade, codes, outcome(rng, 0.15 + 0.25 * codes["disability"]))
    result = searched(made)
    at = result.rows["district", "district", "disability=Yes"]
    for discovery, strengths in ((0.01, ["worth_a_look"]), (0.06, [])):
        result.adjusted[MEASURE] = np.full_like(result.adjusted[MEASURE], 0.2)
        result.discovery[MEASURE] = np.full_like(result.discovery[MEASURE], 1.0)
        result.discovery[MEASURE][:, at] = discovery
        told = choose(rows(made, result), result, Contrasts(made, frozenset()), BETTER)
        assert [f.strength for f in told] == strengths


def test_answers_that_repeat_others_do_not_make_room_for_chance() -> None:
    """A gap of the whole district shows in many schools too. Those are not told again, and so
    they do not count when it is said that one in twenty of what is told may be chance.
    """
    false = 0
    for seed in range(8):
        rng = np.random.default_rng(seed)
        school, grade, codes = at_random(rng)
        chance = 0.15 + 0.25 * codes["disability"]
        findings = found_in(children(school, grade, codes, outcome(rng, chance)))
        assert findings[0].group == "disability=Yes"
        false += len(findings) - 1
    assert false == 0


def test_confirmed_by_the_year_before(rng: np.random.Generator) -> None:
    school, grade, codes = at_random(rng)
    gap = outcome(rng, 0.15 + 0.25 * codes["disability"])
    made = children(school, grade, codes, gap)
    same = district(found_in(made, replace(made)))["disability=Yes"]
    assert same.confirmed is True
    turned = replace(made, outcome={MEASURE: 1 - made.outcome[MEASURE]})
    assert district(found_in(made, turned))["disability=Yes"].confirmed is False
    school, grade, codes = at_random(rng)
    none = children(school, grade, codes | {"disability": np.zeros(2_000, int)}, gap)
    assert district(found_in(made, none))["disability=Yes"].confirmed is None


def test_what_is_found_comes_before_what_is_worth_a_look(rng: np.random.Generator) -> None:
    school, grade, codes = at_random(rng, 4_000)
    boys = codes["sex"] == 1
    chance = 0.35 + 0.2 * codes["disability"] + 0.4 * ((school == 2) & boys)
    chance = chance - 0.33 * ((school == 3) & boys)
    findings = found_in(children(school, grade, codes, outcome(rng, chance)))
    strengths = [f.strength for f in findings]
    assert strengths == sorted(strengths)  # "found" before "worth_a_look"
    (school_finding,) = [f for f in findings if f.place_type == "school" and f.group == "sex=Male"]
    assert (school_finding.place_id, school_finding.strength) == ("02", "worth_a_look")
    assert len({f.id for f in findings}) == len(findings)
