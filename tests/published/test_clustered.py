"""Limits of a difference whose error is known, against printed numbers."""

from __future__ import annotations

import numpy as np

from forwhom.stats.clustered import newcombe_around


def test_the_plain_error_gives_newcombes_limits() -> None:
    # Newcombe (1998), Statist. Med. 17:873-890, table II: 56/70 less 48/80 is 0.0524 to 0.3339.
    p, q = 56 / 70, 48 / 80
    error = float(np.sqrt(p * (1 - p) / 70 + q * (1 - q) / 80))
    assert np.round(newcombe_around(p, 70, q, 80, error), 4).tolist() == [0.0524, 0.3339]
