"""Through which kinds of decisions a gap came: judgment, place, hour, type of referrer."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from forwhom.causes.behavior.comparing import READS
from forwhom.causes.behavior.incidents import Incidents, read
from forwhom.causes.behavior.kinds import Kinds, kinds_of
from forwhom.causes.behavior.levels import MAIN
from forwhom.causes.behavior.telling import LANGUAGES
from forwhom.causes.behavior.through import LEAST, through
from forwhom.causes.cause import Cause, Evidence, Measured, Silent
from forwhom.results.explanation import Row, Texts
from forwhom.words.numbers import Language, percent
from forwhom.words.sizes import gap_in_words

ANY = 0  # whatever followed
FROM = {"referred": ANY} | {
    name: MAIN[name]
    for name in ("suspended", "suspended_out_of_school", "suspended_more_than_once")
}
LED_BY = ("behavior and place", "behavior")  # which way of taking apart speaks first
MOST: Texts = {
    "en": "{kind} added {adds} to the gap of {gap}. It reached {rate} of this group and {other} of "
    "others.",
    "es": "{kind} sumó {adds} a la brecha de {gap}. Alcanzó al {rate} de este grupo y al {other} "
    "de los demás.",
}
NONE: Texts = {
    "en": "No kind of decision stands out once we reckon with all {rows} we looked at.",
    "es": "Ningún tipo de decisión sobresale al tomar en cuenta los {rows} que vimos.",
}
NO_ROWS: Texts = {
    "en": "Too few of these students have incidents on record this year that say what was decided "
    "and where.",
    "es": "Muy pocos de estos estudiantes tienen este año incidentes registrados que digan qué se "
    "decidió y dónde.",
}


def explain(evidence: Evidence) -> Measured | Silent:
    """Each kind of decision, and what it adds to the gap; silent where the records tell of few."""
    rows = _that_led_to_it(evidence)
    reached = np.unique(rows.child[evidence.outcome[rows.child] == 1])
    kinds = kinds_of(rows)
    found = through(evidence, rows, kinds) if len(reached) >= LEAST else []
    if not found:
        return Silent(NO_ROWS)
    first = _leading(found, evidence.gap)
    ways = {one.name: one for one in kinds}
    sentences: dict[str, list[str]] = {
        lang: [
            NONE[lang].format(rows=len(found))
            if first is None
            else _said(first, ways, evidence, lang)
        ]
        for lang in LANGUAGES
    }
    numbers = {"children": float(len(reached)), "rows": float(len(found))}
    return Measured(evidence.gap, sentences, rows=found, shape="gaps", numbers=numbers)


def _said(row: Row, ways: Mapping[str, Kinds], evidence: Evidence, lang: Language) -> str:
    kind = ways[row.of[0]].said(row.name) if row.of else row.name
    sizes = [gap_in_words(size, evidence.measure, lang, finer=True) for size in
             (row.adds or 0.0, evidence.gap)]  # fmt: skip
    rates = {"rate": _percent(row.rate), "other": _percent(row.comparison_rate)}
    return MOST[lang].format(kind=kind[lang], adds=sizes[0], gap=sizes[1], **rates)


def _that_led_to_it(evidence: Evidence) -> Incidents:
    """The finding's year's incidents of those compared that were severe enough for the outcome."""
    rows = read(evidence)
    asked = (evidence.group | evidence.others)[rows.child]
    asked &= rows.known("school_year", evidence.finding.school_year)
    return rows.at(asked & (rows.rank >= FROM[evidence.measure["name"]]))


def _leading(rows: list[Row], gap: float) -> Row | None:
    """The certain row that adds most in the gap's direction, of the way that speaks first."""
    known = [row for row in rows if row.certain and (row.adds or 0.0) * gap > 0]
    for way in LED_BY:
        if mine := [row for row in known if row.of and row.of[0] == way]:
            return max(mine, key=lambda row: abs(row.adds or 0.0))
    return max(known, key=lambda row: abs(row.adds or 0.0), default=None)


def _percent(rate: float | None) -> str:
    return percent(rate or 0.0, 0 if (rate or 0.0) >= 0.1 else 1)


cause = Cause(
    question={
        "en": "Through which kinds of decisions did the gap come?",
        "es": "¿Por qué tipos de decisiones vino la brecha?",
    },
    assumes={
        "en": "Whether a behavior is a matter of judgment is as the records say. A student with "
        "incidents of several kinds counts for each by its share of them. Kinds with fewer than "
        "11 students stand with what is not recorded.",
        "es": "Si una conducta es cuestión de criterio, lo dicen los registros. Quien tiene "
        "incidentes de varios tipos cuenta en cada uno según su parte. Los tipos con menos de 11 "
        "estudiantes están con lo que no tiene dato.",
    },
    cannot={
        "en": "It cannot show why: more of something may have happened there, more of it was seen, "
        "or these students attend schools that refer more. It speaks of types of referrers, never "
        "of a person.",
        "es": "No puede mostrar por qué: quizá allí pasó más, o se vio más, o sus escuelas "
        "reportan más. Habla de tipos de personas que reportan, nunca de una persona.",
    },
    source=(
        "Smolkowski, Girvan, McIntosh, Nese and Horner (2016), Vulnerable Decision Points for "
        "Disproportionate Office Discipline Referrals, Behavioral Disorders 41:178-195; Newcombe "
        "(1998), Statist. Med. 17:873-890; Holm (1979), Scand. J. Statist. 6:65-70"
    ),
    explain=explain,
    asks_of=lambda measure: measure.get("name") in FROM,
    reads=READS[:1],
)
