"""Whether children in the very same incident, or the same school and year, were treated alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.absorbing import Codes, absorbed, coded, nested, not_alone, without
from forwhom.stats.quantiles import Floats, student_quantile

Errors = Literal["cluster", "hc1", "iid"]

_NOTHING = 1e-9  # of a variable's own spread: less than this is rounding


@dataclass(frozen=True)
class FixedEffects:
    """Differences within groups, for each outcome (first axis) and variable (second axis).

    `coefficient` is in the outcome's unit for one unit of the variable, with its standard `error`,
    limits `low` and `high` and two-sided `p`; nan where the effects leave a variable nothing, or
    others tell all of it. `freedom` are the degrees of freedom of Student's t.

    Counted: `rows` used, `unknown` (rows with a number missing) and `alone` (rows that share a
    group with nobody), both left out; `groups` of the first effect and, for each variable, in how
    many of them it varies at all, `mixed`, with how many rows, `mixed_rows`: all the others say
    nothing about that variable.
    """

    coefficient: Floats
    error: Floats
    low: Floats
    high: Floats
    p: Floats
    freedom: int
    rows: int
    unknown: int
    alone: int
    groups: int
    clusters: int
    mixed: NDArray[np.int64]
    mixed_rows: NDArray[np.int64]


def fixed_effects(
    outcome: ArrayLike,
    variables: ArrayLike,
    effects: Sequence[ArrayLike],
    clusters: ArrayLike | None = None,
    errors: Errors = "cluster",
    level: float = 0.95,
    count_nested: bool = False,
) -> FixedEffects:
    """Least squares of outcomes on variables, with a free mean for each group of each effect.

    b = (X'X)⁻¹X'y with X and y less their effects (Frisch and Waugh (1933), Econometrica
    1:387-401). Variances: "iid" e'e/(n − K) (X'X)⁻¹; "hc1" n/(n − K) times White's (1980),
    Econometrica 48:817-838; "cluster" G/(G − 1) · (n − 1)/(n − K') times Liang and Zeger's (1986),
    Biometrika 73:13-22: CR1 of Cameron and Miller (2015), J. Hum. Resour. 50:317-372. K counts
    variables and groups; K' leaves out the groups of effects that lie within clusters, and counts
    1 for their mean, as Stata's reghdfe and R's fixest do; R's sandwich counts all. Limits take
    Student's t with n − K, and with clusters G − 1, degrees of freedom.

    Args:
        outcome: rows, or rows by outcomes; nan where unknown.
        variables: rows, or rows by variables; nan where unknown.
        effects: for each effect the group of each row, any labels; the first is the one whose
            groups are counted (the incident, say).
        clusters: the cluster of each row, any labels; the first effect's groups if not given.
        errors: which variance.
        level: how often such limits should hold the truth, between 0 and 1.
        count_nested: whether K' counts groups that lie within clusters too.

    Returns:
        All nan where no degrees of freedom are left, or fewer than two clusters.

    Raises:
        ValueError: no effect was given, lengths differ, or the level or the errors are none.
    """
    y, x = _columns(outcome), _columns(variables)
    if not effects or errors not in ("cluster", "hc1", "iid"):
        raise ValueError('Name at least one effect; errors are "cluster", "hc1" or "iid".')
    labels = [coded(one) for one in (*effects, effects[0] if clusters is None else clusters)]
    if any(len(one) != len(y) for one in (x, *labels)):
        raise ValueError("Outcome, variables, effects and clusters have a row for each other.")
    known = np.isfinite(y).all(axis=1) & np.isfinite(x).all(axis=1)
    unknown = int((~known).sum())
    y, x, labels = y[known], x[known], [coded(one[known]) for one in labels]
    kept = not_alone(labels[:-1])
    y, x, labels = y[kept], x[kept], [coded(one[kept]) for one in labels]
    counts = {"rows": len(y), "unknown": unknown, "alone": int((~kept).sum())}
    return _fit(y, x, labels, level, (errors, count_nested), counts)


def at_least(rank: ArrayLike, ranks: ArrayLike) -> Floats:
    """An ordered consequence as so many yes-or-no outcomes: was it at least this severe?

    As outcomes of `fixed_effects` they give the differences in P(rank >= k), each k in one pass; a
    linear model of each cumulative share needs no assumption that the gap is alike at all of them
    (Angrist and Pischke (2009), Mostly Harmless Econometrics, 3.4.2).

    Args:
        rank: of each row's consequence, larger being more severe, any shape; nan where unknown.
        ranks: the k asked for, one-dimensional.

    Returns:
        The shape of `rank` and a last axis for the ks: 1 or 0, nan where unknown.
    """
    has, asked = np.asarray(rank, np.float64)[..., None], np.asarray(ranks, np.float64)
    return np.where(np.isnan(has), np.nan, np.where(has >= asked, 1.0, 0.0))


@dataclass(frozen=True)
class _Within:
    """Outcomes and variables without their effects, and the groups and clusters of the rows."""

    y: Floats
    x: Floats
    groups: list[Codes]
    cluster: Codes

    def fitted(self, errors: Errors, count_nested: bool) -> tuple[Floats, Floats, int]:
        """Coefficients and errors, outcomes by variables, and the degrees of freedom."""
        inverse = np.linalg.inv(self.x.T @ self.x)
        coefficient = (inverse @ (self.x.T @ self.y)).T
        residual = self.y - self.x @ coefficient.T
        rows, number, clusters = len(self.y), self.x.shape[1], _number(self.cluster)
        free = rows - number - absorbed(self.groups) if rows else 0
        if free < 1 or (errors == "cluster" and clusters < 2):
            return np.full_like(coefficient, np.nan), np.full_like(coefficient, np.nan), 0
        if errors == "iid":
            spread = (residual**2).sum(axis=0)[:, None] / free
            return coefficient, np.sqrt(spread * np.diag(inverse)), free
        factor = rows / free
        if errors == "cluster":
            outside = self.groups if count_nested else self._outside()
            lost = number + (absorbed(outside) if outside else 1)
            factor = clusters / (clusters - 1) * (rows - 1) / (rows - lost)
            free = clusters - 1
        # (X'X)⁻¹X' first: then a variance is a sum of squares, which rounding cannot make negative.
        reach = self.x @ inverse
        parts = [self._squares(reach * e[:, None], errors) for e in residual.T]
        return coefficient, np.sqrt(factor * np.array(parts).reshape(coefficient.shape)), free

    def _outside(self) -> list[Codes]:
        return [codes for codes in self.groups if not nested(codes, self.cluster)]

    def _squares(self, scores: Floats, errors: Errors) -> Floats:
        if errors == "cluster":
            scores = np.array([np.bincount(self.cluster, score) for score in scores.T]).T
        return np.asarray((scores**2).sum(axis=0))


def _fit(
    y: Floats,
    x: Floats,
    labels: list[Codes],
    level: float,
    settings: tuple[Errors, bool],
    counts: dict[str, int],
) -> FixedEffects:
    """The fit on rows that are known and share each group with another."""
    *groups, cluster = labels
    left = without(np.column_stack([y, x]), groups)
    used = _used(left[:, y.shape[1] :], x)
    some = _Within(left[:, : y.shape[1]], left[:, y.shape[1] :][:, used], groups, cluster)
    coefficient, error, freedom = some.fitted(*settings)
    tested = _tested(coefficient, error, freedom, level)
    found = [_put_back(part, used, x.shape[1]) for part in tested]
    mixed, mixed_rows = _mixed(x, groups[0])
    return FixedEffects(
        coefficient=found[0],
        error=found[1],
        low=found[2],
        high=found[3],
        p=found[4],
        freedom=freedom,
        groups=_number(groups[0]),
        clusters=_number(cluster),
        mixed=mixed,
        mixed_rows=mixed_rows,
        **counts,
    )


def _columns(values: ArrayLike) -> Floats:
    table = np.asarray(values, np.float64)
    return table[:, None] if table.ndim == 1 else table


def _number(codes: Codes) -> int:
    return int(codes.max(initial=-1)) + 1


def _used(left: Floats, whole: Floats) -> NDArray[np.intp]:
    """The variables that their effects, and the variables before them, leave something of."""
    kept: list[int] = []
    spread = ((whole - whole.sum(axis=0) / max(len(whole), 1)) ** 2).sum(axis=0)
    directions: list[Floats] = []
    for at in range(left.shape[1]):
        rest = left[:, at].copy()
        for direction in directions:
            rest -= (direction @ rest) * direction
        size = float(rest @ rest)
        if size > _NOTHING * spread[at]:
            kept.append(at)
            directions.append(rest / np.sqrt(size))
    return np.array(kept, np.intp)


def _mixed(x: Floats, codes: Codes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """In how many groups each variable varies, and how many rows those have."""
    groups, rows = np.zeros(x.shape[1], np.int64), np.zeros(x.shape[1], np.int64)
    sizes = np.bincount(codes)
    for at, column in enumerate(x.T):
        first = np.empty(sizes.size)
        first[codes] = column
        varies = np.bincount(codes, column != first[codes]) > 0
        groups[at], rows[at] = varies.sum(), sizes[varies].sum()
    return groups, rows


def _tested(
    coefficient: Floats, error: Floats, freedom: int, level: float
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Coefficients, errors, limits and p-values, as Student's t has them."""
    from scipy.special import stdtr

    half = student_quantile(level, np.array([float(freedom)])) * error
    unsure = np.full(error.shape, np.nan)
    score = np.divide(np.abs(coefficient), error, out=unsure, where=error > 0.0)
    p = np.asarray(2.0 * stdtr(float(max(freedom, 1)), -score))
    return coefficient, error, coefficient - half, coefficient + half, p


def _put_back(found: Floats, used: NDArray[np.intp], size: int) -> Floats:
    """Columns in the places of the variables they belong to; nan for those not used."""
    whole = np.full((len(found), size), np.nan)
    whole[:, used] = found
    return whole
