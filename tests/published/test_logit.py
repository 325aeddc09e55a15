"""Logistic regression and the parts of a gap made of it, against printed numbers."""

import numpy as np

from forwhom.stats.counterfactual import counterfactual
from forwhom.stats.logit import chances, logit
from tests.published.test_das_gupta import RATE, SIZE


def test_beetles():
    # Bliss (1935), Ann. Appl. Biol. 22:134-167, in Dobson (2002), An Introduction to Generalized
    # Linear Models, 2nd ed., table 7.2: beetles killed by carbon disulphide. Table 7.4 prints
    # coefficients −60.717 and 34.270, deviance 11.23, and the fitted numbers.
    dose = np.array([1.6907, 1.7242, 1.7552, 1.7842, 1.8113, 1.8369, 1.8610, 1.8839])
    n, killed = [59, 60, 62, 56, 63, 59, 62, 60], np.array([6, 13, 18, 28, 52, 53, 61, 60])
    b = logit(dose[:, None], killed, n)
    assert np.round(b, 2).tolist() == [-60.72, 34.27]
    fitted = n * chances(dose[:, None], b)
    assert np.round(fitted, 2).tolist() == [3.46, 9.84, 22.45, 33.90, 50.10, 53.29, 59.22, 58.74]


def test_with_one_factor_the_parts_are_kitagawas():
    # Das Gupta (1993), example 5.1: 1.2269 and 1.7403 for 100 people. A logistic model with all
    # ages is saturated, and the mean of both references is Kitagawa's split.
    ages = np.eye(13)[:, 1:]
    heads = SIZE * RATE / 100
    found = counterfactual(ages, heads[1], SIZE[1], heads[0], SIZE[0])
    assert round(found.explained * 100, 4) == 1.2269
    assert round(found.unexplained * 100, 4) == 1.7403
    assert round(found.difference * 100, 4) == 2.9672
