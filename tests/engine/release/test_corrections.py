"""A release is attacked together with all before it; the attacker knows every correction."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.release.life import Published
from tests.engine.release.joint_attack import too_narrow
from tests.engine.release.made_audit import LATTICE, Child, children, corrected
from tests.engine.release.published import TWICE, numbers, publish, publish_naively

FIRST, THEN = children(3), corrected(children(3), 103)


def add_nothing(published: list[tuple[Published, list[Child]]], today: list[Child]) -> None:
    """The last release leaves no small group less in doubt than is asked for.

    But for those of which the releases before, and the corrections, leave less: there it may add
    nothing at all.
    """
    folders = [(one.release.folder, made) for one, made in published]
    before = too_narrow(folders[:-1], today) if folders[:-1] else []
    assert too_narrow(folders, today) == before
    assert len(before) <= published[-1][0].left_less


def test_ten_records_are_corrected(tmp_path: Path) -> None:
    first, then = publish(tmp_path, FIRST), publish(tmp_path, THEN)
    add_nothing([(first, FIRST), (then, THEN)], THEN)
    assert then.left_less == 0
    assert then.row["supersedes"] == first.row["id"]
    assert (first.release.folder / "numbers.csv").is_file()


def test_each_number_keeps_its_step_or_is_coarser(tmp_path: Path) -> None:
    before = numbers(publish(tmp_path, FIRST))
    now = numbers(publish(tmp_path, THEN))
    assert all(now[name].step >= told.step for name, told in before.items())


def test_the_naive_release_tells_too_much(tmp_path: Path) -> None:
    """Each of the two is safe by itself. Together they are not: so the attack above bites."""
    first = publish_naively(tmp_path / "a", FIRST)
    then = publish_naively(tmp_path / "b", THEN)
    assert too_narrow([(first, FIRST)], FIRST) == []
    assert too_narrow([(then, THEN)], THEN) == []
    assert len(too_narrow([(first, FIRST), (then, THEN)], THEN)) >= 5


@pytest.mark.long
@settings(max_examples=8, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 10_000),
    records=st.sampled_from([1, 4, 12]),
    audiences=st.lists(st.sampled_from(["public", "committee"]), min_size=2, max_size=4),
)
def test_any_corrections_by_any_road(seed: int, records: int, audiences: list[str]) -> None:
    made, done = children(seed, per_school=45), []
    with tempfile.TemporaryDirectory() as place:
        for at, audience in enumerate(audiences):
            lattice = replace(LATTICE, audience=audience)
            done.append((publish(Path(place), made, lattice=lattice), made))
            add_nothing(done, made)
            made = corrected(made, seed + at, records)


def test_a_committee_reads_the_public_release_too(tmp_path: Path) -> None:
    public = publish(tmp_path, FIRST)
    committee = publish(tmp_path, FIRST, lattice=replace(LATTICE, audience="committee"))
    add_nothing([(public, FIRST), (committee, FIRST)], FIRST)
    assert committee.left_less == 0
    assert committee.row["supersedes"] is None
    finer = numbers(committee)
    assert any(finer[name].step < told.step for name, told in numbers(public).items())


def test_numbers_come_back_only_when_asked_for(tmp_path: Path) -> None:
    """A school has more children of a group now: what was hidden need no longer be."""
    few = children(5, per_school=40)
    many = [*few, *children(6, per_school=60)]
    before = numbers(publish(tmp_path, few))
    kept = numbers(publish(tmp_path, many))
    asked = publish(tmp_path, many, unhide=True)
    now = numbers(asked)
    assert all(kept[name].step >= told.step for name, told in before.items())
    assert any(now[name].step < told.step for name, told in kept.items())
    assert asked.row["unhide"] is True


@pytest.mark.long
def test_what_came_back_is_attacked_together_with_all_before(tmp_path: Path) -> None:
    done = [(publish(tmp_path, FIRST), FIRST), (publish(tmp_path, THEN), THEN)]
    done.append((publish(tmp_path, THEN, unhide=True), THEN))
    add_nothing(done, THEN)
    # The fresh pattern would tell too much beside the first: it may not come back as it was.
    fresh = publish_naively(tmp_path / "fresh", THEN)
    assert too_narrow([(done[0][0].release.folder, FIRST), (fresh, THEN)], THEN)


def test_another_lattice_knows_what_the_first_one_told(tmp_path: Path) -> None:
    """The first told by disability, which the second does not have: its cells are crossed by it."""
    wide = replace(LATTICE, groups=((), ("disability",), ("race_ethnicity",)))
    done = [(publish(tmp_path, FIRST, lattice=wide), FIRST), (publish(tmp_path, THEN), THEN)]
    folders = [(one.release.folder, made) for one, made in done]
    assert too_narrow(folders, THEN) == too_narrow(folders[:1], THEN)
    told = {number.group for number in done[1][0].release.numbers}
    assert not any("disability" in group for group in told)


def test_a_measure_told_earlier_speaks_of_the_one_that_holds_it(tmp_path: Path) -> None:
    both = replace(LATTICE, measures=(*LATTICE.measures, TWICE), nested=((TWICE, "suspended"),))
    made = children(8, measures=2)
    first, then = publish(tmp_path, made, lattice=both), publish(tmp_path, made)
    assert {number.measure for number in then.release.numbers} == {"suspended"}
    attacked = {(group.measure, group.group) for group in then.small}
    assert any(measure == TWICE for measure, _ in attacked)
    assert first.row["id"] in then.before


def test_nor_need_either_release_name_both(tmp_path: Path) -> None:
    """The first tells of children suspended twice; the second of all who were."""
    made = children(8, measures=2)
    alone = replace(LATTICE, measures=(TWICE,))
    first, then = publish(tmp_path, made, lattice=alone), publish(tmp_path, made)
    assert {number.measure for number in then.release.numbers} == {"suspended"}
    assert TWICE in {group.measure for group in then.small}
    assert first.row["id"] in then.before
