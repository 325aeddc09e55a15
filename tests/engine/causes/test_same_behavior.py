"""A behavior punished harder is found in like cases; what is not there is not; few is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from forwhom.causes import CAUSES, Evidence, same_behavior, same_behavior_same_school, same_incident
from forwhom.causes.behavior import telling
from forwhom.causes.behavior.comparing import Way
from forwhom.causes.behavior.incidents import KEPT, Incidents
from forwhom.causes.behavior.levels import DAYS, LEVELS, MAIN
from forwhom.causes.behavior.telling import LANGUAGES, SAID
from forwhom.causes.cause import Measured, Silent
from forwhom.measures import MEASURES
from forwhom.results.explanation import Row
from forwhom.words.reading import words_of
from tests.engine.causes.made_incidents import made

WAYS = {
    "same_behavior": same_behavior.WAY,
    "same_behavior_same_school": same_behavior_same_school.WAY,
    "same_incident": same_incident.WAY,
}
EACH = pytest.mark.parametrize("name", WAYS)


def rows_of(evidence: Evidence) -> Incidents:
    assert evidence.records is not None
    found: Incidents = evidence.records.tables.kept[KEPT]
    return found


def with_rows(evidence: Evidence, rows: Incidents) -> Evidence:
    assert evidence.records is not None
    evidence.records.tables.kept[KEPT] = rows
    return evidence


def told(name: str, evidence: Evidence) -> Measured:
    found = WAYS[name].explain(evidence)
    assert isinstance(found, Measured)
    return found


def limits(row: Row) -> list[float]:
    ends = row.rate, row.difference, row.difference_low, row.difference_high
    return [end for end in ends if end is not None]


def truth(way: Way, evidence: Evidence, chance: np.ndarray) -> float:
    """The same comparison of the chances themselves, in the place of days."""
    rows = rows_of(evidence)
    alike = way.alike(with_rows(evidence, replace(rows, days=chance)))
    with_rows(evidence, rows)
    found = alike.fitted([DAYS])[DAYS].difference
    return 0.0 if np.isnan(found) else found


@EACH
def test_a_behavior_punished_harder_is_found_and_the_limits_hold_how_much(name: str) -> None:
    evidence, chance = made(2, harder=2.0, incidents=6_000, together=0.6)
    put = truth(WAYS[name], evidence, chance)
    found = told(name, evidence)
    all_of_them, main = found.rows[:2]
    assert put > 0.04
    assert main.certain
    assert (main.difference_low or 0) <= put <= (main.difference_high or 0)
    assert main.difference == pytest.approx((main.rate or 0) - (main.comparison_rate or 0))
    assert found.numbers["difference"] == main.difference
    assert "more likely" in found.sentences["en"][0]
    assert "más probable" in found.sentences["es"][0]
    # Before matching the gap misleads: the group was named more often for what is punished more.
    assert (all_of_them.difference or 0) > put


@EACH
def test_what_was_not_put_there_is_seldom_found(name: str) -> None:
    """Of 40 worlds two would be found by chance; more than six once in three hundred tries."""
    seen = []
    for seed in range(40):
        row = told(name, made(seed, incidents=1_200)[0]).rows[1]
        seen.append((row.difference_low or 0) > 0 or (row.difference_high or 0) < 0)
    assert sum(seen) <= 6


def test_the_record_counts_inside_one_incident_too() -> None:
    """The group has the longer record, which brings more: two points here that are no gap."""
    row = told("same_incident", made(7, incidents=20_000, together=1.0)[0]).rows[1]
    assert (row.difference_low or 0) < 0 < (row.difference_high or 0)


@EACH
def test_limits_hold_the_truth_about_as_often_as_they_promise(name: str) -> None:
    held = 0
    for seed in range(100, 140):
        evidence, chance = made(seed, harder=2.0, incidents=1_200)
        row = told(name, evidence).rows[1]
        put = truth(WAYS[name], evidence, chance)
        held += (row.difference_low or 0) <= put <= (row.difference_high or 0)
    assert held >= 34


@pytest.mark.parametrize(("mixed", "is_told"), [(29, False), (30, True)])
def test_mixed_incidents_are_counted_and_fewer_than_30_are_not_enough(
    mixed: int, is_told: bool
) -> None:
    evidence, _ = made(1, incidents=3_000)
    rows, mine = rows_of(evidence), evidence.group
    number = rows.codes["incident_id"]
    is_mixed = np.bincount(number, mine[rows.child]) * np.bincount(number, ~mine[rows.child]) > 0
    first = np.flatnonzero(is_mixed)[:mixed]
    keep = ~is_mixed[number] | np.isin(number, first)
    found = same_incident.WAY.explain(with_rows(evidence, rows.at(keep)))
    assert isinstance(found, Measured) == is_told
    if isinstance(found, Silent):
        for text in found.needs.values():
            assert ": 29, " in text
    else:
        assert found.sentences["en"][1].startswith("30 incidents ")
        assert found.numbers["mixed"] == 30


def test_too_few_children_with_a_match_are_told_as_silence() -> None:
    evidence, _ = made(1)
    rows = rows_of(evidence)
    mine = np.unique(rows.child[evidence.group[rows.child]])
    found = same_behavior.WAY.explain(with_rows(evidence, rows.at(~np.isin(rows.child, mine[29:]))))
    assert isinstance(found, Silent)
    assert "29 students of this group" in found.needs["en"]


@EACH
def test_what_is_not_known_is_left_out_and_not_taken_for_something(name: str) -> None:
    evidence, _ = made(3, incidents=3_000)
    rows = rows_of(evidence)
    unknown = np.arange(len(rows)) % 3 == 0
    plain = told(name, evidence).rows
    long = with_rows(evidence, replace(rows, days=np.where(unknown, np.nan, rows.days)))
    some = told(name, long).rows
    # Days that nobody wrote down change nothing about suspensions.
    assert limits(some[1]) == pytest.approx(limits(plain[1]), rel=1e-9)
    assert some[-1].difference is not None
    if name != "same_incident":
        codes = {**rows.codes, "behavior": np.where(unknown, -1, rows.codes["behavior"])}
        hidden = told(name, with_rows(evidence, replace(rows, codes=codes)))
        less = told(name, with_rows(evidence, rows.at(~unknown)))
        assert limits(hidden.rows[1]) == pytest.approx(limits(less.rows[1]), rel=1e-9)


def test_rare_consequences_have_rates_and_no_difference() -> None:
    evidence, _ = made(3, incidents=3_000)
    rows = rows_of(evidence)
    rank = rows.rank.copy()
    rank[:3] = len(LEVELS)
    found = told("same_behavior", with_rows(evidence, replace(rows, rank=rank)))
    rare = next(row for row in found.rows if row.name == LEVELS[-1].name)
    assert rare.rate is not None
    assert rare.comparison_rate is not None
    assert rare.difference is None
    assert not rare.certain


def test_the_ratio_lies_in_limits_that_reckon_with_children_who_come_again() -> None:
    evidence, _ = made(2, harder=2.0, incidents=6_000, together=0.6)
    row = told("same_behavior", evidence).rows[1]
    assert 1.0 < (row.ratio_low or 0) < (row.ratio or 0) < (row.ratio_high or 0)
    assert row.ratio == pytest.approx((row.rate or 0) / (row.comparison_rate or 1))


@EACH
def test_children_are_counted_and_not_rows(name: str) -> None:
    """Every incident written down twice under two numbers makes nothing surer."""
    evidence, _ = made(5)
    rows = rows_of(evidence)
    once = told(name, evidence).rows
    twice = rows.at(np.tile(np.arange(len(rows)), 2))  # type: ignore[arg-type]
    number = twice.codes["incident_id"].copy()
    number[len(rows) :] += number.max() + 1
    codes = {**twice.codes, "incident_id": number}
    again = told(name, with_rows(evidence, replace(twice, codes=codes))).rows
    for before, after in zip(once[:2], again[:2], strict=True):
        width = (before.difference_high or 0) - (before.difference_low or 0)
        assert after.difference == pytest.approx(before.difference, abs=1e-9)
        assert (after.difference_high or 0) - (after.difference_low or 0) > 0.9 * width
        assert (after.children, after.others) == (before.children, before.others)


@EACH
def test_the_order_of_the_records_changes_nothing(name: str) -> None:
    evidence, _ = made(4)
    rows = rows_of(evidence)
    found = told(name, evidence).rows[1]
    mixed = np.random.default_rng(0).permutation(len(rows))
    again = told(name, with_rows(evidence, rows.at(mixed))).rows[1]  # type: ignore[arg-type]
    assert again.difference == pytest.approx(found.difference, rel=1e-9)
    assert again.difference_low == pytest.approx(found.difference_low, rel=1e-9)


@EACH
def test_sentences_are_short_and_plain(name: str) -> None:
    for lang in LANGUAGES:
        for outcome in (DAYS, *range(1, len(LEVELS) + 1)):
            for kind, text in SAID.items():
                named = LEVELS[outcome - 1].outcome[lang]
                blanks = dict.fromkeys(("size", "low", "high"), "12 points")
                said = text[lang].format(alike=WAYS[name].phrase[lang], outcome=named, **blanks)
                for sentence in said.split(". "):
                    assert len(words_of(sentence)) <= 25, (kind, sentence)


def test_each_asks_of_what_followed_and_never_of_who_was_referred() -> None:
    for name in WAYS:
        asked = {measure for measure in MEASURES if CAUSES[name].asks_of({"name": measure})}
        assert asked == set(MAIN)
        assert "referred" not in asked


def test_spanish_says_plainly_from_how_much_less_to_how_much_more() -> None:
    row = Row(name={}, difference=0.0, difference_low=-0.07, difference_high=0.06)
    said = telling.told(row, 1, {"en": "Alike", "es": "Igual"}, {"en": "", "es": ""})["es"][0]
    assert "fue desde 7 puntos menos hasta 6 puntos más probable" in said
