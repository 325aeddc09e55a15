"""pysubgroup 0.9.0: a search of groups and pairs for one outcome. Run by its own Python.

Usage: python with_pysubgroup.py ROWS. Depth-first with bit sets, the fastest of its ways here; the
20 highest rates of groups and pairs with 30 rows or more.
"""

from __future__ import annotations

import sys
import warnings

from nearest import ABOUT, OUTCOME, read, tell

warnings.filterwarnings("ignore")
import pysubgroup as ps  # noqa: E402

frame = read(sys.argv[1])


def job() -> object:
    """Every value of every dimension is a selector; two of them at most."""
    target = ps.BinaryTarget(OUTCOME, 1)
    space = ps.create_nominal_selectors(frame[[*ABOUT, OUTCOME]], ignore=[OUTCOME])
    task = ps.SubgroupDiscoveryTask(
        frame,
        target,
        space,
        result_set_size=20,
        depth=2,
        qf=ps.StandardQF(a=0),
        constraints=[ps.MinSupportConstraint(30)],
    )
    return ps.DFS(ps.BitSetRepresentation).execute(task)


tell(job)
