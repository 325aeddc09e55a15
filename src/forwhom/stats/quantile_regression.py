"""Lines below which a given share of children lie, whatever the shape of the spread around them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from forwhom.stats.least_squares import as_matrix
from forwhom.stats.quantiles import Floats

_STEPS = 80
_CLOSE = 1e-11  # the gap left, for each child, in units of the outcome's spread
_SHY, _BOLD = 0.85, 0.999  # of the way to the wall: far from the end, and near it
_NEAR = 1e-4
_AT_ONCE = 90_000  # children times levels: what stays in a processor's cache
_SMALL = 250_000  # multiplications in one go: too few for BLAS to wait for a second thread
_FLAT = 1e-9  # of the largest singular value: such columns are made up of others


def quantile_regression(x: ArrayLike, y: ArrayLike, levels: ArrayLike) -> Floats:
    """Coefficients of regression quantiles at many levels, a constant first.

    They minimise Σ (y − xb)(t − [y < xb]) for each level t: Koenker and Bassett (1978),
    Econometrica 46:33-50; found by the interior points of the dual linear program, as Portnoy and
    Koenker (1997), Statist. Sci. 12:279-300, with Mehrotra's corrector, all levels in one go.

    Args:
        x: a row for each child, a column for each variable, no constant.
        y: the outcome.
        levels: shares t, strictly between 0 and 1, one-dimensional.

    Returns:
        A row for each level: the constant and a coefficient for each column, in units of y. Where
        columns are made up of others the shortest of all solutions. All nan where there are not
        more children than columns.

    Raises:
        ValueError: a level is none, or an outcome or variable is no number.
    """
    t, outcome = np.asarray(levels, np.float64), np.asarray(y, np.float64)
    z = np.column_stack([np.ones(len(outcome)), np.asarray(x, np.float64)])
    if t.ndim != 1 or not ((t > 0.0) & (t < 1.0)).all():
        raise ValueError("Levels lie strictly between 0 and 1.")
    if not (np.isfinite(z).all() and np.isfinite(outcome).all()):
        raise ValueError("Every child needs an outcome and all variables.")
    if len(outcome) <= z.shape[1]:
        return np.full((t.size, z.shape[1]), np.nan)
    size = np.maximum(np.abs(z).max(axis=0), 1e-300)
    u, s, v = np.linalg.svd(z / size, full_matrices=False)
    kept = s > _FLAT * s[0]
    basis = u[:, kept] * np.sqrt(len(outcome))
    middle, spread = np.median(outcome), outcome.std() or 1.0
    scaled = (outcome - middle) / spread
    few = max(2, _AT_ONCE // len(outcome))
    parts = [_solved(basis, scaled, t[at : at + few]) for at in range(0, t.size, few)]
    b = np.concatenate([np.zeros((0, basis.shape[1])), *parts]) * spread
    slopes = (b / s[kept] * np.sqrt(len(outcome))) @ v[kept] / size
    slopes[:, 0] += middle
    return np.asarray(slopes)


@dataclass
class _Point:
    """Where the search stands: a row for each level, a column for each child (p: coefficients)."""

    x: Floats
    s: Floats
    z: Floats
    w: Floats
    b: Floats

    def moved(self, step: "_Point", far: Floats, far_dual: Floats) -> "_Point":
        return _Point(
            self.x + far * step.x, self.s + far * step.s, self.z + far_dual * step.z,
            self.w + far_dual * step.w, self.b + far_dual * step.b,
        )  # fmt: skip

    def of(self, rows: NDArray[np.bool_]) -> "_Point":
        return _Point(self.x[rows], self.s[rows], self.z[rows], self.w[rows], self.b[rows])

    @property
    def gap(self) -> Floats:
        """How far each level's search is from its end, for each child."""
        return np.asarray((self.x * self.z + self.s * self.w).mean(axis=1, keepdims=True))


def _solved(basis: Floats, y: Floats, levels: Floats) -> Floats:
    """Coefficients on a basis whose columns are orthogonal, each of mean square 1."""
    first, second = np.triu_indices(basis.shape[1])
    pairs = basis[:, first] * basis[:, second]
    b = np.zeros((levels.size, basis.shape[1]))
    active = np.arange(levels.size)
    point = _start(basis, y, levels)
    for _ in range(_STEPS):
        point = _step(point, basis, pairs)
        b[active] = -point.b
        going_on = point.gap[:, 0] > _CLOSE
        active, point = active[going_on], point.of(going_on)
        if not active.size:
            break
    for at in active:
        b[at] = _by_vertices(basis, y, float(levels[at]))
    return b


def _by_vertices(basis: Floats, y: Floats, level: float) -> Floats:
    """One level by the simplex method, slow and sure: for searches that did not arrive."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, eye_array, hstack

    n, p = basis.shape
    cost = np.concatenate([np.zeros(p), np.full(n, level), np.full(n, 1.0 - level)])
    bounds = [(None, None)] * p + [(0.0, None)] * (2 * n)
    matrix = hstack([csr_array(basis), eye_array(n), -eye_array(n)])
    found = linprog(cost, A_eq=matrix, b_eq=y, bounds=bounds, method="highs")
    return np.asarray(found.x[:p])


def _start(basis: Floats, y: Floats, levels: Floats) -> _Point:
    """The dual: min −y'x with basis'x = (1 − t) basis'1 and 0 ≤ x ≤ 1; x = 1 − t is inside."""
    b = np.tile(-(basis.T @ y) / len(y), (levels.size, 1))
    off = -y - b @ basis.T
    lift = max(float(np.abs(off).mean()), 1e-3) * 0.1
    x = np.tile(1.0 - levels[:, None], (1, len(y)))
    return _Point(x, 1.0 - x, np.maximum(off, 0.0) + lift, np.maximum(-off, 0.0) + lift, b)


def _step(at: _Point, basis: Floats, pairs: Floats) -> _Point:
    """One predictor and one corrector step of Mehrotra's (1992, SIAM J. Optim. 2:575-601)."""
    q = 1.0 / (at.z / at.x + at.w / at.s)
    inverse = np.asarray(np.linalg.inv(as_matrix(_summed(q, pairs))), np.float64)
    zero = np.zeros((len(q), 1))
    plain = _direction(at, basis, q, inverse, zero, zero, zero)
    far, dual = _reach(at.x, plain.x, at.s, plain.s), _reach(at.z, plain.z, at.w, plain.w)
    center = at.gap * np.minimum(at.moved(plain, far, dual).gap / at.gap, 1.0) ** 3
    bent = _direction(at, basis, q, inverse, center, plain.x * plain.z, plain.s * plain.w)
    far, dual = _reach(at.x, bent.x, at.s, bent.s), _reach(at.z, bent.z, at.w, bent.w)
    # Too close to a wall too early, and the outer levels (0.005, 0.995) never arrive.
    shy = np.clip(1.0 - at.gap / _NEAR, _SHY, _BOLD)
    return at.moved(bent, shy * far, shy * dual)


def _direction(
    at: _Point, basis: Floats, q: Floats, inverse: Floats, center: Floats, xz: Floats, sw: Floats
) -> _Point:
    """Newton's direction to the point where x z = s w = center, less the second-order terms."""
    low, high = (center - xz) / at.x - at.z, (center - sw) / at.s - at.w
    right = -_summed(q * (low - high), basis)
    b = np.einsum("tij,tj->ti", inverse, right)
    x = q * (_lines(b, basis) + low - high)
    return _Point(x, -x, low - at.z / at.x * x, high + at.w / at.s * x, b)


def _summed(left: Floats, right: Floats) -> Floats:
    """Left @ right over the children, a few children at a time."""
    few = max(1, _SMALL // (len(left) * right.shape[1]))
    total = np.zeros((len(left), right.shape[1]))
    for at in range(0, len(right), few):
        total += left[:, at : at + few] @ right[at : at + few]
    return total


def _lines(b: Floats, basis: Floats) -> Floats:
    """B @ basis.T, a few children at a time."""
    few = max(1, _SMALL // b.size)
    parts = [b @ basis[at : at + few].T for at in range(0, len(basis), few)]
    return np.concatenate(parts, axis=1)


def _reach(one: Floats, step: Floats, other: Floats, other_step: Floats) -> Floats:
    """The longest step, at most 1, before anything falls below 0."""
    longest = np.ones((len(one), 1))
    for value, move in ((one, step), (other, other_step)):
        steepest = (-move / value).max(axis=1, keepdims=True)
        longest = np.minimum(longest, 1.0 / np.maximum(steepest, 1.0))
    return longest
