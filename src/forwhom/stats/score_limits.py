"""The smallest ratio of two rates that the counts still allow, worked out quickly and exactly.

The score interval of a ratio φ holds every φ whose chi-square is at most a limit χ:
χ²(φ) = (x − n p)² / (n p (1 − p)) + (y − m q)² / (m q (1 − q)), p = φ q, with q the likeliest rate
under that φ (Koopman 1984, Biometrics 40:513-517; Miettinen and Nurminen 1985, Statist. Med.
4:213-226, multiply it by (N − 1)/N, N = n + m, which is to say χ by N/(N − 1)).

We do not search for φ. The likeliest rates obey (x − n p)/(1 − p) = −(y − m q)/(1 − q). Call that
number s; then p = (x − s)/(n − s), q = (y + s)/(m + s), and the condition χ²(φ) = χ becomes
    f(s) = s² [a / (x − s) + b / (y + s)] = χ,     a = 1 − x/n,  b = 1 − y/m,
a cubic. On 0 < s < x, f rises and is convex; one of its two parts alone reaches χ where a
quadratic says, and there f is at most 2 χ. From that point Newton's steps go down to the root,
never past it, in five to eight steps. (Nam 1995, Biometrical J. 37:375-379, solves a like cubic.)
"""

import numpy as np

from forwhom.stats.quantiles import Floats

_ROWS_AT_ONCE = 8192  # arrays of this length stay in the processor's cache: twice as fast
_MOST_STEPS = 100
# A step this small, of a method that squares its error, leaves only rounding behind.
_LAST_STEP = 1e-8


def lower_limit(x: Floats, n: Floats, y: Floats, m: Floats, chi: Floats) -> Floats:
    """The smallest ratio (x of n over y of m) whose chi-square is at most `chi`.

    The largest is 1 over the smallest of the groups changed round.

    Args:
        x: count of the first group, one-dimensional, 0 to n, no nan.
        n: children in the first group, above 0.
        y: count of the second group, 0 to m.
        m: children in the second group, above 0.
        chi: the limit for the chi-square, above 0.

    Returns:
        The same shape, 0 or more and finite; 0 where x is 0.
    """
    low = np.zeros_like(x)
    for start in range(0, len(x), _ROWS_AT_ONCE):
        block = slice(start, start + _ROWS_AT_ONCE)
        part = [values[block] for values in (x, n, y, m, chi)]
        some, full = (part[0] > 0.0) & (part[0] < part[1]), part[0] == part[1]
        low[block][some] = _some_have_it(*(values[some] for values in part))
        low[block][full] = _all_have_it(*(values[full] for values in part[1:]))
    return low


def _some_have_it(x: Floats, n: Floats, y: Floats, m: Floats, chi: Floats) -> Floats:
    a, b = (n - x) / n, (m - y) / m
    s = np.minimum(
        2.0 * chi * x / (chi + np.sqrt(chi * (chi + 4.0 * a * x))), _root_of_second(b, y, chi)
    )
    moving = np.ones(s.shape, np.bool_)
    for _ in range(_MOST_STEPS):
        left, right = x - s, y + s
        first, second = a / left, b / right
        both = first + second
        step = (s * s * both - chi) / (s * (2.0 * both + s * (first / left - second / right)))
        # A row that has arrived stands still: its digits must not depend on its neighbours.
        step *= moving
        s = s - step
        moving &= np.abs(step) > _LAST_STEP * np.minimum(s, x - s)
        if not moving.any():
            break
    return np.asarray((x - s) / (n - s) * (m + s) / (y + s))


def _all_have_it(n: Floats, y: Floats, m: Floats, chi: Floats) -> Floats:
    """The limit where x = n: the likeliest p is 1 until s reaches n, where only p still falls."""
    b = (m - y) / m
    s = np.minimum(_root_of_second(b, y, chi), n)
    left_over = np.maximum(chi - b * n * n / (y + n), 0.0)  # what n (1 − p) / p must make up
    return np.asarray(n / (n + left_over) * (m + s) / (y + s))


def _root_of_second(b: Floats, y: Floats, chi: Floats) -> Floats:
    """Where b s² / (y + s) alone reaches chi; infinite where b is 0."""
    top = chi + np.sqrt(chi * (chi + 4.0 * b * y))
    return np.divide(top, 2.0 * b, out=np.full_like(top, np.inf), where=b > 0.0)
