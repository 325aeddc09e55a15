"""How much children of each group grew, beside those whose scores had been the same."""

from __future__ import annotations

import numpy as np

from forwhom.causes.cause import Evidence, Real
from forwhom.results.explanation import Row
from forwhom.stats.bootstrap import alike, resampled_sums
from forwhom.stats.bootstrap_limits import bootstrap_interval
from forwhom.stats.growth_percentiles import growth_model, growth_percentiles

LEVELS = (np.arange(10) + 0.5) / 10  # of regression quantiles; SGP has 100
MODELLED = 5_000  # children of a grade a model is fitted on, evenly by where they began
GRADE_NEEDS, ENOUGH, OF_GRADE = 1_000, 100, 10
REPLICATES = 400


def growth_rows(
    evidence: Evidence, before: Real, after: Real
) -> tuple[list[Row], dict[str, float]]:
    """A row a grade, and the means of all grades together; nothing where grades are too small.

    Args:
        evidence: The finding's children.
        before: Every child's score of the year before, nan where not known.
        after: The same of the finding's year.
    """
    percentile = _percentiles(evidence, before, after)
    known = ~np.isnan(percentile)
    sides = [side & known for side in (evidence.group, evidence.others)]
    names = evidence.children.values["grade"]
    rows = []
    for grade in np.unique(evidence.children.grade[sides[0] | sides[1]]):
        own, others = (percentile[side & (evidence.children.grade == grade)] for side in sides)
        if min(len(own), len(others)) >= OF_GRADE:
            rows.append(_row(str(names[int(grade)]), own, others))
    if min(side.sum() for side in sides) < ENOUGH:
        return rows, {}
    own, others = (percentile[side] for side in sides)
    whole = _row("", own, others)
    return rows, {
        "percentile": float(own.mean()),
        "others_percentile": float(others.mean()),
        "percentile_difference": float(own.mean() - others.mean()),
        "percentile_difference_low": float(whole.difference_low or 0.0),
        "percentile_difference_high": float(whole.difference_high or 0.0),
    }


def _row(grade: str, own: Real, others: Real) -> Row:
    means = [_drawn_means(each, seed) for seed, each in enumerate((own, others))]
    difference = float(own.mean() - others.mean())
    low, high = bootstrap_interval(means[0] - means[1], difference)
    return Row(
        name={"en": f"Grade {grade}", "es": f"Grado {grade}"},
        of=("grade", grade),
        unit="percentiles",
        children=len(own),
        others=len(others),
        rate=float(own.mean()),
        comparison_rate=float(others.mean()),
        difference=difference,
        difference_low=float(low),
        difference_high=float(high),
    )


def _drawn_means(percentile: Real, seed: int) -> Real:
    """The mean, were these children drawn again and again."""
    kinds, times, _ = alike(percentile[:, None])
    sums = resampled_sums(kinds, times, replicates=REPLICATES, seed=seed)
    return np.asarray(sums[:, 0] / len(percentile))


def _percentiles(evidence: Evidence, before: Real, after: Real) -> Real:
    """Growth percentiles of all children of the district, by grade; worked out once a subject.

    The lines are fitted at 10 levels, on up to 5,000 children of a grade: every second or third
    in the order of where they began. nan where a grade has too few children with both scores.
    """
    kept = evidence.records.tables.kept if evidence.records else {}
    name = f"why growth {evidence.finding.measure.rsplit('_', 1)[1]} {evidence.finding.school_year}"
    if name not in kept:
        found = np.full(len(before), np.nan)
        both = ~np.isnan(before) & ~np.isnan(after)
        for grade in np.unique(evidence.children.grade[both]):
            own = np.flatnonzero(both & (evidence.children.grade == grade))
            if len(own) >= GRADE_NEEDS:
                line = own[np.lexsort((after[own], before[own]))]
                some = line[:: -(-len(line) // MODELLED)]
                model = growth_model(before[some], after[some], LEVELS)
                found[own] = growth_percentiles(before[own], after[own], model)
        kept[name] = found
    percentiles: Real = kept[name]
    return percentiles
