"""Which classes each child sat in during the year, and what a gap is made of class by class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forwhom.causes.cause import Evidence, Mask, Real
from forwhom.causes.parts.before import once
from forwhom.causes.records import CHILD
from forwhom.disparities.pack import Whole, coded
from forwhom.stats.kitagawa import Kitagawa, kitagawa, kitagawa_weights

DEALS = 10
SEED = 50
ENOUGH = 10  # children beyond one a grade, to tell how much outcomes vary in a school


@dataclass(frozen=True)
class Seated:
    """Where those compared sit: a row for each child and class, which weighs 1/k of k classes.

    So children are counted, not rows. Places under `rooms` are classes; a child without any is in
    place `rooms` and the number of its school. `seated` says of each child of the district whether
    any class is on record.
    """

    child: Whole
    place: Whole
    weight: Real
    rooms: int
    places: int
    seated: Mask

    @property
    def is_room(self) -> Mask:
        """Which places are classes."""
        return np.arange(self.places) < self.rooms


def seated(evidence: Evidence) -> Seated | None:
    """The classes of the finding's year; None where no seat of it is on record."""
    found = once(evidence, "seats of children", _seats)
    if found is None:
        return None
    child, room = found
    children = evidence.children
    times = np.bincount(child, minlength=len(children))
    rooms, asked = int(room.max()) + 1, evidence.group | evidence.others
    alone, mine = np.flatnonzero((times == 0) & asked), asked[child]
    return Seated(
        child=np.concatenate([child[mine], alone]),
        place=np.concatenate([room[mine], rooms + children.school[alone]]),
        weight=np.concatenate([1.0 / times[child[mine]], np.ones(len(alone))]),
        rooms=rooms,
        places=rooms + int(children.school.max()) + 1,
        seated=times > 0,
    )


def _seats(evidence: Evidence) -> tuple[Whole, Whole] | None:
    """The child and the class of each seat of the finding's year, classes numbered from 0."""
    import narwhals as nw

    records, year = evidence.records, evidence.finding.school_year
    if records is None:
        return None
    sections = records.tables.frame("sections").filter(nw.col("school_year") == year)
    seats = records.tables.frame("seats").select("student_id", "section_id")
    mine = seats.join(sections.select("section_id"), on="section_id", how="inner")
    found = records.fetched(f"classes sat in {year}", mine)
    if not len(found):
        return None
    # Sorted here, once each: an engine takes ten times as long to sort so many words.
    room, _ = coded(found.column("section_id"), [])
    n = len(records.children)
    seat = np.sort(room * n + found.column(CHILD).to_numpy())
    seat = seat[np.diff(seat, prepend=-1) > 0]
    return seat % n, seat // n


def sums(evidence: Evidence, where: Seated, child: Whole | None = None) -> Real:
    """Sums of each place, shape (places, 4); `child` is who sits in each row, if not who did."""
    who = where.child if child is None else child
    key = where.place * 2 + evidence.others[who]  # 0: the group
    weighed = where.weight * evidence.outcome[who]
    added = [np.bincount(key, w, 2 * where.places) for w in (weighed, where.weight)]
    return np.stack(added, axis=1).astype(np.float64).reshape(where.places, 4)


def split(added: Real) -> Kitagawa:
    """Kitagawa's parts of such sums."""
    total, n, other_total, other_n = np.moveaxis(added, -1, 0)
    return kitagawa(total, n, other_total, other_n)


def errors(evidence: Evidence, where: Seated, added: Real) -> tuple[float, float, float]:
    """Standard errors of what lies between classes, inside them, and where none is on record.

    Children stay where they sit; what varies is how each fares, as much as children of the same
    group do in the same grade of the school. Drawing children again would not do: many classes
    would lose the few of a group they have.
    """
    between, inside = kitagawa_weights(added[:, 1], added[:, 3])
    rooms = where.is_room[:, None]
    side = evidence.others[where.child].astype(np.int64)
    variance = _variances(evidence)
    found = []
    for weights in (between, inside * rooms, inside * ~rooms):
        each = where.weight * weights[where.place, side]
        of_child = np.bincount(where.child, each, len(variance))
        found.append(float(np.sqrt((of_child**2 * variance).sum())))
    return found[0], found[1], found[2]


def _variances(evidence: Evidence) -> Real:
    """For each child how much outcomes vary in its group and school, in one grade; 0 if not asked.

    Where a school has too few of a group to say, as much as in its group in all schools.
    """
    asked = np.flatnonzero(evidence.group | evidence.others)
    side = evidence.others[asked].astype(np.int64)
    cell = evidence.children.stratum[asked] * 2 + side
    n = np.bincount(cell)
    mean = np.bincount(cell, evidence.outcome[asked]) / np.maximum(n, 1)
    square = (evidence.outcome[asked] - mean[cell]) ** 2
    wide = evidence.children.school[asked] * 2 + side
    grades = np.bincount(wide[np.unique(cell, return_index=True)[1]], minlength=wide.max() + 1)
    spare, added = np.bincount(wide) - grades, np.bincount(wide, square)
    all_spare, all_added = (np.bincount(np.arange(len(x)) % 2, x, 2) for x in (spare, added))
    in_all = all_added / np.maximum(all_spare, 1)
    known = spare >= ENOUGH
    of_wide = np.where(known, added / np.maximum(spare, 1), in_all[np.arange(len(spare)) % 2])
    found = np.zeros(len(evidence.children))
    found[asked] = of_wide[wide]
    return found


def by_chance(evidence: Evidence, where: Seated) -> float:
    """What would lie between classes were they dealt out by chance within school and grade.

    The children of a school and grade change places, each taking all the classes of another; the
    mean of 10 such deals.
    """
    rng = np.random.default_rng(SEED)
    free = np.flatnonzero((evidence.group | evidence.others) & where.seated)
    stratum = evidence.children.stratum[free]
    order = free[np.argsort(stratum, kind="stable")]
    found = []
    for _ in range(DEALS):
        taken = np.arange(len(evidence.children))
        taken[order] = free[np.lexsort((rng.random(len(free)), stratum))]
        found.append(float(split(sums(evidence, where, taken[where.child])).composition))
    return float(np.mean(found))
