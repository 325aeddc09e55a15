"""Representation, against the federal guide's worked numbers."""

from __future__ import annotations

import pytest

from forwhom.stats.representation import representation_index


def test_the_guides_relative_difference_is_the_index_less_one() -> None:
    # IDEA Data Center (2014), Methods for Assessing Racial/Ethnic Disproportionality: 316 of 6,224
    # children against 906 of 45,810; composition 25.86 %, 116.19 % above the share of enrolment.
    found = representation_index(316, 6224, 906, 45810)
    assert found == pytest.approx(2.1619, abs=5e-5)
    assert found * 6224 / (6224 + 45810) == pytest.approx(0.2586, abs=5e-5)
