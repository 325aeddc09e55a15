"""What truth.json says was planted is found again in the files, at the size it says."""

from __future__ import annotations

import json

import numpy as np
import pytest

from forwhom.sample.planted import EVERYWHERE, FOLLOWS
from tests.engine.sample.conftest import Made
from tests.engine.sample.reckoning import OUTCOMES, Compared, compare

FAR = 3.3  # standard errors; chance passes it once in a thousand comparisons


def truth(made: Made) -> dict:
    return json.loads((made.folder / "truth.json").read_text(encoding="utf-8"))


def away(found: Compared, kind: str, size: float) -> float:
    """Standard errors between what was found and what was planted."""
    if kind == "ratio":
        return abs(found.log_ratio - np.log(size)) / found.log_error
    return abs(found.difference - size) / found.error


def test_every_effect_has_its_size_against_others_of_the_school_and_grade(planted: Made) -> None:
    effects = truth(planted)["effects"]
    wrong = []
    for e in effects:
        also = tuple(
            o["group"] for o in effects
            if o["measure"] == e["measure"] and o["group"] != e["group"] and not o["place_id"]
        )  # fmt: skip
        for within in (also, ()):  # given the other planted groups, and against all others
            found = compare(planted.reckoned, e["measure"], e["group"], within, e["place_id"])
            if not away(found, e["kind"], e["size"]) < FAR:
                wrong.append((e, bool(within), np.exp(found.log_ratio), found.difference))
    assert not wrong


def test_a_size_a_quarter_larger_would_be_noticed(planted: Made) -> None:
    """The check above can fail: most effects are known to within a quarter of their size."""
    effects = [e for e in truth(planted)["effects"] if e["kind"] == "ratio"]
    noticed = [
        away(
            compare(planted.reckoned, e["measure"], e["group"], place=e["place_id"]),
            "ratio",
            e["size"] * 1.25,
        )
        > 2
        for e in effects
    ]
    assert np.mean(noticed) > 0.8


def test_the_groups_differ_in_nothing_that_was_not_planted(planted: Made) -> None:
    """Boys and girls, in every measure in which neither sex nor a pair with it is planted."""
    touched = {e["measure"] for e in truth(planted)["effects"] if "sex=" in e["group"]}
    left = [measure for measure in OUTCOMES if measure not in touched]
    assert len(left) >= 5
    for measure in left:
        found = compare(planted.reckoned, measure, "sex=Male")
        assert abs(found.difference) < FAR * found.error, measure


def test_truth_covers_what_was_asked_for(planted: Made) -> None:
    effects = truth(planted)["effects"]
    assert {e["measure"] for e in effects} == set(OUTCOMES)
    sizes = {round(max(e["size"], 1 / e["size"]), 1) for e in effects if e["kind"] == "ratio"}
    assert {1.3, 1.5, 2.0, 2.5} <= sizes
    single = {(e.measure, e.group) for e in EVERYWHERE if " & " not in e.group}
    pairs = {(e.measure, e.group) for e in EVERYWHERE if " & " in e.group}
    assert 8 <= len(single) <= 12
    assert len(pairs) == 3
    assert sum(e["place_id"] is not None for e in effects) == 1
    assert any(e["kind"] == "difference" for e in effects)
    for e in effects:
        parts = e["group"].split(" & ")
        assert parts == sorted(parts)


@pytest.mark.parametrize("first", sorted(FOLLOWS))
def test_what_follows_from_an_effect_is_told_too(planted: Made, first: str) -> None:
    told = {(e["measure"], e["group"]) for e in truth(planted)["effects"]}
    groups = {e.group for e in EVERYWHERE if e.measure == first} - {"english_learner=Long-term"}
    assert {(m, g) for m in FOLLOWS[first] for g in groups} <= told


def test_the_planted_cause_is_there_and_the_later_gates_are_fair(planted: Made) -> None:
    sql = """select coalesce(hispanic = 'no' and race = 'black', false) as in_group,
        avg((subjective = 'yes')::int) as judged, count(*) as n
        from incident_students join students using (student_id)
        where role = 'offender' group by 1 order by 1"""
    others, group = planted.ask(sql)
    assert group[1] > others[1] + 0.10
    told = truth(planted)
    assert [c["gate"] for c in told["causes"]] == ["referral", "referral"]
    assert [c["gate"] for c in told["non_causes"]] == ["suspension", "out_of_school"]
    rows = planted.reckoned
    for before, after in (("referred", "suspended"), ("suspended", "suspended_out_of_school")):
        passed = rows.columns[f"counted_{before}"].astype(bool)
        inside = rows.inside("race_ethnicity=Black or African American")[passed]
        counted = rows.columns[f"counted_{after}"][passed].astype(float)
        gap = counted[inside].mean() - counted[~inside].mean()
        error = np.sqrt(0.25 / inside.sum() + 0.25 / (~inside).sum())
        assert abs(gap) < FAR * error
