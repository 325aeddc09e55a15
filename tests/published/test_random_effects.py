"""Effects of many studies or schools put together, against printed numbers."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.random_effects import RandomEffects, log_ratios, random_effects

# Colditz et al. (1994), J. Amer. Med. Assoc. 271:698-702: tuberculosis with and without BCG vaccine
# in 13 trials; the data set dat.bcg of R's metafor. Cases and others, vaccinated and not.
BCG = np.array([
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619),
    (33, 5036, 47, 5761), (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892),
    (29, 7470, 45, 7232), (17, 1699, 65, 1600), (186, 50448, 141, 27197), (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]).T  # fmt: skip
# Raudenbush (1984), J. Educ. Psychol. 76:85-97: what teachers expect of children and the
# children's intelligence scores, 19 studies; Raudenbush (2009), The Handbook of Research Synthesis,
# 2nd ed., chapter 16. The effects and variances are those of R's dat.raudenbush1985.
EXPECTED = [0.03, 0.12, -0.14, 1.18, 0.26, -0.06, -0.02, -0.32, 0.27, 0.80, 0.54, 0.18, -0.02,
            0.23, -0.18, -0.06, 0.30, 0.07, -0.07]  # fmt: skip
VARIANCE = [0.0156, 0.0216, 0.0279, 0.1391, 0.1362, 0.0106, 0.0106, 0.0484, 0.0269, 0.0630,
            0.0912, 0.0497, 0.0835, 0.0841, 0.0253, 0.0279, 0.0193, 0.0088, 0.0303]  # fmt: skip


def bcg(**how: object) -> RandomEffects:
    x, rest, y, others = BCG
    return random_effects(*log_ratios(x, x + rest, y, y + others), **how)


def test_bcg_by_restricted_maximum_likelihood() -> None:
    # Viechtbauer (2010), J. Statist. Softw. 36(3), section 5: tau² 0.3132, mean -0.7145 (0.1798),
    # Q 152.2330; with Knapp and Hartung's test, metafor's README: error 0.1808, -1.1084 to -0.3206,
    # and the ratio of another trial between 0.14 and 1.76.
    found = bcg()
    assert round(float(found.between), 4) == 0.3132
    assert round(float(found.mean), 4) == -0.7145
    assert round(float(found.plain_error), 4) == 0.1798
    assert round(float(found.q), 4) == 152.2330
    assert round(float(found.error), 4) == 0.1808
    assert [round(float(end), 4) for end in (found.low, found.high)] == [-1.1084, -0.3206]
    assert [round(float(np.exp(end)), 2) for end in (found.new_low, found.new_high)] == [0.14, 1.76]


def test_bcg_by_the_other_methods() -> None:
    # DerSimonian-Laird: 0.3088 (0.3087603); Paule-Mandel 0.3181 in the tests of metafor, which
    # prints 0.318094 where it stops early; the equation itself is solved by 0.3180685.
    assert float(bcg(method="dl").between) == pytest.approx(0.3087603, abs=5e-7)
    assert float(bcg(method="pm").between) == pytest.approx(0.318094, abs=5e-5)


def test_what_teachers_expect() -> None:
    # Raudenbush (2009), tables 16.2 and 16.3 (page 309), as metafor prints them: for each method
    # tau², the mean, 1/√Σw; Knapp and Hartung's error and limits.
    printed = {
        "reml": (0.019, 0.084, 0.052, 0.062, -0.046, 0.213),
        "dl": (0.026, 0.089, 0.056, 0.064, -0.044, 0.223),
    }
    for method, numbers in printed.items():
        found = random_effects(EXPECTED, VARIANCE, method=method)
        parts = (found.between, found.mean, found.plain_error, found.error, found.low, found.high)
        assert tuple(round(float(part), 3) for part in parts) == numbers
    shrunken = random_effects(EXPECTED, VARIANCE).shrunken
    assert (round(float(shrunken.min()), 2), round(float(shrunken.max()), 2)) == (-0.03, 0.25)


def test_days_in_hospital() -> None:
    # Normand (1999), Statist. Med. 18:321-359, studies 1 to 4, standardised: metafor's own tests
    # print tau² 1.0090 by restricted maximum likelihood.
    from forwhom.stats.scores import hedges_g
    from tests.published.test_scores import sums_of

    special = sums_of(*np.array([(155, 55, 47), (31, 27, 7), (75, 64, 17), (18, 66, 20)]).T)
    usual = sums_of(*np.array([(156, 75, 64), (32, 29, 4), (71, 119, 29), (18, 137, 48)]).T)
    g, low, high = hedges_g(*special, *usual)
    found = random_effects(g, ((high - low) / 2 / 1.959963984540054) ** 2)
    assert round(float(found.between), 4) == 1.0090
