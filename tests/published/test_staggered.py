"""What began in different years, against printed numbers."""

from __future__ import annotations

import numpy as np
import pytest

from forwhom.stats.staggered import Effects, Staggered, staggered

# Minimum wages and teenagers at work in 500 American counties, 2003 to 2007: mpdta of R's did, from
# Callaway and Sant'Anna (2021). The method asks of a group of counties no more than how many they
# are, their means and how the years vary together (sums over n), so that is all that stands here,
# worked out from the copy of the data in a Python package, and made into counties again.
MOMENTS = {
    2004: (
        20,
        [6.17969683359, 6.10656356301, 6.05945208674, 6.02670435425, 6.08538798837],
        [
            2.08716794351,
            2.11657708917,
            2.15488380130,
            2.17348839861,
            2.20940837994,
            2.27684889658,
            2.20395570236,
            2.24106319720,
            2.30695236046,
            2.34302354372,
            2.14049257246,
            2.17208448250,
            2.23957917582,
            2.27115796241,
            2.21311477709,
        ],
    ),
    2006: (
        40,
        [6.57399362823, 6.51788371630, 6.52794133316, 6.55743457451, 6.54304096823],
        [
            1.57157052407,
            1.55440928867,
            1.55518435202,
            1.58020634279,
            1.58331789322,
            1.62381292419,
            1.59931379827,
            1.60226867231,
            1.64007974849,
            1.66377149040,
            1.61014094191,
            1.61230907184,
            1.65201012858,
            1.67251121100,
            1.69113420967,
        ],
    ),
    2007: (
        131,
        [5.84290649638, 5.81078312761, 5.82086567033, 5.82386639925, 5.82004824684],
        [
            2.27558129754,
            2.27912579422,
            2.29973639000,
            2.27384364692,
            2.29106899695,
            2.30798895242,
            2.27191705183,
            2.29079422086,
            2.30085140959,
            2.31860142265,
            2.24780560983,
            2.26782468951,
            2.27780747613,
            2.28840912024,
            2.28331077492,
        ],
    ),
    0: (
        309,
        [5.65463002250, 5.59199999814, 5.60480843375, 5.63889628205, 5.66113254037],
        [
            2.16346947380,
            2.19627098254,
            2.25865379331,
            2.20554428583,
            2.25847497093,
            2.28100766869,
            2.17921221584,
            2.23416491354,
            2.25094841147,
            2.26094299131,
            2.18889615790,
            2.24448480660,
            2.25996805660,
            2.25769180822,
            2.28096722525,
        ],
    ),
}
YEARS = np.arange(2003, 2008)


def counties() -> tuple[np.ndarray, np.ndarray]:
    """Counties with those means and covariances, and when their minimum wage rose (0: never)."""
    rng = np.random.default_rng(0)
    outcome, begun = [], []
    for year, (n, mean, spread) in MOMENTS.items():
        below = np.zeros((5, 5))
        below[np.tril_indices(5)] = spread
        drawn = rng.normal(size=(n, 5))
        even = np.linalg.qr(drawn - drawn.mean(axis=0))[0] * np.sqrt(n)
        whole = below + below.T - np.diag(np.diag(below))
        outcome.append(mean + even @ np.linalg.cholesky(whole).T)
        begun += [year or np.inf] * n
    return np.concatenate(outcome), np.array(begun)


def found(comparison: str) -> Staggered:
    return staggered(*counties(), YEARS, comparison)  # type: ignore[arg-type]


# R's did 2.x, att_gt(xformla = ~1, bstrap = FALSE) and aggte, as the csdid package keeps them for
# its own comparison; to four decimals they are the README's and the tutorials'.
NEVER = [
    (2004, 2004, -0.01050325, 0.02325104),
    (2004, 2005, -0.07042316, 0.03098477),
    (2004, 2006, -0.13725874, 0.03643566),
    (2004, 2007, -0.10081136, 0.03435923),
    (2006, 2004, 0.00652011, 0.02332681),
    (2006, 2005, -0.00275082, 0.01955856),
    (2006, 2006, -0.00459461, 0.01775520),
    (2006, 2007, -0.04122447, 0.02022918),
    (2007, 2004, 0.03050666, 0.01503356),
    (2007, 2005, -0.00272589, 0.01639583),
    (2007, 2006, -0.03108712, 0.01787751),
    (2007, 2007, -0.02605441, 0.01665544),
]
NOT_YET = [
    (2004, 2004, -0.01937236, 0.02231011),
    (2004, 2005, -0.07831910, 0.03039023),
    (2004, 2006, -0.13627435, 0.03540338),
    (2004, 2007, -0.10081136, 0.03435923),
    (2006, 2004, -0.00256255, 0.02253024),
    (2006, 2005, -0.00193925, 0.01904216),
    (2006, 2006, 0.00466088, 0.01633558),
    (2006, 2007, -0.04122447, 0.02022918),
    (2007, 2004, 0.02975936, 0.01453354),
    (2007, 2005, -0.00241061, 0.01603130),
    (2007, 2006, -0.03108712, 0.01787751),
    (2007, 2007, -0.02605441, 0.01665544),
]

SINCE = {
    "never": [
        (-3, 0.03050666, 0.01503356), (-2, -0.00056308, 0.01329164), (-1, -0.02445874, 0.01423640),
        (0, -0.01993182, 0.01182636), (1, -0.05095737, 0.01689348), (2, -0.13725874, 0.03643566),
        (3, -0.10081136, 0.03435923),
    ],
    "not_yet": [
        (-3, 0.02975936, 0.01453354), (-2, -0.00244615, 0.01312035), (-1, -0.02426890, 0.01446368),
        (0, -0.01892220, 0.01204457), (1, -0.05358935, 0.01694639), (2, -0.13627435, 0.03540338),
        (3, -0.10081136, 0.03435923),
    ],
}  # fmt: skip
BY_GROUP = {
    "never": [(-0.07974913, 0.02636780), (-0.02290954, 0.01670333), (-0.02605441, 0.01665544)],
    "not_yet": [(-0.08369429, 0.02570160), (-0.01828180, 0.01592224), (-0.02605441, 0.01665544)],
}
AVERAGES = {
    "never": {
        "simple": (-0.03995128, 0.01203401),
        "overall": (-0.03101828, 0.01244606),
        "after": (-0.07723982, 0.01996499),
    },
    "not_yet": {
        "simple": (-0.03976363, 0.01205242),
        "overall": (-0.03046223, 0.01257512),
        "after": (-0.07739931, 0.01956018),
    },
}


@pytest.mark.parametrize(("comparison", "printed"), [("never", NEVER), ("not_yet", NOT_YET)])
def test_twelve_effects_as_did_prints_them(comparison, printed) -> None:
    each = found(comparison).each
    begun, at, effect, error = np.array(printed).T
    assert (each.begun.tolist(), each.at.tolist()) == (begun.tolist(), at.tolist())
    assert each.effect == pytest.approx(effect, abs=1e-8)
    assert each.error == pytest.approx(error, abs=1e-8)


def test_the_readmes_four_decimals() -> None:
    # Callaway and Sant'Anna's README and tutorials, read in a published run of them.
    printed = [-0.0105, -0.0704, -0.1373, -0.1008, 0.0065, -0.0028, -0.0046, -0.0412]
    printed += [0.0305, -0.0027, -0.0311, -0.0261]
    assert np.round(found("never").each.effect, 4).tolist() == printed
    assert round(float(found("never").after.effect[0]), 4) == -0.0772
    assert round(float(found("never").overall.effect[0]), 4) == -0.0310


@pytest.mark.parametrize("comparison", ["never", "not_yet"])
def test_averages_as_did_prints_them(comparison) -> None:
    every = found(comparison)
    at, effect, error = np.array(SINCE[comparison]).T
    assert every.since.at.tolist() == at.tolist()
    assert every.since.effect == pytest.approx(effect, abs=1e-8)
    assert every.since.error == pytest.approx(error, abs=1e-8)
    effect, error = np.array(BY_GROUP[comparison]).T
    assert every.by_group.effect == pytest.approx(effect, abs=1e-8)
    assert every.by_group.error == pytest.approx(error, abs=1e-8)
    for name, (mean, spread) in AVERAGES[comparison].items():
        one: Effects = getattr(every, name)
        assert one.effect == pytest.approx([mean], abs=1e-8), name
        assert one.error == pytest.approx([spread], abs=1e-8), name


def test_the_test_of_what_was_before() -> None:
    # "P-value for pre-test of parallel trends assumption: 0.16812".
    assert round(found("never").before_p, 5) == 0.16812
