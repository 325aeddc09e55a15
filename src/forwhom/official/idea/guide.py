"""The federal guide's other measures of a group: weighted ratio, composition, E-formula.

Bollmer, Bethel, Munk and Bitterman (2014), Methods for Assessing Racial/Ethnic Disproportionality
in Special Education: A Technical Assistance Guide (revised), IDEA Data Center. The regulation asks
for none of them; states and districts look at them beside its ratio.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from forwhom.stats.risk import (
    composition,
    e_formula_bound,
    relative_difference,
    risk,
    weighted_risk_ratio,
)

NAMES = (
    *("risk", "risk_of_others", "risk_difference", "weighted_risk_ratio"),
    *("composition", "share_of_children", "composition_difference", "relative_difference"),
    *("e_formula_bound", "over_e_formula_bound"),
)
ALL = "all"
Parts = Mapping[str, tuple[int, int]]


def measures(parts: Parts, state: Parts | None) -> dict[str, dict[str, str]]:
    """What each group's measures are, as they are written; those that need the state without it.

    Args:
        parts: children with the outcome and in all, by group of the district.
        state: the same of the state, for the weights of the weighted ratio.
    """
    groups = [name for name in parts if name != ALL]
    hit, n = (np.array([parts[name][at] for name in groups], float) for at in (0, 1))
    if not groups or n.sum() <= 0:
        return {}
    risks, others = risk(hit, n), risk(hit.sum() - hit, n.sum() - n)
    share, part = n / n.sum(), composition(hit, hit.sum())
    bound = e_formula_bound(share, hit.sum())
    numbers = {
        "risk": risks,
        "risk_of_others": others,
        "risk_difference": risks - others,
        "weighted_risk_ratio": _weighted(groups, risks, state),
        "composition": part,
        "share_of_children": share,
        "composition_difference": part - share,
        "relative_difference": relative_difference(part, share),
        "e_formula_bound": bound,
    }
    found = {
        group: {name: _text(float(values[at])) for name, values in numbers.items()}
        for at, group in enumerate(groups)
    }
    for at, group in enumerate(groups):
        if np.isfinite(bound[at]):
            found[group]["over_e_formula_bound"] = "yes" if part[at] > bound[at] else "no"
    return found


def _weighted(groups: list[str], risks: np.ndarray, state: Parts | None) -> np.ndarray:
    """The weighted ratio by the state's shares of the same groups; nan where they are not told."""
    if state is None or not set(groups) <= set(state):
        return np.full(len(groups), np.nan)
    children = np.array([n for name, (_, n) in state.items() if name != ALL], float)
    mine = np.array([state[name][1] for name in groups], float)
    if children.sum() <= 0:
        return np.full(len(groups), np.nan)
    known = np.where(np.isfinite(risks), risks, 0.0)
    return weighted_risk_ratio(known, mine / children.sum())


def _text(value: float) -> str:
    return f"{value:.6g}" if np.isfinite(value) else ""
