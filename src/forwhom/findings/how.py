"""How a finding was found, and what it adds, in a parent's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forwhom.words.numbers import Language
from forwhom.words.sizes import size_in_words

WITHIN, DISTRICT, BOTH, UNSURE = "within", "district", "both", "unsure"
MOSTLY = 0.5  # of a gap must go where schools are alike before it is said to lie between them
SENTENCES: dict[str, dict[Language, str]] = {
    WITHIN: {
        "en": "Beside students of the same school and grade, the gap is {size}.",
        "es": "Al lado de estudiantes de la misma escuela y grado, la brecha es de {size}.",
    },
    DISTRICT: {
        "en": "The gap lies between schools: inside a school and grade we see none for sure.",
        "es": "La brecha está entre escuelas: dentro de una escuela y grado no vemos ninguna.",
    },
    UNSURE: {
        "en": "We cannot tell how much of it lies between schools, and how much inside them.",
        "es": "No podemos saber qué parte está entre escuelas y qué parte dentro de ellas.",
    },
    BOTH: {
        "en": "It holds beside students of the same school and grade too: there it is {size}.",
        "es": "También existe dentro de la misma escuela y grado: allí es de {size}.",
    },
    "school": {
        "en": "Beside students of the same grade in this school, the gap is {size}.",
        "es": "Al lado de estudiantes del mismo grado en esta escuela, la brecha es de {size}.",
    },
    "confirmed": {
        "en": "The year before showed the same.",
        "es": "El año anterior mostró lo mismo.",
    },
    "not_confirmed": {
        "en": "The year before did not show it clearly.",
        "es": "El año anterior no lo mostró con claridad.",
    },
    "beyond_parts": {
        "en": "That is {size} more than the larger groups they are part of explain.",
        "es": "Son {size} más de lo que explican los grupos más grandes a los que pertenecen.",
    },
    "hidden_in_the_average": {
        "en": "The average hides it: no part of this group alone shows a gap.",
        "es": "El promedio la esconde: ninguna parte de este grupo muestra por sí sola una brecha.",
    },
    "reversed": {
        "en": "In the whole district it looks the other way round, as schools differ.",
        "es": "En todo el distrito parece lo contrario, porque las escuelas son distintas.",
    },
}


def how(finding: Mapping[str, Any], measure: Mapping[str, Any], language: Language) -> list[str]:
    """Short sentences to stand under a finding's own; none where no search was made.

    `finding` has the fields of findings.json, `measure` those of audit.json.
    """
    if finding.get("difference_within") is None:
        return []
    kind = "school" if finding["place_type"] == "school" else finding["question"]
    if kind == DISTRICT and finding["difference_within"] / finding["difference"] > MOSTLY:
        kind = UNSURE
    told = [_say(kind, finding["difference_within"], measure, language)]
    if finding.get("beyond_parts") is not None:
        told.append(_say("beyond_parts", finding["beyond_parts"], measure, language))
    told += [SENTENCES[name][language] for name in [finding.get("alert", "")] if name]
    if finding.get("confirmed") is not None:
        said = "confirmed" if finding["confirmed"] else "not_confirmed"
        told.append(SENTENCES[said][language])
    return told


def _say(name: str, size: float, measure: Mapping[str, Any], language: Language) -> str:
    return SENTENCES[name][language].format(size=size_in_words(size, measure, language))
