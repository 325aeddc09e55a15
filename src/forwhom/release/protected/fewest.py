"""The pattern of one table that is proved to hide the fewest numbers, and what insiders learn.

An option for a lattice of one measure, one year and one table (`least_hidden = true`). Such a
pattern leans on few numbers, so who knows one school may see through it: how far is told, and what
that takes is hidden as well before anything is published.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from forwhom.privacy.ladder import Step
from forwhom.privacy.linked import Linked
from forwhom.privacy.optimal import Optimal, optimal
from forwhom.release.declared.lattice import DISTRICT
from forwhom.release.protected.steps import starting_steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forwhom.release.declared.lattice import Lattice
    from forwhom.release.protected.tables import Place, Tables


def fewest_steps(
    tables: Tables, lattice: Lattice
) -> tuple[dict[Place, NDArray[np.int64]], tuple[str, ...]]:
    """The step of each number of each school, and what to tell of it. Raises NotSolved."""
    schools = {p: t for p, t in tables.places.items() if p[0] != DISTRICT and len(t.sizes)}
    ends = np.cumsum([0, *(len(t.sizes) for t in schools.values())])
    own = [
        start + cells
        for start, table in zip(ends[:-1], schools.values(), strict=True)
        for cells in table.groups
    ]
    groups = len(tables.groups)
    sums = [np.concatenate(own[group::groups]) for group in range(groups)]
    above: Place = next(p for p in tables.places if p[0] == DISTRICT)
    whole = Linked(
        np.concatenate([t.sizes for t in schools.values()]),
        np.concatenate([t.counts for t in schools.values()]),
        [*own, *sums],
    )
    shown = [*schools.items(), (above, tables.places[above])]
    start = np.concatenate([starting_steps(table, place, lattice) for place, table in shown])
    last = np.full(len(whole.groups), int(Step.HIDDEN))
    last[len(own) + tables.groups.index("all")] = int(Step.BAND)
    found = optimal(
        whole,
        start,
        threshold=lattice.threshold,
        width=lattice.width,
        last=last,
        places=[np.arange(a, b) for a, b in pairwise(ends)],
    )
    steps = {p: found.steps[i * groups : (i + 1) * groups] for i, p in enumerate(schools)}
    return steps, _told(found, whole.children >= lattice.threshold)


def _told(found: Optimal, enough: NDArray[np.bool_]) -> tuple[str, ...]:
    risk, proof = found.insider_risk, found.proof
    hidden = f"least hidden: {int((found.hidden & enough).sum())} of {int(enough.sum())} numbers"
    schools = f"by that pattern alone {int((risk > 0).sum())} schools could tell"
    groups = f"{int(risk.sum())} small groups elsewhere too closely"
    return (
        f"{hidden}, proved (gap {proof.gap:g}, {proof.programs} programs)",
        f"{schools} {groups}; what that takes is hidden as well",
    )
