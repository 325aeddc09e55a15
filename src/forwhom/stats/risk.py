"""Risk and what is made of it: how much more often something happens to one group than to others.

Formulas of Bollmer, Bethel, Munk and Bitterman (2014), Methods for Assessing Racial/Ethnic
Disproportionality in Special Education: A Technical Assistance Guide, IDEA Data Center; the risk
ratio and the alternate risk ratio are those of 34 CFR 300.647(a).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.quantiles import Floats


def risk(count: ArrayLike, n: ArrayLike) -> Floats:
    """The share of a group's children with the outcome: count / n; nan where the group is empty.

    Args:
        count: children with the outcome, any shape, 0 to n.
        n: children of the group, a shape that goes with it.
    """
    x, children = np.broadcast_arrays(np.asarray(count, float), np.asarray(n, float))
    found: Floats = np.divide(x, children, out=np.full(x.shape, np.nan), where=children > 0)
    return found


def weighted_risk_ratio(risks: ArrayLike, shares: ArrayLike) -> Floats:
    """The weighted risk ratio of each group: (1 - w) R over the sum of the others' w R.

    Args:
        risks: the district's risk of each group, shape (groups,).
        shares: each group's share of the *state's* children, of the same shape; they add up to 1.

    Returns:
        Shape (groups,); inf where only the group has the outcome, nan where nobody has.
    """
    r, w = np.asarray(risks, float), np.asarray(shares, float)
    parts = w * r
    others = parts.sum() - parts
    others = np.where(np.abs(others) < 1e-15, 0.0, others)
    own = (1.0 - w) * r
    undefined = np.where(own > 0, np.inf, np.nan)
    found: Floats = np.divide(own, others, out=undefined, where=others > 0)
    return found


def composition(count: ArrayLike, total: ArrayLike) -> Floats:
    """A group's share of all children with the outcome; nan where there are none."""
    return risk(count, total)


def relative_difference(of_outcome: ArrayLike, of_children: ArrayLike) -> Floats:
    """How much larger a group's share of the outcome is than of the children, over the latter."""
    part, whole = np.asarray(of_outcome, float), np.asarray(of_children, float)
    part, whole = np.broadcast_arrays(part, whole)
    nothing = np.full(part.shape, np.nan)
    found: Floats = np.divide(part - whole, whole, out=nothing, where=whole > 0)
    return found


def e_formula_bound(share: ArrayLike, total: ArrayLike) -> Floats:
    """The largest share of the outcome that the E-formula lets pass: P + sqrt(P (1 - P) / N).

    Args:
        share: the group's share of the children, 0 to 1.
        total: children of all groups with the outcome (N).
    """
    p, n = np.broadcast_arrays(np.asarray(share, float), np.asarray(total, float))
    room = np.divide(p * (1.0 - p), n, out=np.full(p.shape, np.nan), where=n > 0)
    bound: Floats = p + np.sqrt(room)
    return bound
