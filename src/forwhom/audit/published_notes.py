"""What a reader of published numbers should know: what adds up, and what cannot be right."""

from __future__ import annotations

from forwhom.disparities.published_numbers import Numbers, adding_up
from forwhom.measures import MEASURES

ADDS = {
    "en": "Wherever all groups are shown they add up to everyone, so they are taken to do so "
    "where some are hidden: {names}.",
    "es": "Donde se muestran todos los grupos, suman el total; se supone lo mismo donde algunos "
    "están ocultos: {names}.",
}
ADDS_NOT = {
    "en": "These groups do not always add up to everyone, so the limits of hidden numbers do not "
    "lean on it: {names}.",
    "es": "Estos grupos no siempre suman el total; los límites de los números ocultos no se "
    "apoyan en esa suma: {names}.",
}
SCORES = {
    "en": "Our measure of this name is no share of children, so it is shown as published: {names}.",
    "es": "Nuestra medida con este nombre no es una proporción; se muestra como se publicó: "
    "{names}.",
}
IMPOSSIBLE = {
    "en": "In {names} rows more children are counted than there are. They were not compared. Such "
    "counts often run over a year, while the children were counted on one day.",
    "es": "En {names} filas se cuentan más estudiantes de los que hay. No se compararon. Esos "
    "conteos suelen abarcar un año, y los estudiantes se contaron en un solo día.",
}


def notes_on(numbers: Numbers) -> list[tuple[str, str]]:
    """Notes in English and Spanish; they hold counts and names of groups, never a number."""
    sums = adding_up(numbers)
    scores = {name for name, measure in MEASURES.items() if measure.kind != "share"}
    impossible = sum(each.impossible for groups in numbers.values() for each in groups.values())
    told = [
        (ADDS, _names(sums, True)),
        (ADDS_NOT, _names(sums, False)),
        (SCORES, ", ".join(sorted({spot.measure for spot in numbers} & scores))),
        (IMPOSSIBLE, f"{impossible:,}" if impossible else ""),
    ]
    return [
        (words["en"].format(names=names), words["es"].format(names=names))
        for words, names in told
        if names
    ]


def _names(sums: dict[tuple[str, str], bool], adds: bool) -> str:
    """The dimensions for which it holds in every measure, or fails in some."""
    failing = {dimension for (_, dimension), fits in sums.items() if not fits}
    wanted = failing if not adds else {dimension for _, dimension in sums} - failing
    return ", ".join(sorted(wanted))
