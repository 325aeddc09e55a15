"""A gap in explained and unexplained parts: they add up, turn with the groups, and know errors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forwhom.stats.bootstrap import added_up, resampled_sums
from forwhom.stats.delta_errors import delta_errors
from forwhom.stats.kitagawa import kitagawa
from forwhom.stats.least_squares import as_matrix, coefficients, products
from forwhom.stats.oaxaca import oaxaca_products, three_fold, two_fold

REFERENCES = [0.0, 0.3, 1.0, "share", "pooled", "pooled_with_group"]
FACTORS = [(1, 2, 3)]


def district(seed, n=80, slope=1.0):
    """Children of two groups: one number, one factor of three categories, an outcome."""
    rng = np.random.default_rng(seed)
    group = np.arange(n) % 3 == 0
    kind = rng.integers(0, 3, n)
    kind[:6] = [0, 1, 2, 2, 0, 1]
    kind[6:12] = [1, 0, 0, 2, 2, 2]
    x = np.column_stack([rng.normal(group, 1.0), *(kind == at for at in range(3))])
    y = 2.0 + slope * x[:, 0] + kind * (1 + group) + 0.5 * group + rng.normal(size=n)
    return y, x, group


@given(st.integers(0, 50), st.sampled_from(REFERENCES))
@settings(max_examples=30)
def test_parts_add_up(seed, reference):
    y, x, group = district(seed)
    sums = oaxaca_products(y, x, group).sum(axis=0)
    two, three = two_fold(sums, reference, FACTORS), three_fold(sums, FACTORS)
    gap = pytest.approx(y[group].mean() - y[~group].mean())
    assert two.difference == gap
    assert two.explained.total + two.unexplained.total == gap
    assert two.unexplained_of_group.total + two.unexplained_of_other.total == pytest.approx(
        float(two.unexplained.total)
    )
    assert three.endowments.total + three.coefficients.total + three.interaction.total == gap
    for part in (two.explained, two.unexplained, three.coefficients):
        own = part.by_variable.sum() + part.intercept_never_alone
        assert own == pytest.approx(float(part.total))


@given(st.integers(0, 50), st.sampled_from(REFERENCES))
@settings(max_examples=30)
def test_groups_changed_round_change_every_sign(seed, reference):
    y, x, group = district(seed)
    one = two_fold(oaxaca_products(y, x, group).sum(axis=0), reference, FACTORS)
    mirrored = 1.0 - reference if isinstance(reference, float) else reference
    other = two_fold(oaxaca_products(y, x, ~group).sum(axis=0), mirrored, FACTORS)
    assert other.explained.by_variable == pytest.approx(-one.explained.by_variable)
    assert other.unexplained.by_variable == pytest.approx(-one.unexplained.by_variable)
    assert other.unexplained_of_group.total == pytest.approx(-float(one.unexplained_of_other.total))


@given(st.integers(0, 50))
@settings(max_examples=20)
def test_units_of_a_variable_do_not_matter_and_its_zero_moves_only_the_intercept(seed):
    y, x, group = district(seed)
    moved = x * [1000, 1, 1, 1] + [50, 0, 0, 0]
    one = two_fold(oaxaca_products(y, x, group).sum(axis=0), 0.5, FACTORS)
    other = two_fold(oaxaca_products(y, moved, group).sum(axis=0), 0.5, FACTORS)
    assert other.explained.by_variable == pytest.approx(one.explained.by_variable, abs=1e-7)
    assert other.unexplained.total == pytest.approx(float(one.unexplained.total), abs=1e-7)
    assert other.unexplained.intercept_never_alone != pytest.approx(
        float(one.unexplained.intercept_never_alone)
    )


@given(st.integers(0, 50))
@settings(max_examples=20)
def test_with_one_factor_it_is_kitagawa(seed):
    y, x, group = district(seed)
    kinds = x[:, 1:]
    found = two_fold(oaxaca_products(y, kinds, group).sum(axis=0), 0.5, [(0, 1, 2)])
    cells = [of.astype(float) @ kinds for of in (y * group, group, y * ~group, ~group)]
    parts = kitagawa(*cells)
    assert found.explained.total == pytest.approx(float(parts.composition))
    assert found.unexplained.total == pytest.approx(float(parts.rate))


def test_weights_are_as_good_as_repeating():
    y, x, group = district(1)
    times = np.arange(80) % 4
    weighted = oaxaca_products(y, x, group, times).sum(axis=0)
    again = np.repeat(np.arange(80), times)
    assert weighted == pytest.approx(oaxaca_products(y[again], x[again], group[again]).sum(axis=0))


@pytest.mark.parametrize("category", [1, 2, 3])
def test_a_category_that_a_group_lacks_is_no_number(category):
    y, x, group = district(2)
    x[group, 1 + category % 3] += x[group, category]
    x[group, category] = 0.0
    sums = oaxaca_products(y, x, group).sum(axis=0)
    found = two_fold(sums, 0.5, FACTORS)
    assert np.isnan([found.explained.total, found.unexplained.total]).all()
    assert found.difference == pytest.approx(y[group].mean() - y[~group].mean())


def test_a_group_without_children_is_no_number():
    y, x, _ = district(2)
    nobody = oaxaca_products(y, x, np.zeros(80, bool)).sum(axis=0)
    for reference in REFERENCES:
        assert np.isnan(two_fold(nobody, reference, FACTORS).difference)


@pytest.mark.parametrize("reference", [-0.1, 1.5, "neumark"])
def test_a_reference_that_is_none_is_refused(reference):
    sums = oaxaca_products(*district(3)).sum(axis=0)
    with pytest.raises(ValueError, match="reference"):
        two_fold(sums, reference, FACTORS)
    with pytest.raises(ValueError, match="not the sums"):
        as_matrix(np.zeros(5))


def test_errors_of_a_regression_are_whites():
    y, x, _ = district(4, 200)
    rows = products(y, x[:, :3])
    found = delta_errors(lambda sums: coefficients(as_matrix(sums)), rows)
    z = np.column_stack([np.ones(200), x[:, :3]])
    bread = np.linalg.inv(z.T @ z)
    off = y - z @ (bread @ z.T @ y)
    white = bread @ (z * off[:, None] ** 2).T @ z @ bread
    assert found == pytest.approx(np.sqrt(np.diag(white) * 200 / 199), rel=1e-5)


def test_errors_of_a_mean_in_strata_and_clusters():
    y = np.arange(12.0) ** 2
    rows = np.column_stack([np.ones(12), y])
    found = delta_errors(lambda sums: sums[..., 1:] / sums[..., :1], rows)
    assert found == pytest.approx([y.std(ddof=1) / np.sqrt(12)])
    pairs = added_up(rows, np.repeat(np.arange(6), 2))
    clustered = delta_errors(lambda sums: sums[..., 1:] / sums[..., :1], pairs)
    means = y.reshape(6, 2).mean(axis=1)
    assert clustered == pytest.approx([means.std(ddof=1) / np.sqrt(6)])
    strata = np.repeat([0, 1], 6)
    within = delta_errors(lambda sums: sums[..., 1:] / sums[..., :1], rows, strata)
    spread = sum(6 * y[strata == at].var(ddof=1) for at in (0, 1))
    assert within == pytest.approx([np.sqrt(spread) / 12])
    alone = delta_errors(lambda sums: sums[..., 1:], rows, np.arange(12))
    assert np.isnan(alone).all()
    with pytest.raises(ValueError, match="one stratum"):
        delta_errors(lambda sums: sums, rows, [1])


@pytest.mark.parametrize("reference", REFERENCES)
def test_delta_and_bootstrap_agree(reference):
    y, x, group = district(5, 900)
    rows = oaxaca_products(y, x, group)

    def parts(sums):
        found = two_fold(sums, reference, FACTORS)
        return np.concatenate(
            [found.explained.total[..., None], found.unexplained.by_variable], axis=-1
        )

    clusters = added_up(rows, np.arange(900) // 2)
    errors = delta_errors(parts, clusters)
    drawn = parts(resampled_sums(clusters, replicates=1500, seed=6))
    assert drawn.std(axis=0) == pytest.approx(errors, rel=0.12)
