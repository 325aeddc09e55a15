"""Rates compared within strata, against printed numbers."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.matched import mantel_haenszel
from tests.published.test_random_effects import BCG


def test_bcg_as_metafor_and_stata_print_it() -> None:
    # The tests of R's metafor, rma.mh against Stata's metan: the ratio -0.4537 in logarithms,
    # -0.5308 to -0.3766, z -11.5338 (11.53 in Stata); 0.6353, 0.5881 to 0.6862. The difference
    # -0.0033, -0.0039 to -0.0027, z -11.4708 with the variance of Sato, Greenland and Robins.
    x, rest, y, others = BCG
    found = mantel_haenszel(x, x + rest, y, y + others)
    assert np.log(found.ratio) == pytest.approx(-0.4537, abs=5e-5)
    assert np.log(found.ratio) / found.log_error == pytest.approx(-11.5338, abs=5e-5)
    limits = [float(found.ratio), float(found.ratio_low), float(found.ratio_high)]
    assert np.round(limits, 4).tolist() == [0.6353, 0.5881, 0.6862]
    limits = [float(found.difference), float(found.low), float(found.high)]
    assert np.round(limits, 4).tolist() == [-0.0033, -0.0039, -0.0027]
    assert found.difference / found.error == pytest.approx(-11.4708, abs=5e-5)
    assert int(found.strata) == 13


def test_breast_cancer_stages() -> None:
    # Newman (2001), Biostatistical Methods in Epidemiology, table 5.3, as R's risks has it: deaths
    # by receptor within three stages. One stratum alone is the plain difference 23/48 - 31/144.
    x, n, y, m = [2, 9, 12], [12, 22, 14], [5, 17, 9], [55, 74, 15]
    alone = mantel_haenszel([sum(x)], [sum(n)], [sum(y)], [sum(m)])
    assert alone.difference == pytest.approx(23 / 48 - 31 / 144)
    assert alone.ratio == pytest.approx((23 / 48) / (31 / 144))
    assert mantel_haenszel(x, n, y, m).difference < alone.difference
