"""Where the numbers of schools begin does not depend on the children of any school."""

import numpy as np

from benchmarks.privacy.schools import school
from forwhom.privacy.ladder import Step
from forwhom.privacy.linked import Linked
from forwhom.privacy.protect import Protection
from forwhom.release.declared.lattice import Lattice
from forwhom.release.protected.rehearse import rehearsed_steps
from forwhom.release.protected.tables import Tables

ABOVE, PLACE = ("district", "district"), ("school", "1")


def _tables(seed, turned=False):
    one = school(seed, (3, 3), mean=12)
    counts = one.sizes - one.counts if turned else one.counts
    here = Linked(one.sizes, counts, one.groups)
    # The district has many more children, so that one school hardly moves its headline.
    above = Linked(one.sizes * 1000, one.sizes * 100, one.groups)
    names = ("all", *(f"group={at}" for at in range(1, len(one.groups))))
    places = {
        ABOVE: above,
        PLACE: here,
        ("school", "empty"): Linked(*[np.zeros(0, np.int64)] * 2, []),
    }
    return Tables(("suspended",), "2025-26", names, places, here)


def _lattice(audience="public"):
    return Lattice(measures=("suspended",), groups=((),), audience=audience)


def test_other_children_the_same_beginning():
    for seed in range(6):
        steps = rehearsed_steps(_tables(seed), _lattice())
        turned = rehearsed_steps(_tables(seed, turned=True), _lattice())
        assert list(steps) == [PLACE]
        assert (steps[PLACE] == turned[PLACE]).all()


def test_it_begins_no_finer_than_the_audience_may_see():
    steps = rehearsed_steps(_tables(1), _lattice())[PLACE]
    assert (steps >= Step.BAND).all()
    assert (rehearsed_steps(_tables(1), _lattice("committee"))[PLACE] < Step.BAND).any()


def _chosen_by_children(linked, start):
    """Whether the true counts ask for more than the beginning."""
    protection = Protection(linked, start, threshold=11, width=3)
    protection.protect()
    return bool((protection.steps > start)[linked.children >= 11].any())


def test_from_there_less_is_left_to_choose():
    places = [_tables(seed) for seed in range(20)]
    band = np.full(16, int(Step.BAND))
    without = sum(_chosen_by_children(t.places[PLACE], band) for t in places)
    begun = [rehearsed_steps(t, _lattice())[PLACE] for t in places]
    pairs = zip(places, begun, strict=True)
    assert sum(_chosen_by_children(t.places[PLACE], start) for t, start in pairs) < without
