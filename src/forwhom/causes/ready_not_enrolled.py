"""Who is ready by the criteria the board adopted, and who of them has a seat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from forwhom.causes.access.comparing import (
    Mask,
    four,
    parts_with_limits,
    row,
    side_sums,
)
from forwhom.causes.access.criteria import Criteria, default_ways, ways_in
from forwhom.causes.access.parts_told import parts_told
from forwhom.causes.access.readiness import readiness
from forwhom.causes.access.saying import LANGUAGES, does, of_group, ways_in_words
from forwhom.causes.cause import ENOUGH, Cause, Evidence, Measured, Real, Silent, of_domain
from forwhom.causes.records import Records
from forwhom.results.explanation import Part, Row
from forwhom.stats.das_gupta import das_gupta
from forwhom.words.numbers import Language, count, in_unit, percent

NOT_READY, READY, UNKNOWN = 0, 1, 2
NAMES = {
    "fewer": {"en": "From who is ready", "es": "De quién está preparado"},
    "not_enrolled": {"en": "From who is in, of the ready", "es": "De quién entra, preparado"},
    "without": {"en": "From who is in, not ready", "es": "De quién entra, sin estarlo"},
    "unknown": {"en": "From who is not known", "es": "De quienes no se sabe"},
}
TOLD: list[dict[str, str]] = [  # as NAMES, inside a sentence
    {"en": "who is ready", "es": "quién está preparado"},
    {"en": "who is in among the ready", "es": "quién entra entre los preparados"},
    {"en": "who is in without being ready", "es": "quién entra sin estarlo"},
    {"en": "who is not known", "es": "quienes no se sabe"},
]
CHILDREN: dict[Language, tuple[str, str]] = {
    "en": ("child", "children"),
    "es": ("estudiante", "estudiantes"),
}
ROWS = {
    "ready": {"en": "Share ready", "es": "Porcentaje preparado"},
    "in": {"en": "Share in, of the ready", "es": "Porcentaje dentro, de los preparados"},
    "without": {
        "en": "Share not ready, of those in",
        "es": "Porcentaje sin estarlo, de los dentro",
    },
}
WORDS = {
    "in": {
        "en": "Of {n} {group} who are ready, {rate} {does}; of {m} others who are ready, {other}.",
        "es": "De {n} {group} con preparación, {rate} {does}; de {m} otros preparados, {other}.",
    },
    "out": {
        "en": "{missing} students of this group are ready and not in, and so are {others} others.",
        "es": "{missing} de este grupo están preparados y fuera, y también {others} de los demás.",
    },
    "declared": {
        "en": "Ready means here: {ways}. Adopted: {adopted}.",
        "es": "Preparado significa aquí: {ways}. Adoptado: {adopted}.",
    },
    "undated": {
        "en": "Ready means here: {ways}.",
        "es": "Preparado significa aquí: {ways}.",
    },
    "default": {
        "en": "Ready means here: {ways}. That is our own yardstick, as forwhom.toml declares none.",
        "es": "Preparado significa aquí: {ways}. Es un criterio nuestro: forwhom.toml no declara "
        "ninguno.",
    },
    "unknown": {
        "en": "Of {mine} of this group and {others} others it is not known whether they are ready.",
        "es": "De {mine} de este grupo y {others} de los demás no se sabe si están preparados.",
    },
    "without": {
        "en": "{count} of the {taken} who are in, of any group, did not meet the criteria.",
        "es": "{count} de los {taken} que están dentro, de cualquier grupo, no cumplían los "
        "criterios.",
    },
}
NO_CRITERIA = {
    "en": "No one is asked to be ready for this here. If the board adopted criteria, declare them "
    "as [[access]] in forwhom.toml.",
    "es": "Aquí no se pide preparación. Si la junta adoptó criterios, escríbalos como [[access]] "
    "en forwhom.toml.",
}
NOT_KNOWN = {
    "en": "For too few children it is known whether they are ready. It needs last year's marks "
    "(seats) or earlier state tests (assessments).",
    "es": "De muy pocos estudiantes se sabe si están preparados. Hacen falta las notas del año "
    "anterior (seats) o exámenes estatales anteriores (assessments).",
}


def ways_of(records: Records, measure: str) -> tuple[list[Criteria], bool]:
    """The ways in that the district declared, else ours; and whether they are the district's."""
    declared = ways_in(records.section("access"), measure)
    if declared:
        return declared, True
    return [way for way in default_ways() if way.measure == measure], False


def _explain(evidence: Evidence) -> Measured | Silent:
    records, measure = evidence.records, evidence.finding.measure
    if records is None:
        return Silent(NOT_KNOWN)
    ways, declared = ways_of(records, measure)
    if not ways:
        return Silent(NO_CRITERIA)
    ready = readiness(records, evidence.finding.school_year, ways)
    known = ~np.isnan(ready)
    if min((evidence.group & known).sum(), (evidence.others & known).sum()) < ENOUGH:
        return Silent(NOT_KNOWN)
    return _measured(evidence, ready, ways, declared)


def _measured(
    evidence: Evidence, ready: Real, ways: Sequence[Criteria], declared: bool
) -> Measured:
    enrolled, is_ready, missed = evidence.outcome == 1, ready == 1, ready == 0
    known = is_ready | missed
    rows = [
        row(ROWS["ready"], evidence, known, is_ready),
        row(ROWS["in"], evidence, is_ready, enrolled),
        row(ROWS["without"], evidence, known & enrolled, missed),
    ]
    parts, numbers = _parts(evidence, ready), _numbers(evidence, ready, enrolled)
    numbers |= {"criteria_declared": float(declared)}
    sentences: dict[str, list[str]] = {
        language: _sentences(evidence, rows, parts, numbers, ways, language)
        for language in LANGUAGES
    }
    return Measured(evidence.gap, sentences, parts, rows=rows, numbers=numbers)


def _parts(evidence: Evidence, ready: Real) -> list[Part]:
    """What comes of who is ready, of who is in among them, and of who is in without."""
    cells = np.where(np.isnan(ready), UNKNOWN, ready == 1).astype(np.int64)
    asked = evidence.group | evidence.others
    outcome = np.where(asked, evidence.outcome, 0.0)
    names = [*NAMES.values()]
    sums = side_sums(evidence, cells, 3, outcome)
    found = parts_with_limits(names, sums, evidence.children.school[asked], _split)
    return found if (cells[asked] == UNKNOWN).any() else found[:-1]


def _split(sums: Real) -> Real:
    """Das Gupta's effects of five factors: known, ready of those known, and three rates."""
    total, n, other_total, other_n = four(sums, 3)
    rates, other_rates = _rates(total, n), _rates(other_total, other_n)
    # As in `kitagawa`: where one side has nobody, the other's rate stands for both.
    mine = np.where(np.isnan(rates), np.nan_to_num(other_rates), rates)
    others = np.where(np.isnan(other_rates), np.nan_to_num(rates), other_rates)
    sides = [
        [*_shares(number), rate[..., READY], rate[..., NOT_READY], rate[..., UNKNOWN]]
        for number, rate in ((n, mine), (other_n, others))
    ]
    known, share, of_ready, of_others, of_unknown = das_gupta(_rate, *sides).effects
    return np.stack([share, of_ready, of_others, known + of_unknown], axis=-1)


def _rate(known: Any, share: Any, of_ready: Any, of_others: Any, of_unknown: Any) -> Any:
    inside = share * of_ready + (1.0 - share) * of_others
    return known * inside + (1.0 - known) * of_unknown


def _rates(total: Real, n: Real) -> Real:
    return np.divide(total, n, out=np.full(n.shape, np.nan), where=n > 0)


def _shares(n: Real) -> tuple[Real, Real]:
    """The share of whom it is known whether they are ready, and the share of those who are."""
    known = n[..., READY] + n[..., NOT_READY]
    share = np.divide(n[..., READY], known, out=np.full(known.shape, np.nan), where=known > 0)
    everyone = n.sum(axis=-1)  # none where a draw holds nobody of a small group
    return np.divide(known, everyone, out=np.full(known.shape, np.nan), where=everyone > 0), share


def _numbers(evidence: Evidence, ready: Real, enrolled: Mask) -> dict[str, float]:
    """Counts of children: ready and not in, in and not ready, and not known."""
    sides = {"group": evidence.group, "others": evidence.others}
    kinds = {
        "ready": ready == 1,
        "ready_not_enrolled": (ready == 1) & ~enrolled,
        "enrolled_not_ready": (ready == 0) & enrolled,
        "enrolled_of_known": ~np.isnan(ready) & enrolled,
        "readiness_unknown": np.isnan(ready),
    }
    return {
        f"{kind}_{side}": float((mask & mine).sum())
        for kind, mask in kinds.items()
        for side, mine in sides.items()
    }


def _sentences(
    evidence: Evidence,
    rows: Sequence[Row],
    parts: Sequence[Part],
    numbers: dict[str, float],
    ways: Sequence[Criteria],
    language: Language,
) -> list[str]:
    taken = sum(int(numbers[f"enrolled_of_known_{side}"]) for side in ("group", "others"))
    without = sum(int(numbers[f"enrolled_not_ready_{side}"]) for side in ("group", "others"))
    said = [_of_ready(evidence, rows[1], language)] if rows[1].difference is not None else []
    said.append(
        WORDS["out"][language].format(
            missing=count(int(numbers["ready_not_enrolled_group"])),
            others=count(int(numbers["ready_not_enrolled_others"])),
        )
    )
    pairs = list(zip(TOLD, parts, strict=False))  # nobody not known: one part less
    said += parts_told(evidence.gap, pairs, evidence.measure, language)
    if taken:
        words = WORDS["without"][language]
        said.append(words.format(count=count(without), taken=count(taken)))
    said += _of_unknown(numbers, language)
    return [*said, _meaning(ways, bool(numbers["criteria_declared"]), language)]


def _of_ready(evidence: Evidence, told: Row, language: Language) -> str:
    return WORDS["in"][language].format(
        n=count(told.children or 0),
        m=count(told.others or 0),
        group=of_group(evidence, language),
        does=does(evidence.measure, language),
        rate=percent(told.rate or 0.0),
        other=percent(told.comparison_rate or 0.0),
    )


def _of_unknown(numbers: dict[str, float], language: Language) -> list[str]:
    """Of how many it is not known whether they are ready; nothing where it is known of all."""
    mine, others = (int(numbers[f"readiness_unknown_{side}"]) for side in ("group", "others"))
    told = in_unit(count(mine), CHILDREN[language])
    words = WORDS["unknown"][language].format(mine=told, others=count(others))
    return [words] if mine or others else []


def _meaning(ways: Sequence[Criteria], declared: bool, language: Language) -> str:
    """What ready means here, and who says so."""
    adopted = "; ".join(dict.fromkeys(way.adopted for way in ways if way.adopted))
    key = ("declared" if adopted else "undated") if declared else "default"
    return WORDS[key][language].format(ways=ways_in_words(ways, language), adopted=adopted)


cause = Cause(
    question={
        "en": "Are fewer of these children ready, or are they ready and not in?",
        "es": "¿Están preparados menos de ellos, o están preparados y quedan fuera?",
    },
    assumes={
        "en": "The criteria are asked of every child alike. Whoever has no marks or tests from "
        "before, or is in another grade than they speak of, counts as not known.",
        "es": "Los criterios se aplican a todos por igual. De quien no tiene notas ni exámenes "
        "anteriores, o está en otro grado, no se sabe.",
    },
    cannot={
        "en": "It cannot show who was told or asked, who wanted a seat, nor whether the criteria "
        "are fair ones.",
        "es": "No puede mostrar a quién se avisó, quién quería un lugar, ni si los criterios son "
        "justos.",
    },
    source="Das Gupta (1993), U.S. Bureau of the Census P23-186; College Board and EdTrust on "
    "students who are ready and missing from advanced courses.",
    explain=_explain,
    asks_of=lambda measure: of_domain("access")(measure) and measure.get("kind") == "share",
)
