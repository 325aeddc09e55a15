"""How coarse each number is shown: where it begins, and where protection left it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forwhom.privacy.ladder import Step
from forwhom.release.declared.lattice import DISTRICT, PUBLIC

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forwhom.privacy.linked import Linked
    from forwhom.privacy.protect import Protection
    from forwhom.privacy.whole import WholeWorlds
    from forwhom.release.declared.lattice import Lattice
    from forwhom.release.protected.partners import Teams
    from forwhom.release.protected.tables import Place, Tables

LARGE = 300  # from here a whole percentage leaves more children in doubt than a band of few


@dataclass
class Coarsened:
    """How coarse each number of each place is shown, and the attack that it withstood.

    `steps`: of each place, the step of each group (groups). `protections`: of each school, the
    attack by one who knows all other schools. `worlds`: of each school, worlds of whole children
    that leave each small group in doubt. `shared`: the small groups that hold against one who
    knows any single school, and the district's group by which `teams` were chosen for the proof.
    `district_small`: of each small group of the district, its interval; `district_needed`: how wide
    it must be.
    """

    tables: Tables
    steps: dict[Place, NDArray[np.int64]]
    protections: dict[Place, Protection]
    district_small: dict[int, tuple[int, int]]
    teams: Teams
    shared: dict[tuple[Place, int], int]
    district_needed: dict[int, int]
    worlds: dict[Place, WholeWorlds]


def starting_steps(linked: Linked, place: Place, lattice: Lattice) -> NDArray[np.int64]:
    """Where each number begins: a public one at its band, or at whole percent if it is large."""
    if lattice.finest:
        return np.full(len(linked.groups), int(Step[lattice.finest.upper()]))
    whole = np.full(len(linked.groups), int(Step.WHOLE))
    if lattice.audience != PUBLIC or place[0] == DISTRICT:
        return whole
    return np.where(linked.children > LARGE, whole, int(Step.BAND))
