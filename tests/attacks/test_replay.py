"""The attacker who runs the program on every world learns nothing from a rehearsed choice."""

import numpy as np
import pytest

from benchmarks.privacy.replay import THRESHOLD, WIDTH, Learned, drawn, other, program, whole
from benchmarks.privacy.schools import school
from forwhom.privacy.ladder import Step
from forwhom.privacy.linked import Linked
from forwhom.privacy.protect import Protection
from forwhom.privacy.rehearsal import made_up, rehearsed


def _rehearsed(linked, share=0.1):
    start = np.full(len(linked.groups), int(Step.BAND))
    shares = np.full(len(linked.sizes), share)
    return rehearsed(linked, start, shares, threshold=THRESHOLD, width=WIDTH)


def _openly(linked, before):
    """The steps that the true counts need, and whether the rehearsal had them all."""
    protection = Protection(linked, before, threshold=THRESHOLD, width=WIDTH)
    protection.protect()
    return protection.steps, bool((protection.steps == before)[~protection.small].all())


def test_the_choice_does_not_look_at_the_children():
    linked = school(3)
    turned = other(linked, linked.sizes - linked.counts)
    assert (_rehearsed(linked) == _rehearsed(turned)).all()


def _replayed(seed):
    """What every world tells where the rehearsal was enough, else nothing."""
    linked = school(seed, mean=5)
    before = _rehearsed(linked)
    if not _openly(linked, before)[1]:
        return None
    # The rehearsal is the same in every world: it reads no counts.
    return whole(linked, lambda world: _openly(world, before)[0], most_worlds=250)


@pytest.mark.long
def test_where_the_rehearsal_was_enough_no_world_can_be_ruled_out():
    found = [learned for seed in range(24) if (learned := _replayed(seed))]
    assert all(learned.same == learned.worlds for learned in found)
    assert sum(learned.narrow for learned in found) == 0
    assert len(found) >= 5
    assert sum(learned.worlds for learned in found) >= 200


def test_without_rehearsal_the_choice_does_tell():
    # The attack bites: if it found nothing here, it would prove nothing above.
    learned = Learned()
    for seed in range(8):
        made = program(Step.BAND)
        learned.add(whole(school(seed, mean=5), made, most_worlds=150) or Learned())
    assert learned.places >= 3
    assert learned.narrow > 0
    assert learned.same < learned.worlds


def test_worlds_drawn_near_agree_with_what_is_shown():
    linked = school(6)
    learned = drawn(linked, program(Step.BAND), tries=1, seed=1)
    assert 0 < learned.same <= learned.worlds
    assert learned.exact <= learned.narrow <= learned.groups


def test_made_up_children_keep_what_lies_within():
    linked = Linked(np.array([9, 9]), np.array([0, 0]), [np.array([0]), np.array([1])])
    linked.within = [(0, 1)]
    worlds = made_up(linked, np.array([0.9, 0.1]), 30)
    assert (worlds[:, 0] <= worlds[:, 1]).all()
    assert (worlds <= 9).all()
    assert worlds.any()
