"""What counts as recalled and what as a false alarm is one rule, the same for all programs."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.honesty.judged import Flags, judge
from benchmarks.honesty.kept import read
from benchmarks.honesty.plants import (
    MEASURES,
    MORE_IS_BETTER,
    RATIOS,
    SIZES,
    Candidates,
    Plant,
    members,
    planted,
    wanted,
)
from benchmarks.honesty.programs import Program
from benchmarks.honesty.worlds import world

CHILDREN = world(3, 1_000)
GROUP = "race_ethnicity=Hispanic or Latino & sex=Female"


def _flags(*groups: str) -> dict[str, Flags]:
    holds = Candidates.named(CHILDREN, groups).holds
    return {"referred": Flags(holds, np.ones(len(groups)), np.ones(len(groups), np.bool_))}


def _plant(measure: str = "referred") -> Plant:
    return Plant(measure, GROUP, 2.0, 300, int(members(CHILDREN, GROUP).sum()))


def test_every_flag_of_a_null_world_is_false() -> None:
    found = judge(CHILDREN, [], _flags("sex=Female", "sex=Male"))
    assert found["false"] == found["flags"] == {"referred": 2}


def test_the_planted_group_is_recalled_and_its_complement_is_a_false_alarm() -> None:
    found = judge(CHILDREN, [_plant()], _flags(GROUP, "sex=Male"))
    assert found["plants"][0]["flagged"]
    assert found["false"] == {"referred": 1}


def test_a_group_that_shares_less_than_half_is_no_recall_but_no_false_alarm_either() -> None:
    both = members(CHILDREN, GROUP) & members(CHILDREN, "sex=Female")
    assert both.sum() / members(CHILDREN, "economically_disadvantaged=Yes").sum() < 0.5
    found = judge(CHILDREN, [_plant()], _flags(f"disability=Yes & {GROUP}"))
    assert not found["plants"][0]["flagged"]
    assert found["false"] == {"referred": 0}


def test_what_follows_from_a_planted_effect_is_no_false_alarm() -> None:
    flags = {"suspended": _flags(GROUP)["referred"]}
    assert judge(CHILDREN, [_plant()], flags)["false"] == {"suspended": 0}
    assert judge(CHILDREN, [_plant("gifted")], flags)["false"] == {"suspended": 1}


def test_sixteen_districts_go_through_all_sizes_and_ratios() -> None:
    asked = [each for seed in range(1, 17) for each in wanted(seed)]
    for measure in MEASURES:
        found = {(size, ratio) for name, size, ratio, _ in asked if name == measure}
        assert found == {(size, ratio) for size in SIZES for ratio in RATIOS}


def test_planted_groups_are_of_the_size_wanted_and_apart() -> None:
    _, plants = planted(3, 1_000)
    assert plants
    for plant in plants:
        assert abs(plant.n - plant.size) <= 0.25 * plant.size
        assert plant.effect.size < 1 if plant.measure in MORE_IS_BETTER else plant.effect.size > 1


def test_at_the_same_rate_of_false_alarms_only_what_lies_above_chance_is_recalled() -> None:
    null = [{"flags": {}, "highest": {"referred": top}} for top in range(1, 21)]
    plants = [{"measure": "referred", "best": best, "flagged": True} for best in (15.0, 25.0, None)]
    program = Program("any", null, [{"plants": plants, "flags": {}, "false": {}}])
    assert program.recall() == 1.0
    assert program.recall_at(0.05) == 1 / 3


def test_a_line_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    file.write_text('{"seed": 1}\n{"seed": 2, "fou')
    assert read(file) == [{"seed": 1}]
