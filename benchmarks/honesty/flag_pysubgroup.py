"""pysubgroup 0.9.0: the subgroups of the worse outcome, measure by measure. Run by its own Python.

As its README does: DFS, the quality WRAcc, the five best are the result. Here with bit sets and
groups of at least 11 children, to depth 3. The 200 best are kept, so that its quality can be given
a bar of its own, which it has as `min_quality`.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator

from flagging import ENOUGH, Row, World, each, text

warnings.filterwarnings("ignore")
import pysubgroup as ps  # noqa: E402

SHOWN, KEPT = 5, 200


def search(world: World) -> Iterator[Row]:
    """Every measure by itself, among the children asked."""
    for measure in world.outcomes:
        rows = world.rows[world.rows[measure].notna()]
        frame = rows[[*world.asked]].assign(worse=rows[measure] == 1).reset_index(drop=True)
        space = [
            ps.EqualitySelector(name, value)
            for name, values in world.asked.items()
            for value in values
        ]
        task = ps.SubgroupDiscoveryTask(
            frame,
            ps.BinaryTarget("worse", True),
            space,
            result_set_size=KEPT,
            depth=3,
            qf=ps.WRAccQF(),
            constraints=[ps.MinSupportConstraint(ENOUGH)],
        )
        found = ps.DFS(ps.BitSetRepresentation).execute(task).to_descriptions()
        for place, (quality, group, *_) in enumerate(found):
            parts = [f"{s.attribute_name}={s.attribute_value}" for s in group.selectors]
            yield measure, text(parts), float(quality), place < SHOWN and quality > 0


each("pysubgroup", search)
