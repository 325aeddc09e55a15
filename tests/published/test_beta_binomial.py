"""Beta distributions fitted to counts, against printed numbers."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.beta_binomial import pooled_rates
from forwhom.stats.beta_fit import fit_beta

# Tarone (1982), Biometrics 38:215-220: tumours in 70 groups of control rats; Gelman et al.,
# Bayesian Data Analysis, table 5.1. (tumours, rats): groups.
RATS = {
    (0, 20): 7, (0, 19): 4, (0, 18): 2, (0, 17): 1, (1, 20): 4, (1, 19): 2, (1, 18): 2,
    (2, 25): 1, (2, 24): 1, (2, 23): 1, (2, 20): 6, (1, 10): 1, (5, 49): 1, (2, 19): 1,
    (5, 46): 1, (3, 27): 1, (2, 17): 1, (7, 49): 1, (7, 47): 1, (3, 20): 2, (2, 13): 1,
    (9, 48): 1, (10, 50): 1, (4, 20): 7, (10, 48): 1, (4, 19): 3, (5, 22): 1, (11, 46): 1,
    (12, 49): 1, (5, 20): 2, (6, 23): 1, (5, 19): 1, (6, 22): 1, (6, 20): 3, (16, 52): 1,
    (15, 47): 1, (15, 46): 1, (9, 24): 1,
}  # fmt: skip
# Boys in the first 12 children of 6,115 families of 13 in Saxony, 0 to 12: Geissler (1889); Lindsey
# and Altham (1998), Applied Statistics 47:149-157.
SAXONY = [3, 24, 104, 286, 670, 1033, 1343, 1112, 829, 478, 181, 45, 7]


def rats() -> tuple[np.ndarray, np.ndarray]:
    x, n = np.array([pair for pair, times in RATS.items() for _ in range(times)]).T
    return x, n


def test_the_rats() -> None:
    # Mukhopadhyay and Fletcher (2018), Scientific Reports 8:9983, their R package BayesGOF: maximum
    # likelihood gives Beta(2.30, 14.08) on the 70 historical groups.
    x, n = rats()
    assert (len(x), int(x.sum()), int(n.sum())) == (70, 263, 1725)
    fit = fit_beta(x, n)
    assert (round(float(fit.a), 2), round(float(fit.b), 2)) == (2.30, 14.08)


def test_the_rats_to_the_digits_of_an_optimiser() -> None:
    # The same maximum by Nelder-Mead on the log-likelihood, to six digits.
    fit = fit_beta(*rats())
    assert float(fit.a) == pytest.approx(2.304783, abs=2e-6)
    assert float(fit.b) == pytest.approx(14.079809, abs=2e-5)


def test_the_families_of_saxony() -> None:
    # Wikipedia, "Beta-binomial distribution", after Lindsey and Altham: maximum likelihood
    # 34.09558 and 31.5715, log-likelihood -12492.9, AIC 24989.74, with the binomial coefficients.
    # The ridge is flat: at ours the likelihood is 1.5e-6 higher than at the printed shapes.
    from scipy.special import gammaln

    boys = np.repeat(np.arange(13), SAXONY)
    fit = fit_beta(boys, 12)
    assert float(fit.a) == pytest.approx(34.09558, rel=3e-4)
    assert float(fit.b) == pytest.approx(31.5715, rel=3e-4)
    ways = gammaln(13) - gammaln(boys + 1) - gammaln(13 - boys)
    likelihood = float(fit.log_likelihood + ways.sum())
    assert round(likelihood, 1) == -12492.9
    assert round(2 * 2 - 2 * likelihood, 2) == 24989.74


def test_a_group_of_rats_is_drawn_to_the_others() -> None:
    # The posterior is Beta(x + a, n - x + b): for 9 of 24 with the printed beta, 11.30 / 40.38.
    x, n = rats()
    found = pooled_rates(x, n)
    last = np.flatnonzero((x == 9) & (n == 24))[0]
    assert found.rate[last] == pytest.approx((9 + 2.30) / (24 + 2.30 + 14.08), abs=5e-4)
    assert found.low[last] == pytest.approx(0.1545, abs=2e-4)
    assert found.above[last] > 0.95
