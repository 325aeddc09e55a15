"""DivExplorer 0.2.6: subgroups whose rate diverges from everyone's. Run by its own Python.

As its README does: all patterns above a support, here 11 children, and of those the ones with a t
above 2. Only those that diverge to the worse count. It mines to any depth; 3 is what all are asked.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator

from flagging import ENOUGH, Row, World, each, text

warnings.filterwarnings("ignore")
from divexplorer import DivergenceExplorer  # noqa: E402

DEEPEST, T = 3, 2.0


def search(world: World) -> Iterator[Row]:
    """All measures in one pass; a value that is not asked about is no item."""
    rows = world.rows.copy()
    for name, values in world.asked.items():
        rows[name] = rows[name].where(rows[name].isin(values))
    found = DivergenceExplorer(rows).get_pattern_divergence(
        min_support=ENOUGH / len(rows),
        attributes=list(world.asked),
        boolean_outcomes=world.outcomes,
        show_coincise=False,
    )
    size = found["itemset"].str.len()
    found = found[(size >= 1) & (size <= DEEPEST)]
    groups = [text(list(items)) for items in found["itemset"]]
    for measure in world.outcomes:
        asked = found[f"{measure}_positive"] + found[f"{measure}_negative"] >= ENOUGH
        worse = (found[f"{measure}_div"] > 0) & asked
        for group, t, is_worse in zip(groups, found[f"{measure}_t"], worse, strict=True):
            if is_worse:
                yield measure, group, float(t), bool(t > T)


each("divexplorer", search)
