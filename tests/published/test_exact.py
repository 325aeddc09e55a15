"""Mid-p values and false discovery rates, against printed numbers."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.exact import (
    benjamini_hochberg,
    benjamini_yekutieli,
    mid_p,
    stratified_mid_p,
)

# Benjamini and Hochberg (1995), J. R. Statist. Soc. B 57:289-300, section 4.1: fifteen p-values of
# the thrombolysis trial.
THROMBOLYSIS = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
                0.4262, 0.5719, 0.6528, 0.7590, 1.0]  # fmt: skip


def test_the_lady_tasting_tea() -> None:
    # Agresti (1990, 2013), Categorical Data Analysis: she tells 3 of 4; one-sided p .243 = 17/70,
    # mid-p .129 = (1 + 16/2)/70.
    found = mid_p(3, 4, 1, 4)
    assert found.above[0] == pytest.approx(9 / 70)
    assert round(float(found.above[0]), 3) == 0.129
    assert found.two_sided[0] == pytest.approx(18 / 70)


def test_fagerlands_example() -> None:
    # Fagerland, Lydersen and Laake (2017), Statistical Analysis of Contingency Tables, chapter 4,
    # Ritland et al. (2007), 0 of 16 and 15 of 72: the authors' R package contingencytables prints
    # P = 0.04466 for the Fisher mid-P test (Fisher-Irwin), and 0.06287 for Fisher's own.
    found = mid_p(0, 16, 15, 72)
    assert round(float(found.two_sided[0]), 5) == 0.04466
    own = 2 * float(found.below[0])  # nobody: half the table's chance lies below
    assert round(float(found.two_sided[0]) + own / 2, 5) == 0.06287


def test_the_sum_of_tables_is_mantel_haenszels_exact_test() -> None:
    # Penicillin in rabbits, Agresti (1990), pages 231-237, as in R's help of mantelhaen.test: cured
    # of those treated at once, and of those treated later, at five doses. R: exact p = 0.03994,
    # one-sided 0.020, with 16 cured; of the nine possible sums one other is as likely.
    cured, at_once, delayed_cured, delayed = np.array(
        [(0, 6, 0, 5), (3, 6, 0, 6), (6, 6, 2, 6), (5, 6, 6, 6), (2, 2, 5, 5)]
    ).T
    found = stratified_mid_p([cured.sum()], at_once[None], cured + delayed_cured, at_once + delayed)
    own = chance_of(16, at_once, cured + delayed_cured, at_once + delayed)
    assert round(float(found.above[0]) + own / 2, 3) == 0.020
    assert round(float(found.two_sided[0]) + own, 5) == 0.03994


def chance_of(total: int, n: np.ndarray, events: np.ndarray, children: np.ndarray) -> float:
    from scipy.stats import hypergeom

    chance = np.ones(1)
    for group, with_it, of in zip(n, events, children, strict=True):
        chance = np.convolve(chance, hypergeom.pmf(np.arange(of + 1), of, with_it, group))
    return float(chance[total])


def test_benjamini_and_hochberg_find_four() -> None:
    adjusted = benjamini_hochberg(THROMBOLYSIS)
    assert (adjusted <= 0.05).sum() == 4
    assert (np.array(THROMBOLYSIS) * 15 <= 0.05).sum() == 3  # Bonferroni, as they print it
    # R's p.adjust(p, "BH") of the first five.
    assert adjusted[:5] == pytest.approx([0.0015, 0.003, 0.0095, 0.035625, 0.0603])


def test_benjamini_and_yekutieli_as_r_adjusts() -> None:
    # R's p.adjust(p, "BY") is the one above times 1 + 1/2 + … + 1/15 = 3.318229.
    adjusted = benjamini_yekutieli(THROMBOLYSIS)
    assert float(adjusted[0]) == pytest.approx(0.0015 * 3.318229, rel=1e-6)
    assert (adjusted <= 0.05).sum() == 3
