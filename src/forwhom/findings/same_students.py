"""How the same students fared in two years, and when that cannot be told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forwhom.charts.numbers import TOO_FEW_TO_TRUST
from forwhom.findings.trend import WHAT, Moved, is_clear, sizes_of, way_of_gap, way_of_rate
from forwhom.words.numbers import Language, count
from forwhom.words.reading import words_of

Row = Mapping[str, Any]
LONGEST = 25
NOT_A_VERB = ("who ", "with ", "que ", "con ", "a quienes ")  # such words say who is asked first
SENTENCES: dict[str, dict[Language, str]] = {
    "asked_once": {
        "en": "Each student is asked about once here, so no student has two years to compare.",
        "es": "Cada estudiante cuenta aquí una sola vez: nadie tiene dos años que comparar.",
    },
    "too_few": {
        "en": "Too few {them} have records of this in both years to say how they fared.",
        "es": "Muy pocos {them} tienen datos de esto en ambos años para decir cómo les fue.",
    },
    "seen": {
        "en": "{n} {them} have records of this in both years.",
        "es": "{n} {them} tienen datos de esto en ambos años.",
    },
    "nobody": {
        "en": "{n} {them} have records of this in both years, and none changed.",
        "es": "{n} {them} tienen datos de esto en ambos años, y ninguno cambió.",
    },
    "moved": {
        "en": "Of these, {gained} those who {says}, and {lost} them.",
        "es": "De estos, {gained} a quienes {says}, y {lost} de estar entre ellos.",
    },
    "counted": {
        "en": "Of these, {gained} those counted, and {lost} them.",
        "es": "De estos, {gained} a los contados, y {lost} de estar entre ellos.",
    },
    "rose": {
        "en": "In these same students, {what} rose by {size}: plausibly between {low} and {high}.",
        "es": "En estos mismos estudiantes, {what} subió {size}: probablemente entre {low} y "
        "{high}.",
    },
    "fell": {
        "en": "In these same students, {what} fell by {size}: plausibly between {low} and {high}.",
        "es": "En estos mismos estudiantes, {what} bajó {size}: probablemente entre {low} y "
        "{high}.",
    },
    "rate_none": {
        "en": "No signal yet: in these same students, {what} moved by {size}, as chance alone "
        "could.",
        "es": "Aún no hay señal: en estos mismos estudiantes, {what} se movió {size}, como podría "
        "el azar.",
    },
    "grew": {
        "en": "In the same students, the gap grew by {size}: plausibly between {low} and {high}.",
        "es": "En los mismos estudiantes, la brecha creció {size}: probablemente entre {low} y "
        "{high}.",
    },
    "narrowed": {
        "en": "In the same students, the gap narrowed by {size}: plausibly between {low} and "
        "{high}.",
        "es": "En los mismos estudiantes, la brecha se redujo {size}: probablemente entre {low} y "
        "{high}.",
    },
    "turned": {
        "en": "In the same students, the gap turned the other way: it moved by {size}, plausibly "
        "{low} to {high}.",
        "es": "En los mismos estudiantes, la brecha cambió de lado: se movió {size}, probablemente "
        "de {low} a {high}.",
    },
    "gap_none": {
        "en": "No signal yet: in the same students, the gap moved by {size}, as chance alone "
        "could.",
        "es": "Aún no hay señal: en los mismos estudiantes, la brecha se movió {size}, como podría "
        "el azar.",
    },
    "both_none": {
        "en": "No signal yet: in these same students, {what} moved by {size} and the gap by {gap}, "
        "as chance alone could.",
        "es": "Aún no hay señal: en estos mismos estudiantes, {what} se movió {size} y la brecha "
        "{gap}, como podría el azar.",
    },
}
# How many joined and left, by number: none, one, more.
JOINED: dict[Language, tuple[str, str, str]] = {
    "en": ("none joined", "1 joined", "{n} joined"),
    "es": ("ninguno se sumó", "1 se sumó", "{n} se sumaron"),
}
LEFT: dict[Language, tuple[str, str, str]] = {
    "en": ("none left", "1 left", "{n} left"),
    "es": ("ninguno dejó", "1 dejó", "{n} dejaron"),
}
THEM: dict[bool, dict[Language, str]] = {
    True: {"en": "of them", "es": "de ellos"},
    False: {"en": "students", "es": "estudiantes"},
}


def same_students(
    row: Row | None, measure: Row, language: Language, *, of_group: bool = True
) -> list[str]:
    """Sentences on how the children known in both of the latest two years moved, and their gap.

    Args:
        row: of changes.parquet; none where no child of the group is known in both years. Under
            11 children are too few, as in the charts.
        measure: its entry in audit.json.
        language: of the sentences.
        of_group: whether there is a gap to speak of.

    Returns:
        None where there are too few years, which the page says elsewhere; one where the same
        children cannot be followed.
    """
    them = THEM[of_group][language]
    if row is not None and row["status"] == "too_few_years":
        return []
    if row is not None and row["status"] == "asked_once":
        return [SENTENCES["asked_once"][language]]
    if row is None or row["change"] is None or row["n"] < TOO_FEW_TO_TRUST:
        return [SENTENCES["too_few"][language].format(them=them)]
    told = _who_moved(row, measure, language, them)
    rate, gap = _moved(row, "change"), _moved(row, "difference_change") if of_group else None
    if row["gained"] == 0 and row["lost"] == 0:
        rate = None  # it is said
    return [*told, *_how_far(row, rate, gap, measure, language)]


def _who_moved(row: Row, measure: Row, language: Language, them: str) -> list[str]:
    """How many were seen in both years, and of a share how many came and went."""
    blanks = {"n": count(row["n"]), "them": them}
    if row["gained"] is None:
        return [SENTENCES["seen"][language].format(**blanks)]
    if not (row["gained"] or row["lost"]):
        return [SENTENCES["nobody"][language].format(**blanks)]
    says = measure["says"] if language == "en" else measure["spanish"]["says"]
    blanks |= {
        "gained": _number(row["gained"], JOINED[language]),
        "lost": _number(row["lost"], LEFT[language]),
        "says": says,
    }
    moved = SENTENCES["moved"][language].format(**blanks)
    if says.startswith(NOT_A_VERB) or len(words_of(moved)) > LONGEST:
        moved = SENTENCES["counted"][language].format(**blanks)
    return [SENTENCES["seen"][language].format(**blanks), moved]


def _how_far(
    row: Row, rate: Moved | None, gap: Moved | None, measure: Row, language: Language
) -> list[str]:
    def say(name: str, moved: Moved, **more: str) -> str:
        blanks = {**sizes_of(moved, measure, language), **more}
        return SENTENCES[name][language].format(what=what, **blanks)

    what = WHAT[measure["kind"], gap is not None][language]
    if rate and gap and not (is_clear(rate) or is_clear(gap)):
        return [say("both_none", rate, gap=sizes_of(gap, measure, language)["size"])]
    told = [say(way_of_rate(rate), rate)] if rate else []
    if gap and (rate or is_clear(gap)):
        way = way_of_gap(gap, row["difference_before"], row["difference_after"])
        told.append(say(way, gap))
    return told


def _moved(row: Row, name: str) -> Moved | None:
    """A number of the row with its limits; none where one of them is not known."""
    middle, low, high = (row[part] for part in (name, f"{name}_low", f"{name}_high"))
    return None if middle is None or low is None or high is None else (middle, low, high)


def _number(number: int, words: tuple[str, str, str]) -> str:
    return words[min(number, 2)].format(n=count(number))
