"""The least to hide of a table, against a printed table and its pattern."""

import numpy as np
import pytest

from forwhom.privacy.attack import intervals
from forwhom.privacy.linked import Linked
from forwhom.privacy.optimal import Told, least_hidden

# Investment of enterprises by activity (I to III) and region (A to C), the entry (II, C) secret:
# the example of Fischetti and Salazar (2001), Management Science 47(7), 1008-1027. Table and
# pattern are printed in the description of the Australian Bureau of Statistics' suppression
# software, which follows that paper: hidden beside (II, C) are (II, A), (III, A) and (III, C).
PRINTED = np.array([[20, 50, 10], [8, 19, 22], [17, 32, 12]])
TOTALS = [80, 49, 61, 45, 101, 44, 190]
SECRET = 5


def _table():
    at = np.arange(9).reshape(3, 3)
    groups = [*at.reshape(-1, 1), *at, *at.T, at.ravel()]
    return Linked(np.full(9, 190), PRINTED.ravel(), groups)


def _least(width):
    linked = _table()
    asked = np.where(np.arange(16) == SECRET, width, 0)
    told = Told(linked.truth, linked.truth, asked, asked > 0, np.zeros(16, bool))
    return least_hidden(linked, told, weights=linked.truth.astype(float))


def test_the_printed_table_adds_up():
    assert _table().truth[9:].tolist() == TOTALS


def test_the_printed_pattern_is_the_one_that_hides_least_investment():
    hidden, proof = _least(width=10)
    assert np.flatnonzero(hidden).tolist() == [3, 5, 6, 8]  # II A, II C, III A, III C
    assert PRINTED.ravel()[hidden[:9]].sum() == 59  # 8 + 22 + 17 + 12
    assert proof.gap == pytest.approx(0, abs=1e-3)


def test_the_attacker_of_the_printed_pattern():
    # By hand: II A + II C = 30, II A + III A = 25, III A + III C = 29, so II C is 5 to 30.
    linked = _table()
    hidden = np.isin(np.arange(16), [3, 5, 6, 8])
    low, high = np.where(hidden, 0, linked.truth), np.where(hidden, 190, linked.truth)
    shown = Linked(linked.sizes, linked.counts, linked.groups, low, high)
    assert intervals(shown, [SECRET]).tolist() == [[5, 30]]


def test_one_more_than_the_printed_pattern_gives_asks_for_another():
    # Its interval is 25 wide. For 26 the next cheapest square is I A, I C, II A, II C: 60.
    assert PRINTED.ravel()[_least(width=25)[0][:9]].sum() == 59
    assert PRINTED.ravel()[_least(width=26)[0][:9]].sum() == 60
