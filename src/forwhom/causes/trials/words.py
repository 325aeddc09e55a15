"""What is said of something that was tried: only what is sure, and what could have been seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from forwhom.causes.parts.two_parts import LANGUAGES
from forwhom.causes.trials.declared import Trial
from forwhom.causes.trials.panel import GAP, GROUP, Back, Effect
from forwhom.results.explanation import Texts
from forwhom.stats.interrupted import Change
from forwhom.words.numbers import Language, points
from forwhom.words.sizes import gap_in_words

SURE = 0.05

NO_RECORDS: Texts = {
    "en": "There are no records of this measure by school and year.",
    "es": "No hay registros de esta medida por escuela y año.",
}
NOTHING_TRIED: Texts = {
    "en": "Nobody wrote down what was tried. [[tried]] in forwhom.toml does.",
    "es": "Nadie anotó qué se probó. [[tried]] en forwhom.toml lo hace.",
}
MORE: Texts = {
    "en": "More years of records, or more schools, would help.",
    "es": "Ayudaría tener más años de registros, o más escuelas.",
}
CHANGED: Texts = {
    "en": "With {name}, the {rate} of these students is {size} {way} than expected, plausibly "
    "{low} to {high}.",
    "es": "Con {name}, {rate} de estos estudiantes es {size} más {way} de lo esperado, "
    "probablemente de {low} a {high}.",
}
UNSURE: Texts = {
    "en": "We cannot tell if {name} changed the {rate} of these students. It may be {low} lower to "
    "{high} higher than without.",
    "es": "No podemos saber si {name} cambió {rate} de estos estudiantes. Puede ser de {low} más "
    "baja a {high} más alta que sin eso.",
}
NOTHING: Texts = {
    "en": "We cannot tell if {name} changed anything: {schools} of {all} schools are so few that "
    "chance could do as much.",
    "es": "No podemos saber si {name} cambió algo: {schools} de {all} escuelas son tan pocas que "
    "el azar podría hacer lo mismo.",
}
GAP_CHANGED: Texts = {
    "en": "The gap inside these schools is {size} {way} than expected.",
    "es": "La brecha dentro de estas escuelas es {size} {way} de lo esperado.",
}
GAP_UNSURE: Texts = {
    "en": "Of the gap inside these schools we cannot tell.",
    "es": "De la brecha dentro de estas escuelas no podemos saberlo.",
}
BACK: Texts = {
    "en": "The year before, these schools stood out. By chance alone their {rate} would have moved "
    "{size} {way}.",
    "es": "El año anterior estas escuelas se distinguían. Solo por azar {rate} se habría movido "
    "{size} hacia {way}.",
}
CHANGING: Texts = {
    "en": "They changed otherwise than other schools even before it began. Do not build on this.",
    "es": "Cambiaban de otro modo que las demás aun antes de que empezara. No se apoye en esto.",
}
SMALLEST: Texts = {
    "en": "With {schools} of {all} schools, the smallest change you could see from {name} in a "
    "year is {size}.",
    "es": "Con {schools} de {all} escuelas, el menor cambio que se podría ver por {name} en un año "
    "es de {size}.",
}
NO_SMALLEST: Texts = {
    "en": "{name} is in {schools} of {all} schools. There are too few to compare, so no change "
    "could be told from chance.",
    "es": "{name} está en {schools} de {all} escuelas. Son muy pocas para comparar, y ningún "
    "cambio se distinguiría del azar.",
}
JUMPED: Texts = {
    "en": "No other school can be compared. In the month {name} began, the share with {what} went "
    "{way} by {size}, plausibly {low} to {high}.",
    "es": "No hay otra escuela para comparar. En el mes en que empezó {name}, la proporción con "
    "{what} cambió hacia {way} en {size}, probablemente de {low} a {high}.",
}
NO_JUMP: Texts = {
    "en": "No other school can be compared. The monthly share shows no sure jump when {name} "
    "began: from {low} down to {high} up.",
    "es": "No hay otra escuela para comparar. La proporción de cada mes no muestra un salto seguro "
    "cuando empezó {name}: de {low} abajo a {high} arriba.",
}
WHAT: dict[str, Texts] = {
    "attendance": {"en": "two absences or more", "es": "dos faltas o más"},
    "discipline": {"en": "such an event", "es": "un hecho así"},
}
RATE = {"en": ("rate", "average"), "es": ("la tasa", "el promedio")}
WAYS = {
    "rate": {"en": ("lower", "higher"), "es": ("baja", "alta")},
    "back": {"en": ("down", "up"), "es": ("abajo", "arriba")},
    "gap": {"en": ("smaller", "larger"), "es": ("menor", "mayor")},
}


@dataclass(frozen=True)
class Answer:
    """What is known of one trial.

    `jump` is that of its months, where no school can be compared. `smallest` is the smallest change
    that could be seen, asked before it began or where nothing else can be said. `back` and `before`
    speak of the years before it. `schools` tried it and can be counted; `others` are compared with.
    """

    trial: Trial
    schools: int
    others: int
    effects: Mapping[str, Effect] = field(default_factory=dict)
    smallest: float | None = None
    back: Back | None = None
    before: float = float("nan")

    @property
    def tells(self) -> bool:
        """Whether it holds an effect or a jump with limits; else nothing was measured."""
        return self.jump is not None or any(map(has_limits, self.effects.values()))

    jump: Change | None = None


def has_limits(effect: Effect) -> bool:
    """Whether chance alone can be told from it at all."""
    return bool(np.isfinite(effect.low) and np.isfinite(effect.high))


def answers_in_words(
    answers: Sequence[Answer], measure: Mapping[str, Any], gap: float
) -> dict[str, list[str]]:
    """Each trial's sentences, the effect first."""
    return {
        lang: [text for answer in answers for text in _Sayer(answer, measure, gap, lang).all()]
        for lang in LANGUAGES
    }


def silence_in_words(answers: Sequence[Answer], measure: Mapping[str, Any], gap: float) -> Texts:
    """What is said where no change can be told: the smallest that could be seen, or what helps."""
    blind = any(one.smallest is None or not np.isfinite(one.smallest) for one in answers)
    said = answers_in_words(answers, measure, gap)
    return {lang: " ".join([*said[lang], *([MORE[lang]] if blind else [])]) for lang in LANGUAGES}


@dataclass(frozen=True)
class _Sayer:
    answer: Answer
    measure: Mapping[str, Any]
    gap: float
    lang: Language

    def all(self) -> list[str]:
        found = []
        if GROUP in self.answer.effects:
            found.append(self._of_group(self.answer.effects[GROUP]))
        if GAP in self.answer.effects and has_limits(self.answer.effects[GROUP]):
            found.append(self._of_gap(self.answer.effects[GAP]))
        if found and self.answer.before <= SURE:
            found.append(CHANGING[self.lang])
        if found and self.answer.back is not None and self.answer.back.is_extreme:
            found.append(self._back(self.answer.back))
        if self.answer.jump is not None:
            found.append(self._jump(self.answer.jump))
        if self.answer.smallest is not None:
            found.append(self._smallest(self.answer.smallest))
        return found

    def _said(self, text: Texts, **blanks: Any) -> str:
        rate = RATE[self.lang][self.measure["kind"] != "share"]
        every = {"name": self.answer.trial.name[self.lang], "rate": rate}
        counts = {"schools": self.answer.schools, "all": self.answer.schools + self.answer.others}
        return text[self.lang].format(**every, **counts, **blanks)

    def _size(self, size: float) -> str:
        return gap_in_words(size, self.measure, self.lang)

    def _of_group(self, effect: Effect) -> str:
        if not has_limits(effect):
            return self._said(NOTHING)
        low, high = self._size(effect.low), self._size(effect.high)
        if effect.low <= 0 <= effect.high:
            return self._said(UNSURE, low=low, high=high)
        if effect.value < 0:
            low, high = high, low
        way = WAYS["rate"][self.lang][effect.value > 0]
        return self._said(CHANGED, size=self._size(effect.value), way=way, low=low, high=high)

    def _of_gap(self, effect: Effect) -> str:
        if not has_limits(effect) or effect.low <= 0 <= effect.high:
            return GAP_UNSURE[self.lang]
        way = WAYS["gap"][self.lang][effect.value * self.gap > 0]
        return self._said(GAP_CHANGED, size=self._size(effect.value), way=way)

    def _back(self, back: Back) -> str:
        way = WAYS["back"][self.lang][back.change > 0]
        return self._said(BACK, size=self._size(back.change), way=way)

    def _jump(self, jump: Change) -> str:
        low, high = (points(100 * end, 1, self.lang) for end in (abs(jump.low), abs(jump.high)))
        if jump.low <= 0 <= jump.high:
            return self._said(NO_JUMP, low=low, high=high)
        way = WAYS["back"][self.lang][jump.value > 0]
        low, high = (high, low) if jump.value < 0 else (low, high)
        size = points(100 * abs(jump.value), 1, self.lang)
        what = WHAT[str(self.measure["domain"])][self.lang]
        return self._said(JUMPED, size=size, way=way, low=low, high=high, what=what)

    def _smallest(self, smallest: float) -> str:
        if not np.isfinite(smallest):
            return self._said(NO_SMALLEST)
        return self._said(SMALLEST, size=self._size(smallest))
