"""What other criteria would change: how many more students would be ready, and who they are."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from forwhom.causes.access.comparing import Mask, row
from forwhom.causes.access.criteria import EVERY, NUMERIC, STEPS, Criteria, ways_in
from forwhom.causes.access.readiness import readiness
from forwhom.causes.access.saying import LANGUAGES, of_group, ways_in_words
from forwhom.causes.cause import ENOUGH, Cause, Evidence, Measured, Silent
from forwhom.causes.ready_not_enrolled import NO_CRITERIA, NOT_KNOWN, ways_of
from forwhom.causes.ready_not_enrolled import cause as ready_not_enrolled
from forwhom.data.table import GRADES
from forwhom.results.explanation import GAPS, Row
from forwhom.words.lists import joined
from forwhom.words.numbers import Language, count, points

NOW, LOWER, HIGHER, THEN = "now", "lower", "higher", "then"
NAMES = {
    NOW: {"en": "Share ready now", "es": "Porcentaje preparado hoy"},
    LOWER: {"en": "One step lower", "es": "Un paso menos"},
    HIGHER: {"en": "One step higher", "es": "Un paso más"},
    THEN: {"en": "As proposed", "es": "Según la propuesta"},
}
GAINED = {
    "en": "{what}, {all} more students would be ready, of whom {mine} are {group}.",
    "es": "{what}, {all} más estarían preparados, de ellos {mine} {group}.",
}
LOST = {
    "en": "{what}, {all} fewer students would be ready, of whom {mine} are {group}.",
    "es": "{what}, {all} menos estarían preparados, de ellos {mine} {group}.",
}
LOST_TOO = {
    "en": "{all} who are ready now would not be, of whom {mine} are {group}.",
    "es": "{all} que hoy están preparados no lo estarían, de ellos {mine} {group}.",
}
SAME = {
    "en": "{what}, the same students would be ready as now.",
    "es": "{what}, estarían preparados los mismos que hoy.",
}
WHAT = {
    "numbers": {"en": "With {then} instead of {now}", "es": "Con {then} en lugar de {now}"},
    "proposed": {"en": "As proposed", "es": "Según la propuesta"},
}
MEANING = {
    LOWER: {"en": "That is {ways}.", "es": "Es decir, {ways}."},
    HIGHER: {"en": "", "es": ""},  # said of the step lower
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
# Where criteria speak of some grades only, these are who is counted; two sentences, to be short.
IN_GRADES = {
    "en": "Of students in {grades}: {said}",
    "es": "De estudiantes {grades}: {said}",
}
GRADES_NAMED = {"en": ("grade {}", "grades {}"), "es": ("del grado {}", "de los grados {}")}
GAINED_THERE = {
    "en": "{what}, {all} more would be ready. Of these, {mine} are {group}.",
    "es": "{what}, {all} más estarían preparados. De ellos, {mine} son {group}.",
}
LOST_THERE = {
    "en": "{what}, {all} fewer would be ready. Of these, {mine} are {group}.",
    "es": "{what}, {all} menos estarían preparados. De ellos, {mine} son {group}.",
}
Ways = Sequence[Criteria]


@dataclass(frozen=True)
class Trial:
    """Other ways in: `moved` is what differs, told in words; `numbers` the number then and now."""

    ways: Ways
    moved: Ways
    numbers: tuple[str, str] | None


def _explain(evidence: Evidence) -> Measured | Silent:
    records, measure = evidence.records, evidence.finding.measure
    if records is None:
        return Silent(NOT_KNOWN)
    ways, _ = ways_of(records, measure)
    proposed = ways_in(records.proposed.get("access", ()), measure)
    if not ways and not proposed:
        return Silent(NO_CRITERIA)
    tried = {THEN: _proposed(ways, proposed)} if proposed else _steps(ways)
    if not tried:
        return Silent(NO_NUMBER)
    year, asked = evidence.finding.school_year, {NOW: ways, **{n: t.ways for n, t in tried.items()}}
    ready = {name: readiness(records, year, one) for name, one in asked.items()}
    # Who is ready is compared among the same children: those of whom it is known both ways.
    known: Mask = np.asarray(~np.isnan(np.stack([*ready.values()])).any(axis=0))
    if min((evidence.group & known).sum(), (evidence.others & known).sum()) < ENOUGH:
        return Silent(NOT_KNOWN)
    met = {name: one == 1 for name, one in ready.items()}
    return _measured(evidence, met, known, tried, _grades([*asked.values()]))


def _grades(tried: Sequence[Ways]) -> list[str]:
    """The grades that all the criteria speak of; none where they speak of every grade."""
    spoken = [
        {grade for way in ways for grade in way.grades}
        for ways in tried
        if all(way.grades for way in ways)
    ]
    return [grade for grade in GRADES if spoken and all(grade in one for one in spoken)]


def _in_grades(said: str, grades: Sequence[str], language: Language) -> str:
    """A sentence that begins with the grades of which it speaks, where those are not all."""
    if not grades:
        return said
    named = GRADES_NAMED[language][len(grades) > 1].format(_listed(grades, language))
    return IN_GRADES[language].format(grades=named, said=said[:1].lower() + said[1:])


def _listed(grades: Sequence[str], language: Language) -> str:
    """Two grades or fewer by name; three or more that follow each other as "9 to 12"."""
    at = [GRADES.index(grade) for grade in grades]
    if len(grades) > 2 and at[-1] - at[0] == len(at) - 1:
        return {"en": "{} to {}", "es": "{} a {}"}[language].format(grades[0], grades[-1])
    return joined(grades, language)


def _proposed(ways: Ways, proposed: Ways) -> Trial:
    then, now = _average(proposed), _average(ways)
    return Trial(proposed, proposed, (then, now) if then and now else None)


def _average(ways: Ways) -> str:
    """The number of criteria that ask one average of all marks; empty for any others."""
    alone = {"measure", "adopted", "points", "mark_at_least"}
    asks = {each.name for way in ways for each in fields(way) if getattr(way, each.name)}
    if len(ways) != 1 or set(ways[0].mark_at_least) != {EVERY} or asks - alone:
        return ""
    return f"{ways[0].mark_at_least[EVERY]:.1f}"


def _steps(ways: Ways) -> dict[str, Trial]:
    """The first mark or level of the criteria one step lower, and one step higher."""
    for at, way in enumerate(ways):
        for kind in NUMERIC:
            for subject, number in getattr(way, kind).items():
                return {
                    name: _moved(ways, at, kind, subject, number + step)
                    for name, step in ((LOWER, -STEPS[kind]), (HIGHER, STEPS[kind]))
                    if 0 < number + step <= _highest(way, kind)
                }
    return {}


def _highest(way: Criteria, kind: str) -> float:
    """The most that a mean of marks can be; how many levels a test has, the criteria do not say."""
    return max(way.points.values()) if kind == "mark_at_least" else math.inf


def _moved(ways: Ways, at: int, kind: str, subject: str, number: float) -> Trial:
    now: Mapping[str, float] = getattr(ways[at], kind)
    whole: dict[str, Any] = {kind: {**now, subject: number}}
    alone: dict[str, Any] = {kind: {subject: number}}
    shown = (
        f"{one:.1f}" if kind == "mark_at_least" else f"{one:g}" for one in (number, now[subject])
    )
    return Trial(
        ways=[*ways[:at], replace(ways[at], **whole), *ways[at + 1 :]],
        moved=[Criteria(measure=ways[at].measure, **alone)],
        numbers=(next(shown), next(shown)),
    )


def _measured(
    evidence: Evidence,
    ready: Mapping[str, Mask],
    known: Mask,
    tried: Mapping[str, Trial],
    grades: Sequence[str],
) -> Measured:
    rows = {name: row(NAMES[name], evidence, known, one) for name, one in ready.items()}
    numbers: dict[str, float] = {}
    for name in tried:
        changes = {"more": ready[name] & ~ready[NOW], "fewer": ready[NOW] & ~ready[name]}
        for change, who in changes.items():
            numbers[f"{name}_{change}_group"] = float((who & known & evidence.group).sum())
            numbers[f"{name}_{change}_others"] = float((who & known & evidence.others).sum())
    sentences: dict[str, list[str]] = {
        language: [
            line
            for name, trial in tried.items()
            for line in (
                *_changes(evidence, numbers, name, trial, language, grades),
                *_gaps(rows, name, language, grades),
            )
        ]
        for language in LANGUAGES
    }
    return Measured(evidence.gap, sentences, rows=[*rows.values()], shape=GAPS, numbers=numbers)


def _changes(
    evidence: Evidence,
    numbers: Mapping[str, float],
    name: str,
    trial: Trial,
    language: Language,
    grades: Sequence[str],
) -> list[str]:
    """Who would be ready and is not, who is and would not be, and what is asked."""
    then, now = trial.numbers or ("", "")
    what = WHAT["numbers" if trial.numbers else "proposed"][language].format(then=then, now=now)
    said: list[str] = []
    gained, lost = (GAINED_THERE, LOST_THERE) if grades else (GAINED, LOST)
    for change, first, later in (("more", gained, gained), ("fewer", lost, LOST_TOO)):
        mine = int(numbers[f"{name}_{change}_group"])
        everyone = mine + int(numbers[f"{name}_{change}_others"])
        told = {"what": what, "all": count(everyone), "mine": count(mine)}
        if everyone:
            words = later if said else first
            said.append(words[language].format(**told, group=of_group(evidence, language)))
    said = said or [SAME[language].format(what=what)]
    said[0] = _in_grades(said[0], grades, language)
    meaning = MEANING[name][language].format(ways=ways_in_words(trial.moved, language))
    return [*said, meaning] if meaning else said


def _gaps(
    rows: Mapping[str, Row], name: str, language: Language, grades: Sequence[str]
) -> list[str]:
    """What the gap in who is ready would be; nothing where neither gap is known."""
    then, now = rows[name].difference, rows[NOW].difference
    if name == HIGHER or then is None or now is None or not _known(rows[name], rows[NOW]):
        return []
    sizes = {"then": _points(then, language), "now": _points(now, language)}
    return [_in_grades(GAP[language].format(**sizes), grades, language)]


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
    proposals=("access",),
)
