"""Protect all that is declared, and attack the whole: family by family, year by year."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np

from forwhom.errors import ReleaseError
from forwhom.privacy.attack import NotSolved
from forwhom.privacy.protect import needed as needed_width
from forwhom.release.declared.lattice import DISTRICT
from forwhom.release.protected.coarsen import Coarsening
from forwhom.release.protected.earlier import (
    Before,
    Earlier,
    narrowed,
    told_before,
    widened,
    with_limits,
)
from forwhom.release.protected.fewest import fewest_steps
from forwhom.release.protected.last_attack import SmallGroup, attacked
from forwhom.release.protected.rehearse import rehearsed_steps
from forwhom.release.protected.tables import linked_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from forwhom.release.declared.lattice import Lattice
    from forwhom.release.protected.steps import Coarsened
    from forwhom.release.protected.tables import Place, Tables
    from forwhom.results import AuditFolder

MOST_AT_ONCE = 4  # each holds one family and year in memory
WORTH_IT = 200  # places times families and years: below, starting others takes longer


@dataclass(frozen=True)
class Proved:
    """One family and year, protected: the step of each group of each place, and what was attacked.

    `tables` and `steps`: what the lattice declares, by place (groups). `small`: every small group,
    with what attackers are left with. `left_less`: of how many of them earlier releases leave less
    doubt than is asked for, once the corrections since are known. `notes`: what else to say of it.
    """

    tables: Tables
    steps: dict[Place, NDArray[np.int64]]
    small: list[SmallGroup]
    left_less: int = 0
    notes: tuple[str, ...] = ()


def prove_one(tables: Tables, lattice: Lattice, before: Before | None = None) -> Proved:
    """Protect and attack one family and year, together with what was told `before`.

    Raises NotSolved: then nothing may be published.
    """
    told = before is not None and before.any_told
    known = with_limits(tables, before) if before is not None and told else tables
    chosen, notes = (
        fewest_steps(known, lattice)
        if lattice.least_hidden
        else (rehearsed_steps(known, lattice), ())
    )
    earliest = _later(before.earliest if before is not None else {}, chosen)
    try:
        coarsened = Coarsening(known, lattice, earliest, told_before=told).protect()
    except NotSolved:
        # A few children in all: even a band of everyone would tell on some. It is hidden as well.
        work = Coarsening(known, lattice, earliest, told_before=told, headline=False)
        coarsened = work.protect()
    kept, steps = narrowed(tables, coarsened.steps, lattice)
    return Proved(kept, steps, attacked(coarsened), left_less(coarsened, lattice), notes)


def _later(
    one: Mapping[Place, NDArray[np.int64]], other: Mapping[Place, NDArray[np.int64]]
) -> dict[Place, NDArray[np.int64]]:
    """The coarser step of each number."""
    return {place: np.maximum(one.get(place, 0), other.get(place, 0)) for place in {**one, **other}}


def prove(
    audit: AuditFolder,
    lattice: Lattice,
    say: Callable[[str], None],
    earlier: Sequence[Earlier] = (),
    *,
    unhide: bool = False,
) -> list[Proved]:
    """Protect every declared number and attack the whole, with all releases before it.

    Raises ReleaseError where the proof fails, takes too long, or the solver is missing.
    """
    all_tables = list(linked_tables(audit, widened(lattice, earlier)))
    known = [told_before(tables, earlier, lattice, unhide=unhide) for tables in all_tables]
    proved: list[Proved] = []
    try:
        for one in _one_by_one(all_tables, lattice, known):
            proved.append(one)
            names = ", ".join(one.tables.measures)
            say(f"proved {names} {one.tables.school_year} ({len(proved)} of {len(all_tables)})")
            for note in one.notes:
                say(note)
    except NotSolved as error:
        raise ReleaseError(
            f"The numbers cannot be proved safe: {error}",
            where=str(audit.folder),
            did="Nothing was published; the release before is as it was.",
            remedy="Declare fewer groups in release.toml, or install what is missing.",
        ) from error
    return proved


def left_less(one: Coarsened, lattice: Lattice) -> int:
    """Small groups of which earlier releases leave less doubt than is asked for."""
    found = 0
    for protection in one.protections.values():
        asked = needed_width(protection.linked.children, lattice.width)
        found += int((protection.needed < asked)[protection.small].sum())
    above = next(t for p, t in one.tables.places.items() if p[0] == DISTRICT)
    asked = needed_width(above.children, lattice.width)
    return found + sum(wide < int(asked[at]) for at, wide in one.district_needed.items())


def _one_by_one(
    all_tables: list[Tables], lattice: Lattice, known: list[Before]
) -> Iterator[Proved]:
    """In the order of the lattice, on as many cores as are worth starting."""
    at_once = min(MOST_AT_ONCE, os.cpu_count() or 1, len(all_tables))
    places = sum(len(tables.places) for tables in all_tables)
    lattices = [lattice] * len(all_tables)
    if at_once < 2 or places < WORTH_IT:
        yield from map(prove_one, all_tables, lattices, known)
        return
    with ProcessPoolExecutor(at_once, mp_context=get_context("spawn")) as pool:
        try:
            yield from pool.map(prove_one, all_tables, lattices, known)
        finally:
            pool.shutdown(cancel_futures=True)
