"""Are these children in other circumstances, or do they fare differently in the same ones?"""

from __future__ import annotations

import numpy as np

from forwhom.causes.cause import Cause, Evidence, Measured, Real, Silent, of_domain
from forwhom.causes.parts.circumstances import Circumstance, circumstances
from forwhom.causes.parts.many_parts import many_parts_sentences, reads_larger
from forwhom.data.settings import SETTINGS_FILE
from forwhom.errors import DistrictError
from forwhom.results.explanation import Part
from forwhom.rules import Rules
from forwhom.stats.counterfactual import counterfactual
from forwhom.stats.explained_errors import Children, counterfactual_errors, two_fold_errors
from forwhom.stats.oaxaca import oaxaca_products, two_fold
from forwhom.stats.quantiles import normal_quantile

RULE = "composition.reference"
ENOUGH = 100  # children of either side
SAME = {"en": "Same circumstances", "es": "Mismas circunstancias"}
ALONG = {
    "en": "Of the gap of {gap}, {size} remained in the same circumstances, plausibly {low} to "
    "{high}.",
    "es": "De la brecha de {gap}, en las mismas circunstancias queda esto: {size}, probablemente "
    "de {low} a {high}.",
}
LARGER = {
    "en": "In the same circumstances the gap is larger: {size}, plausibly {low} to {high}.",
    "es": "En las mismas circunstancias la brecha es mayor: {size}, probablemente de {low} a "
    "{high}.",
}
AGAINST = {
    "en": "In the same circumstances the gap of {gap} goes the other way, by {size}.",
    "es": "En las mismas circunstancias la brecha de {gap} va en sentido contrario, por {size}.",
}
UNKNOWN = {
    "en": "Whether any of the gap of {gap} is there in the same circumstances we cannot tell.",
    "es": "No podemos saber si algo de la brecha de {gap} existe en las mismas circunstancias.",
}
NEEDS = {
    "en": "It takes 100 children on either side. It also takes records of the year before, such as "
    "absence or tests.",
    "es": "Hacen falta 100 estudiantes de cada lado. También hacen falta registros del año "
    "anterior, como faltas o pruebas.",
}


def _explain(evidence: Evidence) -> Measured | Silent:
    if min(evidence.group.sum(), evidence.others.sum()) < ENOUGH:
        return Silent(NEEDS)
    known = circumstances(evidence)
    if not known:
        return Silent(NEEDS)
    children, blocks = _sorted(evidence, known)
    split = _of_shares if evidence.measure["kind"] == "share" else _of_means
    reference = _reference(evidence)
    values, errors = split(children, blocks, reference)
    if not np.isfinite([*values, *errors]).all():
        return Silent(NEEDS)
    labels = [*(each.label for each in known), SAME]
    reach = normal_quantile(0.95) * errors
    parts = [
        Part(name=label, value=float(value), low=float(value - r), high=float(value + r))
        for label, value, r in zip(labels, values, reach, strict=True)
    ]
    named = [(each.name, part) for each, part in zip(known, parts, strict=False)]
    larger = reads_larger(parts[-1], evidence.gap, evidence.measure)
    ways = (LARGER if larger else ALONG, AGAINST, UNKNOWN)
    told = many_parts_sentences(evidence.gap, parts[-1], ways, named, evidence.measure)
    numbers = {
        "reference": reference,
        "kinds_pooled": float(sum(each.pooled for each in known)),
        "explained": float(values[:-1].sum()),
    }
    return Measured(evidence.gap, told, parts, numbers=numbers)


def _reference(evidence: Evidence) -> float:
    """Whose rates a circumstance is weighed by: 1 the group's, 0 the others'. DistrictError."""
    rules = Rules() if evidence.records is None else evidence.records.tables.rules
    chosen = float(rules.value(RULE, evidence.finding.school_year))
    if chosen > 1:
        raise DistrictError(
            f"The rule `{RULE}` is a share, and it is above 1.",
            where=SETTINGS_FILE,
            did="Nothing was explained.",
            remedy="Write a number from 0 (all others) to 1 (the group itself).",
        )
    return chosen


def _sorted(evidence: Evidence, known: list[Circumstance]) -> tuple[Children, list[list[int]]]:
    """The children compared, by kind of all circumstances together; and each one's columns."""
    asked = np.flatnonzero(evidence.group | evidence.others)
    codes = [np.unique(each.kind[asked], return_inverse=True)[1] for each in known]
    sizes = [int(code.max()) + 1 for code in codes]
    kinds, kind = np.unique(np.ravel_multi_index(codes, sizes), return_inverse=True)
    columns: list[Real] = []
    blocks: list[list[int]] = []
    for code, size in zip(np.unravel_index(kinds, sizes), sizes, strict=True):
        blocks.append(list(range(len(columns), len(columns) + size - 1)))
        columns += [(code == at).astype(np.float64) for at in range(1, size)]
    x = np.column_stack(columns)
    return Children(x, kind, evidence.group[asked], evidence.outcome[asked]), blocks


def _of_shares(children: Children, blocks: list[list[int]], reference: float) -> tuple[Real, Real]:
    """What goes with each circumstance, and what is left; and their standard errors."""
    counts = *children.counted(True), *children.counted(False)
    found = counterfactual(children.x, *counts, blocks=blocks, reference=reference)
    errors, left = counterfactual_errors(children, blocks, reference)
    return np.append(found.blocks, found.unexplained), np.append(errors, left)


def _of_means(children: Children, blocks: list[list[int]], reference: float) -> tuple[Real, Real]:
    sums = _added(children)
    found = two_fold(sums, reference)
    values = [found.explained.by_variable[block].sum() for block in blocks]
    errors, left = two_fold_errors(children, blocks, reference)
    return np.append(values, found.unexplained.total), np.append(errors, left)


def _added(children: Children) -> Real:
    """The sums that the decomposition is made of, from kinds: each weighs as its children do."""
    rows = []
    for side in (True, False):
        total, n = children.counted(side)
        mean = np.divide(total, n, out=np.zeros(len(n)), where=n > 0)
        mine = np.full(len(n), side)
        rows.append(oaxaca_products(mean, children.x, mine, n).sum(axis=0))
    return np.asarray(rows[0] + rows[1])


cause = Cause(
    question={
        "en": "Do these children have other circumstances, or other results in the same ones?",
        "es": "¿Están en otras circunstancias, o les va distinto en las mismas?",
    },
    assumes={
        "en": "A circumstance is worth the same whatever the others are. It is weighed midway "
        "between what it is worth to these children and to others, unless forwhom.toml says "
        "otherwise. Kinds with under 10 children of a side are put together.",
        "es": "Una circunstancia pesa igual sean cuales sean las demás. Se pesa a medio camino "
        "entre lo que vale para estos estudiantes y para otros, si forwhom.toml no dice otra cosa. "
        "Las que tienen menos de 10 de un lado se juntan.",
    },
    cannot={
        "en": "It cannot show that a circumstance made the gap, nor that it is fair: it may itself "
        "be what was denied. Groups children belong to are never used to explain.",
        "es": "No puede mostrar que una circunstancia creó la brecha, ni que sea justa: puede ser "
        "justo lo que se negó. Los grupos a los que pertenecen nunca se usan para explicar.",
    },
    source="Bauer and Sinning (2008), AStA 92:197-206; Oaxaca (1973), Int. Econ. Rev. 14:693-709; "
    "Shorrocks (2013), J. Econ. Inequal. 11:99-126.",
    explain=_explain,
    asks_of=of_domain("attendance", "discipline", "achievement", "access", "attainment"),
)
