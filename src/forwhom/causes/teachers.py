"""Who is taught by new teachers, out of field or without a full credential; nobody is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from forwhom.causes.access.courses import Seats, seats_of
from forwhom.causes.access.exposure import Exposure, exposure, weights
from forwhom.causes.access.saying import LANGUAGES, of_group
from forwhom.causes.access.staff import KINDS, NEW, OUT_OF_FIELD, WITHOUT, of_sections, teachers_of
from forwhom.causes.cause import ENOUGH, Cause, Evidence, Measured, Real, Silent, of_domain
from forwhom.results.explanation import GAPS, Row, Texts
from forwhom.words.lists import joined
from forwhom.words.numbers import Language, percent

LEAST = 3  # teachers of a kind; of fewer the numbers would speak of persons
WHOLE, BETWEEN, INSIDE = 0, 1, 2
KIND_NAMES: dict[str, Texts] = {
    NEW: {"en": "New teachers", "es": "Docentes nuevos"},
    OUT_OF_FIELD: {"en": "Out of their field", "es": "Fuera de su materia"},
    WITHOUT: {"en": "Without full credential", "es": "Sin credencial completa"},
}
PART_NAMES = {
    BETWEEN: {"en": "{kind}: between schools", "es": "{kind}: entre escuelas"},
    INSIDE: {"en": "{kind}: inside schools", "es": "{kind}: dentro de las escuelas"},
}
TAUGHT_BY = {
    NEW: {
        "en": "teachers in their first years",
        "es": "docentes en sus primeros años",
    },
    OUT_OF_FIELD: {
        "en": "teachers outside the field of their credential",
        "es": "docentes fuera de la materia de su credencial",
    },
    WITHOUT: {
        "en": "teachers without a full credential",
        "es": "docentes sin credencial completa",
    },
}
APART = {
    "en": "Of the seats of {group}, {rate} are taught by {who}; of the seats of others, {other}.",
    "es": "De los lugares de {group}, {rate} son de {who}; de los lugares de los demás, {other}.",
}
WHERE = {
    BETWEEN: {
        "en": "That lies more between schools than inside them.",
        "es": "Eso está más entre las escuelas que dentro de ellas.",
    },
    INSIDE: {
        "en": "That lies more inside schools, in who sits with whom, than between them.",
        "es": "Eso está más dentro de las escuelas, en quién se sienta con quién, que entre ellas.",
    },
}
ALIKE = {
    "en": "We found no sure difference in who is taught by {who}.",
    "es": "No hallamos una diferencia segura en quién aprende con {who}.",
}
TOO_FEW = {
    "en": "Too few seats name a teacher of whom experience, field or credential is known. It needs "
    "sections.staff_id and staff_years.",
    "es": "Muy pocos lugares nombran a un docente de quien se conozca experiencia, materia o "
    "credencial. Hacen falta sections.staff_id y staff_years.",
}


def _explain(evidence: Evidence) -> Measured | Silent:
    assert evidence.records is not None  # `reads` says so
    year = evidence.finding.school_year
    seats = seats_of(evidence.records, year)
    told = of_sections(evidence.records, seats, year)
    found = {kind: one for kind in KINDS if (one := _one(evidence, seats, told[kind])) is not None}
    if not found:
        return Silent(TOO_FEW)
    rows = [row for kind, one in found.items() for row in _rows(kind, one)]
    numbers = {key: n for kind, one in found.items() for key, n in _numbers(kind, one)}
    sentences: dict[str, list[str]] = {
        language: _sentences(evidence, found, language) for language in LANGUAGES
    }
    return Measured(evidence.gap, sentences, rows=rows, shape=GAPS, numbers=numbers)


def _one(evidence: Evidence, seats: Seats, told: Real) -> Exposure | None:
    """One kind of teacher; none where too few teachers or children are known."""
    if teachers_of(seats, told) < LEAST:
        return None
    known = np.bincount(seats.child, weights(seats, told, len(evidence.children)) > 0) > 0
    known = np.append(known, np.zeros(len(evidence.children) - len(known), np.bool_))
    if min((evidence.group & known).sum(), (evidence.others & known).sum()) < ENOUGH:
        return None
    return exposure(seats, told, evidence.group, evidence.others, len(KINDS))


def _rows(kind: str, found: Exposure) -> list[Row]:
    """The whole difference, and its two parts where it is sure and there are several schools."""
    whole = replace(
        _row(KIND_NAMES[kind], found, WHOLE),
        children=found.n,
        others=found.other_n,
        rate=found.mean,
        comparison_rate=found.other_mean,
        ratio=found.mean / found.other_mean if found.other_mean else None,
        certain=found.certain,
    )
    if not found.certain or not found.value[BETWEEN]:
        return [whole]
    parts = [(_part_name(kind, at), at) for at in PART_NAMES]
    return [whole, *(_row(name, found, at) for name, at in parts)]


def _numbers(kind: str, found: Exposure) -> list[tuple[str, float]]:
    """The parts of each difference, also of those that are not told in rows."""
    names = {WHOLE: "difference", BETWEEN: "between_schools", INSIDE: "inside_schools"}
    return [(f"{kind}_{name}", float(found.value[at])) for at, name in names.items()]


def _row(name: Texts, found: Exposure, at: int) -> Row:
    low, high = float(found.low[at]), float(found.high[at])
    difference = float(found.value[at])
    return Row(name=name, difference=difference, difference_low=low, difference_high=high)


def _part_name(kind: str, at: int) -> Texts:
    return {lang: PART_NAMES[at][lang].format(kind=said) for lang, said in KIND_NAMES[kind].items()}


def _sentences(evidence: Evidence, found: Mapping[str, Exposure], language: Language) -> list[str]:
    sure = sorted((k for k in found if found[k].certain), key=lambda k: -abs(found[k].value[WHOLE]))
    said = [line for kind in sure for line in _apart(evidence, kind, found[kind], language)]
    alike: Sequence[str] = [TAUGHT_BY[kind][language] for kind in found if kind not in sure]
    return [*said, *(ALIKE[language].format(who=who) for who in _grouped(alike, language))]


def _grouped(who: Sequence[str], language: Language) -> list[str]:
    return [joined(who, language, last="or")] if who else []


def _apart(evidence: Evidence, kind: str, found: Exposure, language: Language) -> list[str]:
    told = APART[language].format(
        group=of_group(evidence, language),
        who=TAUGHT_BY[kind][language],
        rate=percent(found.mean, 1),
        other=percent(found.other_mean, 1),
    )
    between, inside = np.sign(found.value[WHOLE]) * found.value[1:]
    if not found.value[BETWEEN] or found.low[BETWEEN] <= inside <= found.high[BETWEEN]:
        return [told]
    return [told, WHERE[BETWEEN if between > inside else INSIDE][language]]


cause = Cause(
    question={
        "en": "Who is taught by new teachers, out of field or without a full credential?",
        "es": "¿A quién enseñan docentes nuevos, fuera de su materia o sin credencial completa?",
    },
    assumes={
        "en": "Each child counts once, however many seats it has. New means two years or fewer, "
        "unless forwhom.toml says otherwise. Without a full credential are emergency permits, "
        "none, and long-term substitutes.",
        "es": "Cada estudiante cuenta una vez, tenga los lugares que tenga. Nuevo significa dos "
        "años o menos, si forwhom.toml no dice otra cosa. Sin credencial completa son los permisos "
        "de emergencia, quien no tiene ninguna y los suplentes a largo plazo.",
    },
    cannot={
        "en": "It cannot show how well anyone teaches, nor that it makes the gap. No teacher is "
        "named or ranked.",
        "es": "No puede mostrar qué tan bien enseña alguien, ni que eso cause la brecha. No se "
        "nombra ni clasifica a nadie.",
    },
    source="California Department of Education, teacher equity definitions (ESSA section "
    "1111(g)(1)(B)); Kitagawa (1955), J. Amer. Statist. Assoc. 50:1168-1194.",
    explain=_explain,
    asks_of=of_domain("achievement", "access"),
    reads=("sections", "seats", "staff_years"),
)
