"""At which step of a process a gap opens: who goes on at each gate, and who does not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from forwhom.causes.cause import ENOUGH, Cause, Evidence, Measured, Silent
from forwhom.causes.parts.two_parts import LANGUAGES
from forwhom.causes.processes import Gate, Process, built_in, process_for
from forwhom.causes.processes.passing import passing
from forwhom.causes.processes.steps import opening, steps
from forwhom.causes.processes.telling import figures, left_out, sentences
from forwhom.causes.processes.walk import Walk, walk
from forwhom.results.explanation import STEPS, Row, Texts

WHYS = ("unrecorded", "unrecorded_last", "unknown", "same")


def explain(evidence: Evidence) -> Measured | Silent:
    """The gap along the process that ends in what the finding is about."""
    process = _process(evidence)
    if process is None or evidence.records is None:
        return Silent(UNDECLARED)
    name = evidence.finding.measure
    until, after = process.until(name), process.after(name)
    passed = passing(process.gates, evidence.records, evidence.finding.school_year)
    passed[until[-1].name] = evidence.outcome
    asked = evidence.group | evidence.others
    way = walk(until, {gate: here[asked] for gate, here in passed.items()})
    if len(way.gates) < 2:
        return Silent(_one_step([way]))
    came = asked & (evidence.outcome > 0)
    further = walk(after, {gate: here[came] for gate, here in passed.items()}) if after else None
    return _told(evidence, way, further, asked, came)


def _process(evidence: Evidence) -> Process | None:
    sections = evidence.records.section("process") if evidence.records else []
    return process_for(evidence.finding.measure, sections)


def _told(
    evidence: Evidence, way: Walk, further: Walk | None, asked: np.ndarray, came: np.ndarray
) -> Measured:
    ways = [way] if further is None else [way, further]
    looks = sum(len(one.gates) for one in ways)
    better = str(evidence.measure.get("better", "neither"))
    rows = steps(way, evidence.group[asked], better, looks=looks)
    later: list[Row] = []
    group = evidence.group[came]
    if further is not None and min(group.sum(), (~group).sum()) >= ENOUGH:
        later = steps(further, group, better, looks=looks, explains=False)
    gap = evidence.gap
    told: dict[str, list[str]] = {}
    for lang in LANGUAGES:
        told[lang] = sentences(way.gates, rows, gap, evidence.measure, lang)
        if further is not None and later:
            gates, all_rows = [way.gates[-1], *further.gates], [rows[-1], *later]
            told[lang] += [figures(gates, all_rows, at + 1, lang) for at in range(len(later))]
        told[lang] += left_out({why: _left(ways, why) for why in WHYS}, lang)
    return Measured(gap, told, rows=[*rows, *later], shape=STEPS, numbers=_numbers(ways, rows, gap))


def _numbers(ways: Sequence[Walk], rows: Sequence[Row], gap: float) -> dict[str, float]:
    """How many steps, at how many of them it opens, and what the records lack."""
    return {
        "steps": float(len(rows)),
        "opens_at": float(len(opening(rows, gap))),
        "not_recorded": float(sum(len(one.unrecorded) for one in ways)),
        "children_without_an_earlier_record": float(sum(one.skipped for one in ways)),
    }


def _left(ways: Sequence[Walk], why: str) -> list[Gate]:
    """Gates left out, by why; those after the last that is shown are told on their own."""
    if why in ("unrecorded", "unrecorded_last"):
        last = [one.unrecorded_last for one in ways]
        found = [gate for one in ways for gate in one.unrecorded]
        ends = [gate for gates in last for gate in gates]
        return ends if why == "unrecorded_last" else [g for g in found if g not in ends]
    return [gate for one in ways for gate in getattr(one, why)]


def _one_step(ways: Sequence[Walk]) -> Texts:
    return {
        lang: " ".join([ONE_STEP[lang], *left_out({why: _left(ways, why) for why in WHYS}, lang)])
        for lang in LANGUAGES
    }


def asked_when(evidence: Evidence) -> bool:
    """Measures at which a process of ours ends, or one of the district's own."""
    ours = (process.measures for process in built_in().values())
    name = evidence.finding.measure
    return any(name in measures for measures in ours) or _process(evidence) is not None


ONE_STEP = {
    "en": "The records hold only one step of this process; the steps before it are needed.",
    "es": "Los registros tienen un solo paso de este proceso; hacen falta los anteriores.",
}
UNDECLARED = {
    "en": "Nobody has written down the steps that lead here. A [[process]] in forwhom.toml does.",
    "es": "Nadie ha escrito los pasos que llevan aquí. Se hace con [[process]] en forwhom.toml.",
}

cause = Cause(
    question={
        "en": "At which step does the gap open?",
        "es": "¿En qué paso se abre la brecha?",
    },
    assumes={
        "en": "Each student counts once a step. Who came to a later step is taken to have passed "
        "the earlier ones. All other steps stay as they are when one is made equal.",
        "es": "Cada estudiante cuenta una vez en cada paso. Quien llegó a un paso pasó por los "
        "anteriores. Cuando un paso se iguala, los demás quedan como están.",
    },
    cannot={
        "en": "It cannot show why more students go on at a step, nor what happened before the "
        "first step on record.",
        "es": "No puede mostrar por qué siguen más estudiantes en un paso, ni qué pasó antes del "
        "primero que se registra.",
    },
    source="Das Gupta (1993), U.S. Bureau of the Census P23-186, section 2.",
    explain=explain,
    asked_when=asked_when,
)
