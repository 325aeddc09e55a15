"""Where each school's numbers begin when the choice is rehearsed on made-up counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from forwhom.privacy.ladder import Step
from forwhom.privacy.protect import windows
from forwhom.privacy.rehearsal import rehearsed
from forwhom.release.declared.lattice import DISTRICT
from forwhom.release.protected.steps import starting_steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forwhom.release.declared.lattice import Lattice
    from forwhom.release.protected.tables import Place, Tables


def rehearsed_steps(
    tables: Tables, lattice: Lattice, worlds: int = 2
) -> dict[Place, NDArray[np.int64]]:
    """The finest step of each number of each school (groups), chosen without its counts.

    Of the children only the district's headline is read, as its band is shown to all. More worlds
    leave less to a choice by the children, and hide more. Raises NotSolved.
    """
    shares = _headline(tables)
    found = {}
    for place, linked in tables.places.items():
        if place[0] != DISTRICT and len(linked.sizes):
            found[place] = rehearsed(
                linked,
                starting_steps(linked, place, lattice),
                np.repeat(shares, len(linked.sizes) // len(shares)),
                threshold=lattice.threshold,
                width=lattice.width,
                worlds=worlds,
            )
    return found


def _headline(tables: Tables) -> NDArray[np.float64]:
    """The middle of the band that is shown of everyone in the district, of each measure."""
    district = next(linked for place, linked in tables.places.items() if place[0] == DISTRICT)
    everyone = np.arange(len(tables.measures)) * len(tables.groups) + tables.groups.index("all")
    children = district.children[everyone]
    bands = np.full(len(everyone), int(Step.BAND))
    low, high = windows(district.truth[everyone], children, bands)
    return (low + high) / 2 / np.maximum(children, 1)
