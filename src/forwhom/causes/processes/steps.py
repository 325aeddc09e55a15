"""Two groups gate by gate: how many go on, how sure the difference is, what it adds to the gap."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from forwhom.causes.processes.walk import Walk
from forwhom.results.explanation import Row
from forwhom.stats.bootstrap import resampled_sums
from forwhom.stats.bootstrap_limits import bootstrap_interval
from forwhom.stats.chain import Chain, chain
from forwhom.stats.differences import newcombe
from forwhom.stats.ratios import miettinen_nurminen, ratio

Real = NDArray[np.float64]
Mask = NDArray[np.bool_]
REPLICATES = 1000
LEVEL = 0.95
FEW = 11  # children on either side that come to a gate; of fewer nothing is sure


def steps(found: Walk, group: Mask, better: str, *, looks: int, explains: bool = True) -> list[Row]:
    """A row for each gate, in order.

    Args:
        found: How far all the children asked about came.
        group: Which of them are of the group; all others are compared with it.
        better: Whether it is better to pass: `higher`, `lower` or `neither`.
        looks: How many gates are looked at in all; a row is certain after reckoning with them.
        explains: Whether the gates end at the finding, so that each adds to its gap.
    """
    sides = [found.kinds(mask) for mask in (group, ~group)]
    mine, theirs = (times @ values for values, times in sides)
    drawn = [
        resampled_sums(*side, replicates=REPLICATES, seed=seed).T for seed, side in enumerate(sides)
    ]
    whole, again = chain(mine, theirs), chain(*drawn)
    rows = []
    for at, gate in enumerate(found.gates):
        amount = gate.amount
        compared = (
            _amounts(whole, again, at, looks)
            if amount
            else _shares(mine[at + 1], mine[at], theirs[at + 1], theirs[at], looks)
        )
        few = min(mine[at], theirs[at]) < FEW
        lost = None if amount else _lost(mine, whole, at, better)
        extra = _explained(whole, again, at) if explains else {}
        rows.append(
            Row(
                name=gate.title,
                of=("gate", gate.name),
                unit=gate.unit["en"] if amount else "share",
                children=int(mine[at]),
                others=int(theirs[at]),
                rate=_known(whole.rates[at]),
                comparison_rate=_known(whole.other_rates[at]),
                lost=lost,
                certain=bool(compared.pop("certain")) and not few,
                **compared,
                **extra,
            )
        )
    return rows


def _shares(x: float, n: float, y: float, m: float, looks: int) -> dict[str, float | None]:
    """Two rates at one gate, with score limits; certain where the ratio of 1 lies outside."""
    low, high = newcombe(x, n, y, m, LEVEL)
    ratio_low, ratio_high = miettinen_nurminen(x, n, y, m, LEVEL)
    strict_low, strict_high = miettinen_nurminen(x, n, y, m, _strict(looks))
    return {
        "difference": _known(x / n - y / m) if n and m else None,
        "difference_low": _known(low),
        "difference_high": _known(high),
        "ratio": _known(ratio(x, n, y, m)),
        "ratio_low": _known(ratio_low),
        "ratio_high": _known(ratio_high),
        "certain": bool(strict_low > 1 or strict_high < 1),
    }


def _amounts(whole: Chain, again: Chain, at: int, looks: int) -> dict[str, float | None]:
    """Two means at the last gate, with limits from drawing the children again."""
    apart = whole.rates[at] - whole.other_rates[at]
    drawn = again.rates[at] - again.other_rates[at]
    low, high = bootstrap_interval(drawn, apart, LEVEL)
    strict_low, strict_high = bootstrap_interval(drawn, apart, _strict(looks))
    with np.errstate(divide="ignore", invalid="ignore"):
        times = whole.rates[at] / whole.other_rates[at]
        ratio_low, ratio_high = bootstrap_interval(again.rates[at] / again.other_rates[at], times)
    return {
        "difference": _known(apart),
        "difference_low": _known(low),
        "difference_high": _known(high),
        "ratio": _known(times),
        "ratio_low": _known(ratio_low),
        "ratio_high": _known(ratio_high),
        "certain": bool(strict_low > 0 or strict_high < 0),
    }


def _strict(looks: int) -> float:
    """The level at which all looks together are wrong once in twenty (Bonferroni)."""
    return 1 - (1 - LEVEL) / max(1, looks)


def _lost(mine: Real, whole: Chain, at: int, better: str) -> float | None:
    """Children of the group whom this gate costs, against the others' rate at it."""
    expected = mine[at] * whole.other_rates[at]
    return _known(mine[at + 1] - expected if better == "lower" else expected - mine[at + 1])


def _explained(whole: Chain, again: Chain, at: int) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for name in ("adds", "remains"):
        value = float(getattr(whole, name)[at])
        low, high = bootstrap_interval(getattr(again, name)[at], value)
        found |= {name: value, f"{name}_low": _known(low), f"{name}_high": _known(high)}
    return found


def _known(number: float | Real) -> float | None:
    """The number; None where it is none, or without end."""
    return float(number) if np.isfinite(number) else None


def opening(rows: Sequence[Row], gap: float) -> list[int]:
    """The gates at which the gap surely opens, what adds most first."""
    open_here = [i for i, row in enumerate(rows) if row.certain and (row.adds or 0) * gap > 0]
    return sorted(open_here, key=lambda i: -abs(rows[i].adds or 0))
