"""The smallest effect that could be seen, in a sentence."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from forwhom.stats.power import smallest_gap
from forwhom.web.ui.phrases_of import say


def smallest_effect(rate: Decimal, n: int, other_n: int) -> str:
    """What a change must amount to, so that it would be seen 8 times in 10.

    Args:
        rate: what it is today, in percent, 0 to 100.
        n: students whom the change reaches.
        other_n: students with whom they are compared: others, or the same school years before.

    Fleiss, Levin and Paik (2003), chapter 4, by `forwhom.stats.power.smallest_gap`.
    """
    up, down = smallest_gap(float(rate) / 100, n, other_n)
    fall, rise = -100 * float(down), 100 * float(up)
    said = {"rate": f"{rate:.0f}", "n": n}
    if np.isnan(fall) and np.isnan(rise):
        return say("effect.none", **said)
    if np.isnan(fall):
        return say("effect.rise", points=f"{rise:.1f}", **said)
    if np.isnan(rise):
        return say("effect.fall", points=f"{fall:.1f}", **said)
    return say("effect.both", fall=f"{fall:.1f}", rise=f"{rise:.1f}", **said)
