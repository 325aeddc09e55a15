"""Wages of 666 Hispanic workers in Chicago, born in the United States or elsewhere.

The data set `chicago` of R's oaxaca (2013 Current Population Survey, outgoing rotation groups,
Center for Economic and Policy Research), here as the sums of products of its columns. Results as
Hlavac printed them in the vignette of oaxaca 0.1.5 (overall, twofold) and as the tests of Python's
oaxaca 1.0.3, tests/test_oaxaca.py, print them from R (by variable).
"""

import numpy as np
import pytest

from forwhom.stats.oaxaca import three_fold, two_fold

# 1, age, female, less than high school, high school, some college, college, advanced degree.
NATIVE = [
    [287, 9761, 138, 34, 85, 111, 37, 20],
    [9761, 378213, 4711, 1105, 2901, 3653, 1341, 761],
    [138, 4711, 138, 20, 33, 56, 17, 12],
]
NATIVE_WAGE = [5046.270026076642, 185661.54565236488, 2013.777414224807, 361.47504758616714,
               1292.5000275280015, 1838.7797483730785, 953.3917468198537, 600.1234557695427,
               130246.09351592265]  # fmt: skip
BORN_ABROAD = [
    [379, 15401, 150, 147, 138, 51, 31, 12],
    [15401, 684671, 5922, 6134, 5312, 2196, 1311, 448],
    [150, 5922, 150, 47, 60, 25, 13, 5],
]
BORN_ABROAD_WAGE = [5520.9870317234645, 228678.4446146685, 1929.0887543410238, 1763.4086578789243,
                    1897.4135888881844, 842.4355651076464, 561.7666440238705, 455.9625758248392,
                    110424.22829865862]  # fmt: skip
EDUCATION = [(2, 3, 4, 5, 6)]


def packed(rows, wage, columns):
    """The sums of the chosen columns of x, and the wage."""
    matrix = np.zeros((9, 9))
    matrix[:3, :8], matrix[:8, :3] = rows, np.array(rows).T
    matrix[3:8, 3:8] = np.diag(rows[0][3:])
    matrix[:, 8] = matrix[8] = wage
    kept = [0, *(1 + at for at in columns), 8]
    return matrix[np.ix_(kept, kept)][np.triu_indices(len(kept))]


def sums(columns=range(7)):
    return np.concatenate([
        packed(NATIVE, NATIVE_WAGE, columns), packed(BORN_ABROAD, BORN_ABROAD_WAGE, columns)
    ])  # fmt: skip


def test_three_fold():
    found = three_fold(sums(), EDUCATION)
    assert float(found.difference) == pytest.approx(3.015574, abs=5e-7)
    assert float(found.endowments.total) == pytest.approx(1.6165339, abs=5e-8)
    assert float(found.coefficients.total) == pytest.approx(2.8333261, abs=5e-8)
    assert float(found.interaction.total) == pytest.approx(-1.4342857, abs=5e-8)


TWO_FOLD = [
    (0, 1.6165339, 1.399040), (1, 0.1822482, 2.833326), (0.5, 0.8993911, 2.116183),
    ("share", 0.9984559, 2.017118), ("pooled", 1.3557222, 3.015574 - 1.3557222),
    ("pooled_with_group", 0.9525717, 3.015574 - 0.9525717),
]  # fmt: skip


@pytest.mark.parametrize(("reference", "explained", "unexplained"), TWO_FOLD)
def test_two_fold(reference, explained, unexplained):
    found = two_fold(sums(), reference, EDUCATION)
    assert float(found.explained.total) == pytest.approx(explained, abs=5e-7)
    assert float(found.unexplained.total) == pytest.approx(unexplained, abs=2e-6)


def test_each_variable_with_normalised_dummies():
    # Age, female, less than high school, college.
    found = three_fold(sums(), EDUCATION)
    at = [0, 1, 2, 5]
    endowments = [-0.51677529, -0.27265166, 2.17644672, -0.07907587]
    returns = [7.55853070, -1.16526457, 0.06459830, 0.58246411]
    both = [-1.23237194, -0.25043038, -0.04486771, 0.33558627]
    assert found.endowments.by_variable[at] == pytest.approx(endowments, abs=5e-9)
    assert found.coefficients.by_variable[at] == pytest.approx(returns, abs=5e-9)
    assert found.interaction.by_variable[at] == pytest.approx(both, abs=5e-9)
    assert float(found.coefficients.intercept_never_alone) == pytest.approx(-4.26374940, abs=5e-9)
    assert float(found.endowments.intercept_never_alone) == 0.0


def test_each_variable_of_the_two_fold_one():
    # Age, female, high school, college, at the native workers' coefficients.
    found = two_fold(sums(), 1.0, EDUCATION)
    at = [0, 1, 3, 5]
    explained = [-1.7491472, -0.5230820, 0.3396283, 0.2565104]
    unexplained = [7.55853070, -1.16526457, 0.25712310, 0.58246411]
    assert found.explained.by_variable[at] == pytest.approx(explained, abs=5e-8)
    assert found.unexplained.by_variable[at] == pytest.approx(unexplained, abs=5e-9)


def test_whichever_category_is_left_out_the_totals_stay():
    for left_out in range(2, 7):
        found = three_fold(sums([at for at in range(7) if at != left_out]))
        assert float(found.endowments.total) == pytest.approx(1.6165339, abs=5e-8)
        assert found.endowments.by_variable[0] == pytest.approx(-0.51677529, abs=5e-9)
