"""How much of a gap goes with what children bring, and how much with what it is worth to them."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from forwhom.stats.least_squares import Factors, as_matrix, coefficients, products
from forwhom.stats.quantiles import Floats

Reference = float | Literal["share", "pooled", "pooled_with_group"]


@dataclass(frozen=True)
class Part:
    """One part of a gap: its `total`, and what each variable adds to it along the last axis.

    `intercept_never_alone` belongs to the total too. It is whatever the variables leave, and moves
    with where each of them has its zero: by itself it says nothing, and nobody should read it.
    """

    total: Floats
    by_variable: Floats
    intercept_never_alone: Floats


@dataclass(frozen=True)
class ThreeFold:
    """A difference of two means (group less other) in three parts that add up to it."""

    difference: Floats
    endowments: Part
    coefficients: Part
    interaction: Part


@dataclass(frozen=True)
class TwoFold:
    """A difference of two means in an explained and an unexplained part that add up to it.

    `unexplained_of_group` and `unexplained_of_other` add up to `unexplained`: how far each group's
    own coefficients lie from the reference.
    """

    difference: Floats
    explained: Part
    unexplained: Part
    unexplained_of_group: Part
    unexplained_of_other: Part


def oaxaca_products(
    y: ArrayLike, x: ArrayLike, group: ArrayLike, weights: ArrayLike | None = None
) -> Floats:
    """What each record adds to the sums that `three_fold` and `two_fold` are made of.

    Add them up for the numbers themselves; over the records of a child or school
    (`bootstrap.added_up`) for `delta_errors` and `resampled_sums`, which give the errors: so the
    cluster is whatever was added up.

    Args:
        y: the outcome, one number a record.
        x: a row for each record, a column for each variable; of a factor the columns (0 or 1) of
            all its categories.
        group: whether the record is of the group (True) or of the other.
        weights: of each record, not below 0; None is 1.

    Returns:
        A row for each record: `products` of the group, then of the other.
    """
    rows = products(y, x, weights)
    ours = np.asarray(group, bool)[:, None]
    return np.concatenate([rows * ours, rows * ~ours], axis=1)


def three_fold(sums: ArrayLike, factors: Factors = ()) -> ThreeFold:
    """The three-fold decomposition, seen from the other group.

    endowments (x̄ − z̄)'c, coefficients z̄'(b − c), interaction (x̄ − z̄)'(b − c), with the group's
    means x̄ and coefficients b, the other's z̄ and c. Blinder (1973), J. Human Res. 8:436-455; Oaxaca
    (1973), Int. Econ. Rev. 14:693-709; in this form Jann (2008), Stata J. 8:453-479.

    Args:
        sums: of `oaxaca_products`, along the last axis; axes before it are sets (draws, say).
        factors: for each factor the places of its categories among the columns of x; see
            `least_squares.coefficients`.

    Returns:
        All in the unit of y, for each set. The difference is nan where a group has nobody; the
        parts also where a column does not vary in a group or is made up of others (a category that
        one group lacks must be joined with another).
    """
    gap, (x, b), (z, c), _ = _fits(sums, factors)
    return ThreeFold(
        difference=gap,
        endowments=_part((x - z) * c),
        coefficients=_part(z * (b - c)),
        interaction=_part((x - z) * (b - c)),
    )


def two_fold(sums: ArrayLike, reference: Reference = 0.5, factors: Factors = ()) -> TwoFold:
    """The two-fold decomposition at reference coefficients r of one's choice.

    explained (x̄ − z̄)'r, unexplained x̄'(b − r) + z̄'(r − c), letters as in `three_fold`. r = w b +
    (1 − w) c for a number w: 1 takes the group's coefficients, 0 the other's, ½ the middle (Reimers
    1983); "share" is the group's share of the records (Cotton 1988); "pooled" one model for all
    (Neumark 1988), which lets a gap that nothing explains leak into the explained part;
    "pooled_with_group" the same with an indicator of the group (Jann 2008), which does not. What is
    explained in this sense is not thereby fair: a variable may itself be what was denied.

    Args:
        sums: of `oaxaca_products`, along the last axis; axes before it are sets (draws, say).
        reference: a number from 0 to 1, "share", "pooled" or "pooled_with_group".
        factors: as of `three_fold`.

    Returns:
        As of `three_fold`.

    Raises:
        ValueError: the reference is none of these.
    """
    gap, (x, b), (z, c), matrices = _fits(sums, factors)
    r = _reference(reference, b, c, *matrices, factors)
    return TwoFold(
        difference=gap,
        explained=_part((x - z) * r),
        unexplained=_part(x * (b - r) + z * (r - c)),
        unexplained_of_group=_part(x * (b - r)),
        unexplained_of_other=_part(z * (r - c)),
    )


def _fits(
    sums: ArrayLike, factors: Factors
) -> tuple[Floats, tuple[Floats, Floats], tuple[Floats, Floats], tuple[Floats, Floats]]:
    """The gap, each group's means and coefficients, and the two matrices of products."""
    both = np.asarray(sums, np.float64)
    half = both.shape[-1] // 2
    ours, theirs = as_matrix(both[..., :half]), as_matrix(both[..., half:])
    x, z = _means(ours), _means(theirs)
    fits = coefficients(ours, factors), coefficients(theirs, factors)
    gap = np.asarray(x[..., -1] - z[..., -1])
    return gap, (x[..., :-1], fits[0]), (z[..., :-1], fits[1]), (ours, theirs)


def _means(matrix: Floats) -> Floats:
    """The means of 1, x, y; nan where there is nobody."""
    n = matrix[..., :1, 0]
    first = matrix[..., 0, :]
    return np.asarray(np.divide(first, n, out=np.full(first.shape, np.nan), where=n > 0.0))


def _reference(
    reference: Reference, b: Floats, c: Floats, ours: Floats, theirs: Floats, factors: Factors
) -> Floats:
    """The coefficients by which differences in what children bring are valued."""
    if reference == "pooled":
        return coefficients(ours + theirs, factors)
    if reference == "pooled_with_group":
        return _beside_an_indicator(ours, theirs, factors)
    if reference == "share":
        n, m = ours[..., :1, 0], theirs[..., :1, 0]
        share = n / np.where(n + m > 0.0, n + m, np.nan)
        return np.asarray(share * b + (1.0 - share) * c)
    return np.asarray(_weight(reference) * b + (1.0 - _weight(reference)) * c)


def _weight(reference: object) -> float:
    if isinstance(reference, (int, float)) and 0.0 <= reference <= 1.0:
        return float(reference)
    raise ValueError(
        "The reference is a number from 0 to 1, share, pooled or pooled_with_group; "
        f"this is {reference!r}."
    )


def _beside_an_indicator(ours: Floats, theirs: Floats, factors: Factors) -> Floats:
    """Coefficients of all together, with an indicator of the group, half of it in the intercept.

    Half, so that neither group is the one from which the other is told apart.
    """
    both, p = ours + theirs, ours.shape[-1] - 1
    order = [*range(p), p + 1, p]  # the indicator before y
    matrix = np.zeros((*both.shape[:-2], p + 2, p + 2))
    matrix[..., : p + 1, : p + 1] = both
    matrix[..., p + 1, : p + 1] = matrix[..., : p + 1, p + 1] = ours[..., 0, :]
    matrix[..., p + 1, p + 1] = ours[..., 0, 0]
    b = coefficients(matrix[..., order, :][..., order], factors)
    b[..., 0] += b[..., p] / 2.0
    return b[..., :p]


def _part(products: Floats) -> Part:
    return Part(products.sum(axis=-1), products[..., 1:], products[..., 0])
