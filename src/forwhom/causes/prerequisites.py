"""What other criteria would change: how many more students would be ready, and who they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

import numpy as np

from forwhom.causes.access.comparing import row
from forwhom.causes.access.criteria import EVERY, NUMERIC, STEPS, Criteria, ways_in
from forwhom.causes.access.readiness import readiness
from forwhom.causes.access.saying import LANGUAGES, of_group, ways_in_words
from forwhom.causes.cause import ENOUGH, Cause, Evidence, Measured, Real, Silent
from forwhom.causes.ready_not_enrolled import NO_CRITERIA, NOT_KNOWN, ways_of
from forwhom.causes.ready_not_enrolled import cause as ready_not_enrolled
from forwhom.results.explanation import GAPS, Row
from forwhom.words.numbers import Language, count, points

NOW, LOWER, HIGHER, THEN = "now", "lower", "higher", "then"
NAMES = {
    NOW: {"en": "Share ready now", "es": "Porcentaje preparado hoy"},
    LOWER: {"en": "One step lower", "es": "Un paso menos"},
    HIGHER: {"en": "One step higher", "es": "Un paso más"},
    THEN: {"en": "As proposed", "es": "Según la propuesta"},
}
MORE = {
    "en": "{what}, {all} more students would be ready, of whom {mine} are {group}.",
    "es": "{what}, {all} más estarían preparados, de ellos {mine} {group}.",
}
FEWER = {
    "en": "{what}, {all} fewer students would be ready, of whom {mine} are {group}.",
    "es": "{what}, {all} menos estarían preparados, de ellos {mine} {group}.",
}
SAME = {
    "en": "{what}, just as many would be ready as now.",
    "es": "{what}, estarían preparados tantos como hoy.",
}
WHAT = {
    "numbers": {"en": "With {then} instead of {now}", "es": "Con {then} en lugar de {now}"},
    LOWER: {"en": "One step lower", "es": "Un paso menos"},
    HIGHER: {"en": "One step higher", "es": "Un paso más"},
    THEN: {"en": "As proposed", "es": "Según la propuesta"},
}
MEANING = {
    LOWER: {"en": "One step lower: {ways}.", "es": "Un paso menos: {ways}."},
    HIGHER: {"en": "One step higher: {ways}.", "es": "Un paso más: {ways}."},
    THEN: {"en": "Proposed: {ways}.", "es": "Propuesto: {ways}."},
}
GAP = {
    "en": "The gap in who is ready would be {then}; now it is {now}.",
    "es": "La brecha en quién está preparado sería de {then}; hoy es de {now}.",
}
NO_NUMBER = {
    "en": "The criteria hold no mark or level that could be one step lower. Try others: write an "
    "[[access]] in a file and give it after --what-if.",
    "es": "Los criterios no tienen nota ni nivel que pueda bajar un paso. Pruebe otros: escriba un "
    "[[access]] en un archivo y dé su nombre tras --what-if.",
}
Ways = Sequence[Criteria]


def _explain(evidence: Evidence) -> Measured | Silent:
    records, measure = evidence.records, evidence.finding.measure
    if records is None:
        return Silent(NOT_KNOWN)
    ways, _ = ways_of(records, measure)
    proposed = ways_in(records.proposed.get("access", ()), measure)
    if not ways and not proposed:
        return Silent(NO_CRITERIA)
    tried = {THEN: proposed} if proposed else _steps(ways)
    if not tried:
        return Silent(NO_NUMBER)
    year = evidence.finding.school_year
    ready = {name: readiness(records, year, one) for name, one in {NOW: ways, **tried}.items()}
    # Who is ready is compared among the same children: those of whom it is known both ways.
    known = ~np.isnan(np.stack([*ready.values()])).any(axis=0)
    if min((evidence.group & known).sum(), (evidence.others & known).sum()) < ENOUGH:
        return Silent(NOT_KNOWN)
    told = {name: np.where(known, one, np.nan) for name, one in ready.items()}
    return _measured(evidence, told, {NOW: ways, **tried})


def _steps(ways: Ways) -> dict[str, Ways]:
    """The first mark or level of the criteria one step lower, and one step higher."""
    for at, way in enumerate(ways):
        for kind in NUMERIC:
            for subject, number in getattr(way, kind).items():
                return {
                    name: _moved(ways, at, kind, subject, number + step)
                    for name, step in ((LOWER, -STEPS[kind]), (HIGHER, STEPS[kind]))
                    if number + step > 0
                }
    return {}


def _moved(ways: Ways, at: int, kind: str, subject: str, number: float) -> Ways:
    numbers: Mapping[str, float] = {**getattr(ways[at], kind), subject: number}
    moved = replace(ways[at], **{kind: numbers})  # type: ignore[arg-type]
    return [*ways[:at], moved, *ways[at + 1 :]]


def _measured(evidence: Evidence, ready: Mapping[str, Real], ways: Mapping[str, Ways]) -> Measured:
    known = ~np.isnan(ready[NOW])
    rows = {name: row(NAMES[name], evidence, known, one == 1) for name, one in ready.items()}
    tried = [name for name in ready if name != NOW]
    numbers = {key: n for name in tried for key, n in _numbers(evidence, ready, name).items()}
    sentences: dict[str, list[str]] = {
        language: [
            line
            for name in tried
            for line in _sentences(evidence, rows, numbers, name, ways, language)
        ]
        for language in LANGUAGES
    }
    return Measured(evidence.gap, sentences, rows=[*rows.values()], shape=GAPS, numbers=numbers)


def _average(ways: Ways) -> str:
    """The number of criteria that ask one average of all marks; empty for any others."""
    alone = {"measure", "adopted", "points", "mark_at_least"}
    asks = {each.name for way in ways for each in fields(way) if getattr(way, each.name)}
    if len(ways) != 1 or set(ways[0].mark_at_least) != {EVERY} or asks - alone:
        return ""
    return f"{ways[0].mark_at_least[EVERY]:.1f}"


def _numbers(evidence: Evidence, ready: Mapping[str, Real], name: str) -> dict[str, float]:
    """How many more students would be ready (fewer below 0), and of them the group's."""
    more = (ready[name] == 1).astype(np.int64) - (ready[NOW] == 1)
    mine, others = int(more[evidence.group].sum()), int(more[evidence.others].sum())
    return {f"{name}_more_group": float(mine), f"{name}_more_others": float(others)}


def _sentences(
    evidence: Evidence,
    rows: Mapping[str, Row],
    numbers: Mapping[str, float],
    name: str,
    ways: Mapping[str, Ways],
    language: Language,
) -> list[str]:
    mine = int(numbers[f"{name}_more_group"])
    everyone = mine + int(numbers[f"{name}_more_others"])
    words = MORE if everyone > 0 else FEWER if everyone < 0 else SAME
    numbers_alone = _average(ways[NOW]), _average(ways[name])
    what = WHAT["numbers" if all(numbers_alone) else name][language]
    first = words[language].format(
        what=what.format(now=numbers_alone[0], then=numbers_alone[1]),
        all=count(abs(everyone)),
        mine=count(abs(mine)),
        group=of_group(evidence, language),
    )
    said = [first]
    if not all(numbers_alone):
        told = ways_in_words(ways[name], language)
        said.append(MEANING[name][language].format(ways=told))
    then, now = rows[name].difference, rows[NOW].difference
    if name != HIGHER and then is not None and now is not None and _known(rows[name], rows[NOW]):
        sizes = {"then": _points(then, language), "now": _points(now, language)}
        said.append(GAP[language].format(**sizes))
    return said


def _points(difference: float, language: Language) -> str:
    return points(100 * abs(difference), 1, language)


def _known(*told: Row) -> bool:
    """Whether in any of the rows it is known which way the gap goes."""
    ends = [(row.difference_low or 0.0) * (row.difference_high or 0.0) for row in told]
    return any(end > 0 for end in ends)


cause = Cause(
    question={
        "en": "What if the criteria were others: who would be ready?",
        "es": "¿Y si los criterios fueran otros: quién estaría preparado?",
    },
    assumes={
        "en": "Children's marks and tests are what they were. No one would have worked more or "
        "less for other criteria.",
        "es": "Las notas y los exámenes son los que fueron. Nadie se habría esforzado más ni menos "
        "con otros criterios.",
    },
    cannot={
        "en": "It cannot show who would take a seat, how they would fare in it, nor whether there "
        "are seats enough.",
        "es": "No puede mostrar quién tomaría un lugar, cómo le iría, ni si hay lugares "
        "suficientes.",
    },
    source="Counted anew from the records of last year, child by child.",
    explain=_explain,
    asks_of=ready_not_enrolled.asks_of,
)
