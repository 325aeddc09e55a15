"""How many children of a group, and of others, were reached through each kind of decision."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from forwhom.causes.behavior.incidents import Incidents
from forwhom.causes.behavior.kinds import Kinds
from forwhom.causes.cause import Evidence, Mask, Real
from forwhom.disparities.pack import Whole
from forwhom.results.explanation import Row
from forwhom.stats.differences import newcombe
from forwhom.stats.exact import mid_p
from forwhom.stats.holm import holm

LEAST = 11  # children reached through a kind; fewer stand with what is not recorded, unnamed
SURE = 0.05


def through(evidence: Evidence, rows: Incidents, kinds: list[Kinds]) -> list[Row]:
    """A row a kind, each way adding up to the gap; certain only after reckoning with all rows.

    A child reached through several kinds counts in the rate of each; in what a kind adds, as the
    share of the child's incidents that were of it. Children with the outcome and no incident on
    record stand with what is not recorded, of which nothing is tested. A way that leaves one kind
    alone says nothing.
    """
    ways = [_of_kinds(evidence, rows, one) for one in kinds]
    found = [pair for way in ways if len(way) > 1 for pair in way]
    adjusted = holm([p for _, p in found])
    return [replace(r, certain=bool(p <= SURE)) for (r, _), p in zip(found, adjusted, strict=True)]


def _of_kinds(evidence: Evidence, rows: Incidents, kinds: Kinds) -> list[tuple[Row, float]]:
    size, children = len(kinds.names), len(evidence.outcome)
    counted = evidence.outcome == 1
    mine = counted[rows.child]
    child, kind = rows.child[mine], kinds.kind[mine]
    share = np.zeros((children, size))
    np.add.at(share, (child, kind), 1.0)
    total = share.sum(axis=1)
    share[counted & (total == 0), kinds.unknown] = 1.0
    share /= np.maximum(share.sum(axis=1), 1.0)[:, None]
    share = _folded(share, kinds.unknown)
    return _rows(kinds, share, evidence.group, evidence.others)


def _folded(share: Real, unknown: int) -> Real:
    """Kinds through which too few children were reached, put with what is not recorded."""
    few = (share > 0).sum(axis=0) < LEAST
    few[unknown] = False
    folded = np.where(few, 0.0, share)
    folded[:, unknown] += share[:, few].sum(axis=1)
    return folded


def _rows(kinds: Kinds, share: Real, group: Mask, others: Mask) -> list[tuple[Row, float]]:
    n, m = int(group.sum()), int(others.sum())
    reached = share > 0
    count, other_count = _counted(reached, group), _counted(reached, others)
    adds = share[group].mean(axis=0) - share[others].mean(axis=0)
    low, high = newcombe(count, n, other_count, m)
    p = mid_p(count, np.full(len(count), n), other_count, np.full(len(count), m)).two_sided
    p[kinds.unknown] = np.nan  # no kind of its own, so nothing is asked of it
    return [
        (
            Row(
                name=kinds.name_of(at),
                of=(kinds.name, kinds.names[at]["en"]),
                children=n,
                others=m,
                rate=count[at] / n,
                comparison_rate=other_count[at] / m,
                difference=count[at] / n - other_count[at] / m,
                difference_low=float(low[at]),
                difference_high=float(high[at]),
                adds=float(adds[at]),
            ),
            float(p[at]),
        )
        for at in np.flatnonzero(count + other_count).tolist()
    ]


def _counted(reached: Mask, part: Mask) -> Whole:
    return reached[part].sum(axis=0).astype(np.int64)
