"""What kinds of events are called in English and Spanish, where the records have only codes."""

from __future__ import annotations

from collections.abc import Sequence

from forwhom.causes.behavior.kinds import place_in_spanish
from forwhom.results.explanation import Texts
from forwhom.words.days import MONTHS

HOURS = 2  # a band of the day, in hours
MONTH, PLACE, BEHAVIOR, HOUR, COURSE = "month", "place", "behavior", "hour", "course"
TITLES: dict[str, Texts] = {
    MONTH: {"en": "{name}", "es": "{name}"},
    PLACE: {"en": "Place: {name}", "es": "Lugar: {name}"},
    BEHAVIOR: {"en": "Behavior: {name}", "es": "Conducta: {name}"},
    HOUR: {"en": "From {name}", "es": "De {name}"},
    COURSE: {"en": "Course: {name}", "es": "Curso: {name}"},
}
SUBJECTS = {
    "mathematics": "matemáticas",
    "science": "ciencias",
    "english": "inglés",
    "reading": "lectura",
    "social_science": "ciencias sociales",
    "arts": "artes",
    "world_language": "otros idiomas",
    "physical_education": "educación física",
    "cte": "educación técnica",
    "elective": "optativa",
}
LEVELS: dict[str, Texts] = {
    "regular": {"en": "regular", "es": "regular"},
    "honors": {"en": "honors", "es": "con honores"},
    "ap": {"en": "AP", "es": "AP"},
    "ib": {"en": "IB", "es": "IB"},
    "dual": {"en": "dual enrollment", "es": "inscripción doble"},
    "remedial": {"en": "remedial", "es": "de refuerzo"},
}


def titled(sort: str, code: int, names: Sequence[str]) -> Texts:
    """What a kind is called with its sort before it: "Place: bus"."""
    called = spoken(sort, code, names)
    if sort == MONTH:
        return {lang: text.capitalize() for lang, text in called.items()}
    return {lang: text.format(name=called[lang]) for lang, text in TITLES[sort].items()}


def spoken(sort: str, code: int, names: Sequence[str]) -> Texts:
    """The same without its sort, as inside a sentence; behaviors are the district's own words."""
    name = names[code]
    if sort == MONTH:
        return {lang: MONTHS[lang][int(name[-2:]) - 1] for lang in ("en", "es")}
    if sort == HOUR:
        first, last = f"{int(name)}:00", f"{int(name) + HOURS}:00"
        return {"en": f"{first} to {last}", "es": f"{first} a {last}"}
    if sort == COURSE:
        return _course(name)
    plain = name.replace("_", " ")
    return {"en": plain, "es": _place(code, names) if sort == PLACE else plain}


def _course(name: str) -> Texts:
    subject, _, level = name.rpartition(", ")
    plain, levels = subject.replace("_", " "), LEVELS.get(level, {"en": level, "es": level})
    spanish = SUBJECTS.get(subject.lower().replace(" ", "_"), plain)
    return {"en": f"{plain}, {levels['en']}", "es": f"{spanish}, {levels['es']}"}


def _place(code: int, names: Sequence[str]) -> str:
    """The Spanish word; the district's own where it has none or would name two places alike."""
    found = [place_in_spanish(name) for name in names]
    mine = found[code]
    return mine if mine and found.count(mine) == 1 else names[code].replace("_", " ")
