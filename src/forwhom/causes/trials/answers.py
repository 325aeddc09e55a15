"""What was tried, asked of one finding: the change in its schools beside that in all others."""

from __future__ import annotations

from typing import Any

import numpy as np

from forwhom.causes.cause import Evidence, Measured, Silent
from forwhom.causes.trials.declared import SECTION, Trial, trials
from forwhom.causes.trials.months import series_of
from forwhom.causes.trials.panel import GAP, GROUP, Panel
from forwhom.causes.trials.school_years import SchoolYears, school_years
from forwhom.causes.trials.smallest_change import smallest_change
from forwhom.causes.trials.words import (
    NO_RECORDS,
    NOTHING_TRIED,
    SURE,
    Answer,
    answers_in_words,
    has_limits,
    silence_in_words,
)
from forwhom.measures import MEASURES
from forwhom.results.explanation import GAPS, Row, Texts

NAMES: dict[str, Texts] = {
    GROUP: {"en": "{name}: these students", "es": "{name}: estos estudiantes"},
    GAP: {"en": "{name}: the gap", "es": "{name}: la brecha"},
}


def declared(evidence: Evidence) -> bool:
    """Whether the district says that it tried anything for this measure.

    Where it says nothing of anything tried, the measures of the headline are asked, to say so.
    """
    records = evidence.records
    if records is None:
        return False
    if not records.section(SECTION):
        return bool(evidence.measure.get("headline"))
    return bool(_trials(evidence))


def helped(evidence: Evidence) -> Measured | Silent:
    """Each trial that fits the measure, with its effect or the smallest one that could be seen."""
    if evidence.records is None or not evidence.records.section(SECTION):
        return Silent(NOTHING_TRIED)
    cells = school_years(evidence)
    if cells is None or not cells.years:
        return Silent(NO_RECORDS)
    answers = [_answer(trial, cells, evidence) for trial in _trials(evidence)]
    if not any(answer.tells for answer in answers):
        needs = silence_in_words(answers, evidence.measure, evidence.gap)
        return Silent(needs, _numbers(answers))
    asked = sum(len(answer.effects) for answer in answers)
    return Measured(
        gap=evidence.gap,
        sentences=answers_in_words(answers, evidence.measure, evidence.gap),
        rows=[_row(one, kind, asked, evidence) for one in answers for kind in one.effects],
        shape=GAPS,
        numbers=_numbers(answers),
    )


def _levels(evidence: Evidence) -> dict[str, str]:
    """Every school's id and level."""
    records = evidence.records
    assert records is not None
    kept = records.tables.kept
    if "why school levels" not in kept:
        chosen = records.tables.frame("schools").select("school_id", "level")
        kept["why school levels"] = records.tables.engine.fetch(chosen.sort("school_id"))
    rows: list[dict[str, Any]] = kept["why school levels"].to_pylist()
    return {row["school_id"]: row["level"] or "" for row in rows}


def _trials(evidence: Evidence) -> list[Trial]:
    records = evidence.records
    assert records is not None
    schools = list(_levels(evidence))
    told = trials(records.section(SECTION), schools, MEASURES, records.tables.calendar)
    return [trial for trial in told if trial.fits(evidence.finding.measure)]


def _answer(trial: Trial, cells: SchoolYears, evidence: Evidence) -> Answer:
    levels = _levels(evidence)
    mine = {levels.get(school, "") for school in trial.since}
    alike = {school for school, level in levels.items() if level in mine} - set(trial.since)
    panel = Panel.of(trial, cells, alike)
    effects = {} if panel is None else panel.effects()
    begins = min(trial.since.values()) >= cells.years[-1]
    shown = panel if effects else None
    series = None if effects or alike else series_of(trial, cells, evidence)
    jump = None if series is None else series.jump()
    known = any(map(has_limits, effects.values()))
    asked = not jump and (begins or not known)
    return Answer(
        trial=trial,
        schools=len(trial.since) if shown is None else len(shown.had),
        others=len(alike & set(cells.schools)) if shown is None else shown.never,
        effects=effects, jump=jump,
        smallest=smallest_change(trial, cells, alike) if asked else None,
        back=None if shown is None else shown.back_by_chance(),
        before=float("nan") if shown is None else shown.before(),
    )  # fmt: skip


def _row(answer: Answer, kind: str, asked: int, evidence: Evidence) -> Row:
    effect, unit = answer.effects[kind], evidence.measure.get("unit")
    name = {lang: text.format(name=answer.trial.name[lang]) for lang, text in NAMES[kind].items()}
    low, high = (end if np.isfinite(end) else None for end in (effect.low, effect.high))
    return Row(
        name=name, children=effect.children, others=effect.others,
        unit="share" if evidence.measure["kind"] == "share" else (unit or POINTS)["many"],
        rate=effect.now, comparison_rate=effect.now - effect.value, difference=effect.value,
        difference_low=low, difference_high=high, certain=bool(effect.p * asked <= SURE),
    )  # fmt: skip


POINTS = {"many": "points"}


def _numbers(answers: list[Answer]) -> dict[str, float]:
    """What there is to say of the first trial in single figures, and how many there are."""
    found = {"trials": float(len(answers))}
    for answer in answers[:1]:
        found["schools"], found["schools_compared"] = float(answer.schools), float(answer.others)
        found["schools_left_out"] = float(len(answer.trial.since) - answer.schools)
        if answer.smallest is not None and np.isfinite(answer.smallest):
            found["smallest_change"] = answer.smallest
        if answer.jump is not None:
            found["jump"] = answer.jump.value
            found["jump_low"], found["jump_high"] = answer.jump.low, answer.jump.high
        if answer.back is not None:
            found["expected_by_chance_alone"] = answer.back.change
            found["deviations_from_the_mean"] = answer.back.far
        if np.isfinite(answer.before):
            found["p_before"] = answer.before
    return found
